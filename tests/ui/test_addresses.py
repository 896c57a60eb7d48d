from uuid import uuid4

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse, set_script_prefix


def test_address_of_ids_is_the_one_that_django_gives():
    one, other = uuid4(), uuid4()
    page = Template("{% url 'staff:undo_contact' one other %} {% url 'staff:persons' %}")

    drawn = page.render(Context({"one": one, "other": other}))

    assert drawn == f"{reverse('staff:undo_contact', args=[one, other])} {reverse('staff:persons')}"


def test_address_of_texts_is_the_one_that_django_gives():
    one = uuid4()

    drawn = Template("{% url 'staff:person' one %}").render(Context({"one": str(one)}))

    assert drawn == reverse("staff:person", args=[one])


def test_address_under_another_prefix_holds_it_escaped():
    set_script_prefix("/in&out/")
    try:
        drawn = Template("{% url 'staff:persons' %}").render(Context())
    finally:
        set_script_prefix("/")

    assert drawn == "/in&amp;out/persons/"


def test_address_that_there_is_not_fails():
    with pytest.raises(NoReverseMatch):
        Template("{% url 'staff:no_such_page' %}").render(Context())
