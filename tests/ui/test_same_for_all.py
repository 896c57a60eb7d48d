from django.template import Context, Template
from django.utils import translation

BUTTONS = Template('{% same_for_all "ui/shell/scheme_buttons.html" color_scheme=color_scheme %}')


def test_a_part_is_drawn_for_the_language_and_what_it_is_given():
    with translation.override("en"):
        english = BUTTONS.render(Context({"color_scheme": "dark"}))
    with translation.override("nb"):
        bokmaal = BUTTONS.render(Context({"color_scheme": "light"}))

    assert 'value="dark" aria-pressed="true"' in english
    assert "Dark" in english
    assert 'value="light" aria-pressed="true"' in bokmaal
    assert "Dark" not in bokmaal


def test_a_part_knows_nothing_of_the_page():
    page = Template('{% same_for_all "ui/shell/scheme_buttons.html" %}')

    drawn = page.render(Context({"color_scheme": "dark"}))

    assert 'aria-pressed="true"' not in drawn
