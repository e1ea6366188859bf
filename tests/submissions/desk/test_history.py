"""What happened to a record, as the desk reads it; and who may open Wagtail's site history."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext

from submissions import log
from submissions.desk.history import events_of
from submissions.lifecycle import intake
from submissions.models import Initiative, Registration
from tests import factories

from .conftest import signed_in


def test_events_tell_who_did_what_and_why_newest_first(officer: User, registration: Registration) -> None:
    officer.first_name = "Cán bộ Tiếp nhận"
    officer.save()
    intake.receive(registration, officer)
    intake.send_back(registration, officer, "Bổ sung mục tiêu")

    events = events_of(registration)

    assert [(event.what, event.who, event.told) for event in events] == [
        ("Trả lại bản đăng ký", "Cán bộ Tiếp nhận", "Bổ sung mục tiêu"),
        ("Tiếp nhận bản đăng ký", "Cán bộ Tiếp nhận", ""),
    ]


def test_amendment_tells_old_and_new_words_of_each_field(officer: User, registration: Registration) -> None:
    changes = {"old": {"title": "Đường hoa", "goal": ""}, "new": {"title": "Đường hoa mới", "goal": "10 km"}}
    log.record("registration.amend", registration, officer, **changes)

    [event] = events_of(registration)
    title = capfirst(Initiative._meta.get_field("title").verbose_name)

    assert event.changes == [
        (title, "Đường hoa", "Đường hoa mới"),
        ("Mục tiêu, kết quả dự kiến", "", "10 km"),
    ]


def test_basis_of_a_decision_is_told(officer: User, registration: Registration) -> None:
    log.record("recognition.decide", registration, officer, note="Nhất trí", basis="125-QĐ/HU")

    basis = gettext("by %(paper)s") % {"paper": "125-QĐ/HU"}
    assert events_of(registration)[0].told == f"Nhất trí – {basis}"


def test_each_record_of_a_bulk_action_has_its_own_line(officer: User, registration: Registration) -> None:
    other = factories.RegistrationFactory(campaign=registration.campaign, state="submitted")
    action = reverse("wagtail_bulk_action", args=["submissions", "registration", "receive"])
    client = signed_in(officer)
    client.post(f"{action}?id={registration.pk}&id={other.pk}")

    for record in (registration, other):
        page = client.get(reverse("desk_registrations:history", args=[record.pk]))
        assert [entry.action for entry in page.context["object_list"]] == ["submissions.registration.receive"]


def test_history_leads_back_to_the_record(officer: User, registration: Registration) -> None:
    page = signed_in(officer).get(reverse("desk_registrations:history", args=[registration.pk]))

    [button] = page.context["view"].header_buttons
    assert button.url == reverse("desk_registrations:inspect", args=[registration.pk])


@pytest.mark.parametrize(
    ("role", "opens"),
    [("administrator", True), ("editor", True), ("officer", False), ("decider", False), ("viewer", False)],
)
def test_site_history_stays_closed_to_desks(people: dict[str, User], role: str, opens: bool) -> None:
    response = signed_in(people[role]).get(reverse("wagtailadmin_reports:site_history"))

    assert (response.status_code == 200) is opens


@pytest.mark.parametrize("group", [factories.UNITS, factories.OFFICERS, factories.VIEWERS])
def test_site_history_stays_closed_to_an_editor_who_has_other_rights_in_the_programme(
    people: dict[str, User], registration: Registration, group: str
) -> None:
    intake.receive(registration, people["officer"])
    editor = people["editor"]
    editor.groups.add(Group.objects.get(name=group))

    for name in ("site_history", "site_history_results"):
        response = signed_in(editor).get(reverse(f"wagtailadmin_reports:{name}"))
        assert response.status_code == 302


def test_site_history_tells_an_editor_nothing_of_registrations(
    people: dict[str, User], registration: Registration
) -> None:
    intake.receive(registration, people["officer"])

    page = signed_in(people["editor"]).get(reverse("wagtailadmin_reports:site_history"))

    assert "Thắp sáng đường quê" in str(registration)
    assert "Thắp sáng đường quê" not in page.content.decode()
