"""The errors that the floors agree on."""

from samhold.foundation.errors import BadInput, DomainError, NotAllowed, NotAvailable


class TooMany(DomainError):
    """Say that there were too many."""

    message = "There are %(count)s, at most %(limit)s."


def test_domain_error_without_values_reads_as_its_message() -> None:
    refusal = NotAllowed()

    assert str(refusal) == refusal.message == "You may not do this."


def test_domain_error_with_values_fills_its_message() -> None:
    refusal = TooMany(count=3, limit=2)

    assert refusal.message == "There are 3, at most 2."
    assert TooMany.message == "There are %(count)s, at most %(limit)s."
    assert refusal.values == {"count": 3, "limit": 2}


def test_bad_input_names_item_and_mend() -> None:
    refusal = BadInput("units.csv", "save it as UTF-8 (100 %)")

    assert str(refusal) == "units.csv: save it as UTF-8 (100 %)"
    assert (refusal.item, refusal.mend) == ("units.csv", "save it as UTF-8 (100 %)")


def test_not_available_is_no_domain_error() -> None:
    assert not issubclass(NotAvailable, DomainError)
