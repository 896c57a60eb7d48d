import factory

from samhold.rooms.access.enums import Category
from samhold.rooms.care.enums import AnsweredBy, AppointmentKind, ContactKind
from samhold.rooms.care.models import Appointment, AppointmentWorker, Contact, ContactComment, Draft, Response
from tests.support.factories.access import UserFactory
from tests.support.factories.organisations import STARTED, UnitFactory
from tests.support.factories.people import PersonFactory


class AppointmentFactory(factory.django.DjangoModelFactory):
    """An appointment that nobody comes to yet; staff it with `AppointmentWorkerFactory`."""

    class Meta:
        model = Appointment

    person = factory.SubFactory(PersonFactory)
    tenant = factory.SelfAttribute("person.tenant")
    unit = factory.SubFactory(UnitFactory)
    kind = AppointmentKind.HOME_VISIT
    starts_at = STARTED


class AppointmentWorkerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AppointmentWorker

    appointment = factory.SubFactory(AppointmentFactory)
    user = factory.SubFactory(UserFactory)
    starts_at = factory.SelfAttribute("appointment.starts_at")


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    person = factory.SubFactory(PersonFactory)
    tenant = factory.SelfAttribute("person.tenant")
    unit = factory.SubFactory(UnitFactory)
    kind = ContactKind.HOME_VISIT
    took_place_at = STARTED
    minutes = 45
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = factory.SelfAttribute("took_place_at")


class DraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Draft

    person = factory.SubFactory(PersonFactory)
    tenant = factory.SelfAttribute("person.tenant")
    author = factory.SubFactory(UserFactory)
    form = "contact"
    body = "{}"
    saved_at = STARTED


class ResponseFactory(factory.django.DjangoModelFactory):
    """Answers of our own sliders that are not finished."""

    class Meta:
        model = Response

    person = factory.SubFactory(PersonFactory)
    tenant = factory.SelfAttribute("person.tenant")
    definition = "https://samhold.example/fhir/Questionnaire/how-have-you-been"
    definition_version = "1.0.0"
    answers = "{}"
    about = Category.FEEDBACK
    started_by = factory.SubFactory(UserFactory)
    started_at = STARTED


class FinishedResponseFactory(ResponseFactory):
    """Answers that came to a mean of five."""

    answers = '{"body": ["5"], "mind": ["5"], "days": ["5"], "ahead": ["5"]}'
    score = '{"mean": "5"}'
    is_complete = True
    answered_by = AnsweredBy.PERSON
    answered_at = STARTED
    finished_by = factory.SelfAttribute("started_by")
    finished_at = factory.SelfAttribute("answered_at")


class ContactCommentFactory(factory.django.DjangoModelFactory):
    """What the person says to a note."""

    class Meta:
        model = ContactComment

    person = factory.SubFactory(PersonFactory)
    tenant = factory.SelfAttribute("person.tenant")
    contact = factory.SubFactory(ContactFactory, person=factory.SelfAttribute("..person"))
    text = "It was a good talk."
    written_by = factory.SubFactory(UserFactory)
    written_at = STARTED
