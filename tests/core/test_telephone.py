import pytest

from samhold.core.telephone import can_be_called


@pytest.mark.parametrize(
    "written", ["900 00 001", "+47 61 00 00 03", "116 117", "113", "(+47) 900-00-001", " 90000001 "]
)
def test_number_can_be_called(written):
    assert can_be_called(written)


@pytest.mark.parametrize("written", ["", "12x4", "ring mormor", "11", "+", "٣٤٥", "9" * 16, "900 00 001 900 00 002 9"])
def test_text_cannot_be_called(written):
    assert not can_be_called(written)
