"""The registrations at the desk: found, read, returned, proposed, and what of a person stays closed."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import ModelLogEntry

from submissions.models import Campaign, Initiative, Recognition, Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import actions_on, initiatives_in, messages_of, signed_in

State = Registration.State
LIST = "desk_registrations:index"
SECRET = "Nguyễn Thị Kín Đáo"


@pytest.fixture
def listed(desk: Unit, unit: Unit, campaign: Campaign) -> dict[str, Any]:
    """Three registrations that differ in everything by which the list is filtered."""
    cell = factories.UnitFactory(parent=unit, name="Chi bộ thôn Chiên")
    other = factories.UnitFactory(parent=desk, name="Đảng ủy xã Cao Xá")
    older = factories.CampaignFactory(issuer=desk, year=2023)
    factories.RegistrationFactory(
        campaign=campaign, unit=unit, title="Đường hoa nông thôn", state=State.SUBMITTED, late=True
    )
    factories.RegistrationFactory(
        campaign=campaign,
        unit=cell,
        state=State.RECEIVED,
        level=factories.level("huyen"),
        continuity=Registration.Continuity.CONTINUING,
        initiative=factories.InitiativeFactory(
            title="Camera an ninh", unit=cell, sector=factories.sector("defence_security")
        ),
    )
    factories.RegistrationFactory(
        campaign=older,
        unit=other,
        state=State.RETURNED,
        initiative=factories.InitiativeFactory(
            title="Nuôi ba ba", unit=other, kind=Initiative.Kind.INDIVIDUAL, registrant=""
        ),
    )
    factories.RegistrationFactory(campaign=campaign, unit=unit, title="Còn là bản nháp")
    return {
        "campaign": older.pk,
        "unit": unit.pk,
        "sector": factories.sector("defence_security").pk,
        "level": factories.level("huyen").pk,
    }


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"Đường hoa nông thôn", "Camera an ninh", "Nuôi ba ba"}),
        ({"campaign": "campaign"}, {"Nuôi ba ba"}),
        ({"unit": "unit"}, {"Đường hoa nông thôn", "Camera an ninh"}),
        ({"sector": "sector"}, {"Camera an ninh"}),
        ({"level": "level"}, {"Camera an ninh"}),
        ({"kind": "individual"}, {"Nuôi ba ba"}),
        ({"state": ["submitted", "returned"]}, {"Đường hoa nông thôn", "Nuôi ba ba"}),
        ({"continuity": "continuing"}, {"Camera an ninh"}),
        ({"late": "true"}, {"Đường hoa nông thôn"}),
        ({"q": "Đường hoa"}, {"Đường hoa nông thôn"}),
        ({"q": "duong HOA"}, {"Đường hoa nông thôn"}),
        ({"q": "chi bo thon chien"}, {"Camera an ninh"}),
        ({"q": "1"}, {"Camera an ninh"}),
        ({"q": "không có gì như vậy"}, set()),
        ({"q": "!?"}, set()),
        ({"q": "camera", "state": "submitted"}, set()),
    ],
)
def test_list_is_filtered_and_searched(
    officer: User, listed: dict[str, Any], filters: dict[str, Any], found: set[str]
) -> None:
    Registration.objects.filter(state=State.RECEIVED).update(book_number=1)
    query = {name: listed.get(value, value) if name != "state" else value for name, value in filters.items()}

    response = signed_in(officer).get(reverse(LIST), query)

    assert initiatives_in(response) == found


def test_filter_offers_only_units_and_campaigns_of_the_desk(
    officer: User, registration: Registration
) -> None:
    factories.RegistrationFactory(state=State.SUBMITTED)

    form = signed_in(officer).get(reverse(LIST)).context["filters"].form

    assert list(form.fields["campaign"].queryset) == [registration.campaign]
    offered = [pk for pk, _name in form.fields["unit"].choices]
    assert offered == ["", str(registration.receiver_id), str(registration.unit_id)]


@pytest.mark.parametrize(("role", "boxes"), [("officer", True), ("decider", False), ("viewer", False)])
def test_only_who_may_receive_sees_check_boxes(
    people: dict[str, User], registration: Registration, role: str, boxes: bool
) -> None:
    page = signed_in(people[role]).get(reverse(LIST)).content.decode()

    assert ("data-bulk-action-checkbox" in page) is boxes
    assert ("data-bulk-action-button" in page) is boxes


def test_record_offers_the_moves_of_its_state(officer: User, registration: Registration) -> None:
    page = reverse("desk_registrations:inspect", args=[registration.pk])
    client = signed_in(officer)

    submitted = [move.name for move, _url in client.get(page).context["open_moves"]]
    client.post(reverse("desk_registrations:receive", args=[registration.pk]))
    received = [move.name for move, _url in client.get(page).context["open_moves"]]

    assert submitted == ["receive", "send_back", "decline"]
    assert received == ["propose", "send_back", "decline"]


def test_received_registration_gets_the_next_number_in_the_book(
    officer: User, registration: Registration
) -> None:
    factories.RegistrationFactory(campaign=registration.campaign, state=State.RECEIVED, book_number=7)

    response = signed_in(officer).post(reverse("desk_registrations:receive", args=[registration.pk]))

    registration.refresh_from_db()
    assert response.url == reverse("desk_registrations:inspect", args=[registration.pk])
    assert (registration.state, registration.book_number) == (State.RECEIVED, 8)
    assert actions_on(registration) == ["registration.receive"]


def test_registration_is_returned_with_a_reason(officer: User, registration: Registration) -> None:
    client, door = signed_in(officer), reverse("desk_registrations:send_back", args=[registration.pk])

    without = client.post(door, {"reason": "  "})
    registration.refresh_from_db()
    assert (without.status_code, registration.state) == (200, State.SUBMITTED)
    assert "reason" in without.context["form"].errors

    client.post(door, {"reason": "Bổ sung mục tiêu cụ thể."})

    registration.refresh_from_db()
    assert (registration.state, registration.reason) == (State.RETURNED, "Bổ sung mục tiêu cụ thể.")
    page = client.get(reverse("desk_registrations:inspect", args=[registration.pk]))
    assert page.context["events"][0].told == "Bổ sung mục tiêu cụ thể."


def test_registration_is_declined_with_a_reason(officer: User, registration: Registration) -> None:
    door = reverse("desk_registrations:decline", args=[registration.pk])

    signed_in(officer).post(door, {"reason": "Không thuộc phạm vi."})

    registration.refresh_from_db()
    assert (registration.state, registration.reason) == (State.DECLINED, "Không thuộc phạm vi.")


def test_door_that_is_shut_leads_back_with_its_reason(officer: User, registration: Registration) -> None:
    Registration.objects.filter(pk=registration.pk).update(state=State.WITHDRAWN)

    response = signed_in(officer).get(reverse("desk_registrations:receive", args=[registration.pk]))

    assert response.url == reverse("desk_registrations:inspect", args=[registration.pk])
    assert ["Chỉ tiếp nhận được bản đăng ký đã gửi." in text for text in messages_of(response)] == [True]


def test_received_registration_is_proposed(officer: User, campaign: Campaign, unit: Unit) -> None:
    registration = factories.RegistrationFactory(campaign=campaign, unit=unit, state=State.RECEIVED)
    door = reverse("desk_registrations:propose", args=[registration.pk])
    client = signed_in(officer)
    form = client.get(door).context["form"]

    client.post(door, {"honour": "initiative", "level": registration.level_id, "proposal": "Hiệu quả rõ rệt"})

    assert form.initial == {"honour": "initiative", "level": registration.level_id}
    proposed = Recognition.objects.get()
    assert (proposed.registration, proposed.honour, proposed.state, proposed.proposed_by) == (
        registration,
        Recognition.Honour.INITIATIVE,
        Recognition.State.PROPOSED,
        officer,
    )
    assert proposed.proposal == "Hiệu quả rõ rệt"


def test_refused_proposal_keeps_what_was_written(officer: User, campaign: Campaign, unit: Unit) -> None:
    registration = factories.RegistrationFactory(campaign=campaign, unit=unit, state=State.RECEIVED)
    written = {"honour": "exemplar", "level": registration.level_id, "proposal": "Đã lan tỏa ra ba xã"}

    response = signed_in(officer).post(reverse("desk_registrations:propose", args=[registration.pk]), written)

    assert response.status_code == 200
    assert response.context["form"]["proposal"].value() == "Đã lan tỏa ra ba xã"
    assert not Recognition.objects.exists()


def test_recognised_initiative_is_proposed_as_exemplar_by_default(officer: User, desk: Unit) -> None:
    campaign = factories.CampaignFactory(issuer=desk)
    registration = factories.RegistrationFactory(campaign=campaign, state=State.RECEIVED)
    factories.RecognitionFactory(registration=registration, state=Recognition.State.PUBLISHED)

    response = signed_in(officer).get(reverse("desk_registrations:propose", args=[registration.pk]))

    assert response.context["form"].initial["honour"] == Recognition.Honour.EXEMPLAR


def test_page_words_the_sector_as_the_issuer_does(officer: User, registration: Registration) -> None:
    wording = registration.campaign.scheme.wordings.get(sector=registration.initiative.sector)
    wording.label = "Lĩnh vực phát triển kinh tế tập thể"
    wording.save()

    response = signed_in(officer).get(reverse("desk_registrations:inspect", args=[registration.pk]))

    assert "Lĩnh vực phát triển kinh tế tập thể" in dict(response.context["facts"]).values()


@pytest.fixture
def individual(campaign: Campaign, unit: Unit) -> Registration:
    initiative = factories.InitiativeFactory(
        unit=unit, title="Nuôi ba ba", kind=Initiative.Kind.INDIVIDUAL, registrant=""
    )
    factories.IndividualFactory(initiative=initiative, full_name=SECRET)
    return factories.RegistrationFactory(
        campaign=campaign, unit=unit, initiative=initiative, state=State.SUBMITTED
    )


def test_data_of_a_person_is_shown_on_request_and_each_look_is_logged(
    officer: User, individual: Registration
) -> None:
    client, page = signed_in(officer), reverse("desk_registrations:inspect", args=[individual.pk])

    closed = client.get(page)
    assert SECRET not in closed.content.decode()
    assert actions_on(individual) == []

    opened = client.post(page)
    assert SECRET in opened.content.decode()
    assert actions_on(individual) == ["individual.view"]
    assert ModelLogEntry.objects.for_instance(individual).get().user == officer


@pytest.mark.parametrize("role", ["decider", "viewer"])
def test_data_of_a_person_stays_closed_without_the_right(
    people: dict[str, User], individual: Registration, role: str
) -> None:
    page = reverse("desk_registrations:inspect", args=[individual.pk])

    response = signed_in(people[role]).post(page, follow=True)

    assert SECRET not in response.content.decode()
    assert actions_on(individual) == []


@pytest.mark.parametrize(
    "name",
    [
        LIST,
        "desk_registrations:index_results",
        "desk_recognitions:index",
        "desk_registrations:history",
        "desk_recognitions:inspect",
    ],
)
@pytest.mark.parametrize("role", ["officer", "administrator"])
def test_no_list_tells_the_data_of_a_person(
    people: dict[str, User], individual: Registration, role: str, name: str
) -> None:
    Registration.objects.filter(pk=individual.pk).update(
        state=State.RECEIVED, book_number=1, received_at=individual.submitted_at
    )
    individual.refresh_from_db()
    recognition = factories.RecognitionFactory(registration=individual)
    pages = {"desk_registrations:history": [individual.pk], "desk_recognitions:inspect": [recognition.pk]}

    response = signed_in(people[role]).get(reverse(name, args=pages.get(name, [])))

    assert response.status_code == 200
    assert "Nuôi ba ba" in response.content.decode()
    assert SECRET not in response.content.decode()


def test_record_shows_its_form_with_the_answers_and_the_person_closed(
    officer: User, individual: Registration
) -> None:
    client, page = signed_in(officer), reverse("desk_registrations:inspect", args=[individual.pk])

    closed, opened = client.get(page).context["paper"], client.post(page).context["paper"]

    said = {item.content: item.lines for item in (*closed.who, *closed.items)}
    assert said["title"] == ("Nuôi ba ba",)
    assert said["full_name"] == ()
    assert {item.content: item.lines for item in opened.who}["full_name"] == (SECRET,)


def test_record_offers_the_tools_of_its_state(officer: User, registration: Registration) -> None:
    client, page = signed_in(officer), reverse("desk_registrations:inspect", args=[registration.pk])

    submitted = [tool.name for tool, _url in client.get(page).context["tools"]]
    client.post(reverse("desk_registrations:receive", args=[registration.pk]))
    received = [tool.name for tool, _url in client.get(page).context["tools"]]

    assert submitted == ["correct", "link", "duplicate"]
    assert received == ["correct", "link", "number", "duplicate"]


def test_number_in_the_book_is_changed_and_a_taken_one_refused(
    officer: User, campaign: Campaign, unit: Unit
) -> None:
    registration, other = (
        factories.RegistrationFactory(campaign=campaign, unit=unit, state=State.RECEIVED, book_number=number)
        for number in (4, 7)
    )
    client, door = signed_in(officer), reverse("desk_registrations:number", args=[registration.pk])

    taken = client.post(door, {"number": "7"})
    client.post(door, {"number": "12"})

    registration.refresh_from_db()
    assert taken.status_code == 200
    assert (registration.book_number, other.book_number) == (12, 7)


def test_earlier_registrations_are_offered_by_likeness_and_linked(
    officer: User, desk: Unit, unit: Unit, registration: Registration
) -> None:
    last_year = factories.CampaignFactory(issuer=desk, year=2023)
    unlike, alike = (
        factories.RegistrationFactory(campaign=last_year, unit=unit, title=title, state=State.RECEIVED)
        for title in ("Camera an ninh", "Thắp sáng đường làng")
    )
    factories.RegistrationFactory(campaign=last_year, state=State.RECEIVED)
    client, door = signed_in(officer), reverse("desk_registrations:link", args=[registration.pk])

    offered = [key for key, _label in client.get(door).context["form"].fields["previous"].choices]
    client.post(door, {"previous": alike.pk})

    registration.refresh_from_db()
    assert offered == [alike.pk, unlike.pk]
    assert (registration.previous, registration.initiative) == (alike, alike.initiative)
