"""The desk corrects a registration: told with a reason, kept as old and new, a person closed until asked."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from submissions.models import Campaign, Initiative, OfficialForm, Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import actions_on, signed_in

State = Registration.State
SECRET = "Nguyễn Thị Kín Đáo"


def page(registration: Registration) -> str:
    return reverse("desk_registrations:correct", args=[registration.pk])


def typed(response: Any, **changes: Any) -> dict[str, Any]:
    """What the form on the page would send, changed."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in (values | changes).items()}


def test_correction_shows_old_and_new_in_the_history(officer: User, registration: Registration) -> None:
    client = signed_in(officer)
    sent = typed(
        client.get(page(registration)), goal="20 km đường", continuity="continuing", note="Theo biên bản"
    )

    response = client.post(page(registration), sent)

    event = client.get(response.url).context["events"][0]
    assert event.told == "Theo biên bản"
    assert [(old, new) for _label, old, new in event.changes] == [
        ("Xây dựng mới", "Tiếp tục duy trì"),
        ("100% hộ tham gia", "20 km đường"),
    ]


def test_correction_without_a_reason_or_a_change_keeps_what_was_written(
    officer: User, registration: Registration
) -> None:
    client = signed_in(officer)
    shown = client.get(page(registration))

    without_reason = client.post(page(registration), typed(shown, goal="Mới"))
    unchanged = client.post(page(registration), typed(shown, note="Soát lại"))

    assert "note" in without_reason.context["form"].errors
    assert without_reason.context["form"]["goal"].value() == "Mới"
    assert unchanged.status_code == 200
    assert actions_on(registration) == []


def test_correction_of_what_somebody_changed_meanwhile_is_refused_and_keeps_what_was_written(
    officer: User, registration: Registration
) -> None:
    client = signed_in(officer)
    shown = client.get(page(registration))
    client.post(page(registration), typed(shown, goal="20 km đường", note="Theo biên bản"))

    second = client.post(page(registration), typed(shown, place="Thôn Đông", note="Theo điện thoại"))

    assert second.context["form"]["place"].value() == "Thôn Đông"
    assert actions_on(registration) == ["registration.correct"]
    registration.refresh_from_db()
    assert (registration.goal, registration.initiative.place) == ("20 km đường", "Thôn Chiên")


@pytest.fixture
def on_form(registration: Registration) -> OfficialForm:
    form: OfficialForm = factories.OfficialFormFactory(issuer=registration.receiver)
    form.fields.all().delete()
    form.fields.create(order=1, content="title", label="Tên việc làm tốt")
    form.fields.create(order=2, content="own", label="Lực lượng tham gia")
    form.fields.create(order=3, content="met_on", label="Ngày họp")
    form.fields.create(order=4, content="unit_address", label="Địa chỉ đơn vị")
    answers = {"2": "Đoàn viên", "4": "Thôn Chiên"}
    Registration.objects.filter(pk=registration.pk).update(form=form, answers=answers)
    return form


def test_page_speaks_the_words_of_the_form(
    officer: User, registration: Registration, on_form: OfficialForm
) -> None:
    client = signed_in(officer)
    shown = client.get(page(registration))
    sent = typed(shown, answer_2="Đoàn viên, hội viên", met_on="20/02/2024", note="Bổ sung")

    client.post(page(registration), sent)

    registration.refresh_from_db()
    assert shown.context["form"].fields["title"].label == "Tên việc làm tốt"
    assert registration.answers == {"2": "Đoàn viên, hội viên", "4": "Thôn Chiên"}
    changes = (
        signed_in(officer)
        .get(reverse("desk_registrations:inspect", args=[registration.pk]))
        .context["events"][0]
        .changes
    )
    assert [change[1:] for change in changes] == [
        ("", "20/02/2024"),
        ("Đoàn viên", "Đoàn viên, hội viên"),
    ]
    assert changes[1][0] == "Lực lượng tham gia"


@pytest.fixture
def individual(campaign: Campaign, unit: Unit) -> Registration:
    person = factories.IndividualFactory(initiative__unit=unit, full_name=SECRET)
    return factories.RegistrationFactory(
        campaign=campaign, unit=unit, initiative=person.initiative, state=State.SUBMITTED
    )


def test_person_stays_closed_and_as_it_is_while_the_rest_is_corrected(
    officer: User, individual: Registration
) -> None:
    client = signed_in(officer)
    shown = client.get(page(individual))

    client.post(page(individual), typed(shown, goal="Mới", note="Soát lại"))

    individual.refresh_from_db()
    assert SECRET not in shown.content.decode()
    assert (individual.goal, individual.initiative.individual.full_name) == ("Mới", SECRET)
    assert actions_on(individual) == ["registration.correct"]


def test_closed_person_is_not_made_a_collective(officer: User, individual: Registration) -> None:
    client = signed_in(officer)
    shown = client.get(page(individual))

    client.post(page(individual), typed(shown, kind="collective", registrant="Chi đoàn", note="Soát lại"))

    individual.initiative.refresh_from_db()
    assert (individual.initiative.kind, individual.initiative.individual.full_name) == ("individual", SECRET)


def test_person_opens_on_request_is_logged_and_corrected(officer: User, individual: Registration) -> None:
    client = signed_in(officer)
    typed_so_far = typed(client.get(page(individual)), goal="Đã gõ")

    opened = client.post(page(individual), {**typed_so_far, "show_person": "1"})
    client.post(
        page(individual), {**typed(opened, full_name="Nguyễn Thị Kín", note="Sai tên đệm"), "opened": "1"}
    )

    individual.refresh_from_db()
    assert SECRET in opened.content.decode()
    assert individual.goal == "Đã gõ"
    assert individual.initiative.individual.full_name == "Nguyễn Thị Kín"
    assert actions_on(individual) == ["individual.view", "registration.correct"]
    history = client.get(reverse("desk_registrations:inspect", args=[individual.pk])).content.decode()
    assert "Nguyễn Thị Kín" not in history


def test_person_does_not_open_without_the_right(officer: User, individual: Registration) -> None:
    for group in officer.groups.all():
        group.permissions.remove(*group.permissions.filter(codename="view_individual"))

    for sent in ({"show_person": "1"}, {"opened": "1", "full_name": "Khác"}):
        response = signed_in(officer).post(page(individual), sent)
        assert SECRET not in response.content.decode()
        assert "full_name" not in response.context["form"].fields

    assert actions_on(individual) == []


def test_collective_becomes_an_individual_only_with_a_name(officer: User, registration: Registration) -> None:
    client = signed_in(officer)
    shown = client.get(page(registration))
    individual = typed(shown, kind="individual", note="Đơn vị đăng ký cho cá nhân")

    nameless = client.post(page(registration), individual)
    client.post(page(registration), individual | {"full_name": "Trần Văn Ba"})

    assert "full_name" in nameless.context["form"].errors
    initiative = Initiative.objects.get(pk=registration.initiative_id)
    assert (initiative.kind, initiative.individual.full_name) == ("individual", "Trần Văn Ba")
