"""Who opens which address of the desk: by role, and never what belongs to another desk."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from wagtail.admin.views import generic

from submissions.desk.menu import DeskGroup, DirectoryGroup
from submissions.desk.recognition import recognitions
from submissions.desk.registrations import bulk as registration_bulk
from submissions.models import Campaign, Recognition, Registration, Unit
from tests import factories

from .conftest import signed_in
from .test_query_counts import MAKERS

VIEWSETS = {viewset.name: viewset for viewset in (*DeskGroup.items, *DirectoryGroup.items)}
BULK_ACTIONS = (*registration_bulk.BULK_ACTIONS, *recognitions.BULK_ACTIONS)
# Levels and sectors are the same for every desk.
OF_NO_DESK = {"desk_levels", "desk_sectors"}
# A report on the units of a campaign, which its own tests ask; it has no list of records.
REPORTS = {"desk_who_has_not_sent"}

FILES = {"scan", "template", "original", "attachment", "excel", "word", "letter"}

READERS = "officer decider viewer administrator"
OPEN_TO = {
    "desk_registrations": {
        "index history inspect": READERS,
        "receive send_back decline propose correct number link duplicate": "officer administrator",
        "on_behalf": "officer administrator",
        "official_list attachment": READERS,
        # Its answer is always the list above which the views stand.
        "saved_views": "",
    },
    "desk_recognitions": {
        "index history inspect": READERS,
        "appraise": "officer administrator",
        "decide decline revoke": "decider administrator",
    },
    "desk_decisions": {
        "index history inspect scan": READERS,
        "add edit publish": "decider administrator",
    },
    "desk_campaigns": {
        "index history inspect": f"{READERS} editor",
        "add edit open close follow_up quotas grant_permit": "officer editor administrator",
    },
    "desk_deadline_rules": {
        "index history inspect": f"{READERS} editor",
        "add edit delete": "officer editor administrator",
    },
    "desk_permits": {"index inspect": f"{READERS} editor", "end": "officer editor administrator"},
    "desk_consolidated_lists": {
        "index history inspect excel word letter": READERS,
        "add send cancel": "officer administrator",
    },
    "desk_who_has_not_sent": {"index": READERS, "remind": ""},
    "desk_batches": {"index history inspect": READERS, "add original": "officer administrator"},
    "desk_units": {"index history inspect": READERS, "add edit": "administrator"},
    "desk_memberships": {
        "index history dismiss": "officer administrator",
        "add edit delete": "administrator",
    },
    "desk_invitations": {
        "index add renew withdraw sheet blank_sheet": "officer administrator",
    },
    "desk_mails": {"index inspect": "officer decider administrator", "retry": "officer administrator"},
    "desk_official_forms": {
        "index history inspect template": READERS,
        "add edit copy_form": "officer administrator",
    },
    "desk_list_forms": {
        "index history inspect template": READERS,
        "add edit copy_form": "officer administrator",
    },
    "desk_levels": {"index history add edit": "administrator"},
    "desk_sectors": {"index history edit": "administrator"},
    "desk_schemes": {"index history add edit": "administrator"},
}
# There is nobody to remind.
WITHOUT_A_CAMPAIGN = {"desk_who_has_not_sent:remind"}
TABLE = {
    f"{viewset}:{page}": set(roles.split())
    for viewset, rows in OPEN_TO.items()
    for pages, roles in rows.items()
    for page in pages.split()
}


def pages_of(viewset: str) -> list[Any]:
    return list(VIEWSETS[viewset]().get_urlpatterns())


ABOUT_A_RECORD = [
    f"{viewset}:{page.name}"
    for viewset in VIEWSETS
    for page in pages_of(viewset)
    if "pk" in page.pattern.converters
]

ABOUT_A_RECORD_OF_A_DESK = [name for name in ABOUT_A_RECORD if name.partition(":")[0] not in OF_NO_DESK]


def record_for(name: str, desk: Unit) -> Model:
    """A record of the desk in a state in which the page has something to do."""
    viewset, _colon, page = name.partition(":")
    if viewset == "desk_registrations":
        booked = page in ("propose", "number")
        state = Registration.State.RECEIVED if booked else Registration.State.SUBMITTED
        campaign = factories.CampaignFactory(issuer=desk)
        registration = factories.RegistrationFactory(campaign=campaign, state=state)
        if page == "attachment":
            factories.AttachmentFactory(registration=registration)
        return registration
    record: Any = MAKERS[viewset](desk, 1)[0]
    if viewset == "desk_recognitions":
        state = Recognition.State.PUBLISHED if page == "revoke" else Recognition.State.PROPOSED
        return factories.RecognitionFactory(registration=record.registration, state=state, honour="exemplar")
    if page == "scan":
        record.scan.save("quyet-dinh.pdf", ContentFile(b"%PDF-1.4"))
    if page == "original":
        record.file.save("danh-sach.xlsx", ContentFile(b"PK"))
    if page in ("excel", "word", "letter"):
        getattr(record, page).save("danh-sach", ContentFile(b"PK"))
    if page == "template":
        record.template.save("mau.docx", ContentFile(b"PK"))
    if page == "publish":
        decided = factories.RecognitionFactory(state="decided", decision=record)
        assert list(record.recognitions.all()) == [decided]
    if viewset == "desk_campaigns" and page == "open":
        record.state = Campaign.State.DRAFT
        record.save()
    return record


def args_of(name: str, record: Any) -> list[int]:
    """What the address of a page about a record names: the record, and which of its files."""
    files = record.attachments.all() if name.endswith(":attachment") else []
    return [record.pk, *(file.pk for file in files)]


def test_table_names_every_page_of_the_desk() -> None:
    named = {
        f"{viewset}:{page.name}"
        for viewset in VIEWSETS
        for page in pages_of(viewset)
        if not page.name.endswith("_results")
    }

    assert named == set(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_page_opens_to_the_roles_of_the_table_only(name: str, desk: Unit, people: dict[str, User]) -> None:
    args = args_of(name, record_for(name, desk)) if name in ABOUT_A_RECORD else []
    clients = {role: signed_in(person) for role, person in people.items()} | {"anonymous": Client()}

    statuses = {role: client.get(reverse(name, args=args)).status_code for role, client in clients.items()}

    assert {role for role, status in statuses.items() if status == 200} == TABLE[name]
    assert set(statuses.values()) <= ({404, 302} if name in WITHOUT_A_CAMPAIGN else {200, 302})


@pytest.fixture
def mighty_stranger(stranger: User) -> User:
    """A person at another desk with every right that groups can give."""
    stranger.user_permissions.set(Permission.objects.filter(content_type__app_label="submissions"))
    return stranger


@pytest.mark.parametrize("name", ABOUT_A_RECORD_OF_A_DESK)
def test_record_of_another_desk_is_a_404(name: str, desk: Unit, mighty_stranger: User) -> None:
    record = record_for(name, desk)
    client, address = signed_in(mighty_stranger), reverse(name, args=args_of(name, record))

    assert client.get(address).status_code == 404
    # A file is never posted to, and refuses that of anybody's.
    assert client.post(address).status_code == (405 if name.partition(":")[2] in FILES else 404)
    assert type(record).objects.filter(pk=record.pk).exists()


@pytest.mark.parametrize("action", BULK_ACTIONS, ids=lambda action: action.__name__)
def test_bulk_action_on_a_record_of_another_desk_is_a_404(
    action: Any, desk: Unit, mighty_stranger: User
) -> None:
    [model] = action.models
    record = record_for(f"desk_{model._meta.model_name}s:inspect", desk)
    names = [model._meta.app_label, model._meta.model_name, action.action_type]
    client, address = signed_in(mighty_stranger), reverse("wagtail_bulk_action", args=names)

    answers = [client.get(f"{address}?id={record.pk}"), client.post(f"{address}?id={record.pk}")]

    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.mark.parametrize("page", ["index", "index_results"])
@pytest.mark.parametrize("viewset", sorted(set(VIEWSETS) - OF_NO_DESK - REPORTS))
def test_list_shows_no_record_of_another_desk(
    viewset: str, page: str, desk: Unit, mighty_stranger: User
) -> None:
    record = record_for(f"{viewset}:{page}", desk)

    response = signed_in(mighty_stranger).get(reverse(f"{viewset}:{page}"))

    assert response.status_code == 200
    assert record not in response.context["object_list"]


def test_right_without_a_desk_shows_nothing(desk: Unit) -> None:
    record_for("desk_registrations:index", desk)
    homeless = factories.user_in(factories.OFFICERS)

    response = signed_in(homeless).get(reverse("desk_registrations:index"))

    assert list(response.context["object_list"]) == []


def test_desk_without_a_right_shows_nothing(desk: Unit, people: dict[str, User]) -> None:
    response = signed_in(people["editor"]).get(reverse("desk_registrations:index"))

    assert response.url == reverse("wagtailadmin_home")


def test_view_that_does_not_narrow_its_rows_is_refused_at_start() -> None:
    viewset = VIEWSETS["desk_registrations"]()

    with pytest.raises(ImproperlyConfigured):
        viewset.construct_view(generic.InspectView)


def test_rows_of_equal_rank_stay_in_one_order_over_the_pages(officer: User, campaign: Campaign) -> None:
    factories.RegistrationFactory.create_batch(35, campaign=campaign, state=Registration.State.SUBMITTED)
    Registration.objects.update(submitted_at="2024-02-26T02:00:00Z")
    client, address = signed_in(officer), reverse("desk_registrations:index")

    pages = [client.get(address, {"p": number}).context["object_list"] for number in (1, 2)]

    assert [len(page) for page in pages] == [30, 5]
    assert len({row.pk for page in pages for row in page}) == 35
