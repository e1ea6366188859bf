"""The lists that units sent, as the desk reads them."""

import hashlib
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from submissions.lists import importing
from submissions.models import Batch, Campaign, Registration, Unit
from tests import factories
from tests.submissions.desk.conftest import actions_on, signed_in
from tests.submissions.lists.filled_lists import BAD, GOOD, list_file
from tests.submissions.lists.letter_list import letter_xlsx


@pytest.fixture
def batch(campaign: Campaign, unit: Unit) -> Batch:
    return Batch.objects.create(
        unit=unit,
        campaign=campaign,
        file_name="Danh sách Ngọc Thiện.xlsx",
        uploaded_by=factories.UserFactory(first_name="Văn Thư"),
        state=Batch.State.IMPORTED,
        imported_at=timezone.now(),
        created=12,
        skipped=3,
    )


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 1),
        ({"state": "imported"}, 1),
        ({"state": "checked"}, 0),
        ({"q": "danh sach"}, 1),
        ({"q": "xls cao"}, 0),
    ],
)
def test_list_is_filtered_and_searched(
    officer: User, batch: Batch, filters: dict[str, str], found: int
) -> None:
    factories.CampaignFactory()

    response = signed_in(officer).get(reverse("desk_batches:index"), filters)

    assert len(response.context["object_list"]) == found
    assert list(response.context["filters"].form.fields["campaign"].queryset) == [batch.campaign]


def test_page_tells_who_sent_it_and_what_came_of_it(officer: User, batch: Batch) -> None:
    response = signed_in(officer).get(reverse("desk_batches:inspect", args=[batch.pk]))

    told = [value for _label, value in response.context["facts"]]
    assert told[:3] == ["Danh sách Ngọc Thiện.xlsx", "Đảng ủy xã Ngọc Thiện", "Dân vận khéo năm 2024"]
    assert "Văn Thư" in told
    assert told[-5:] == ["12", "0", "0", "3", "0"]


def test_lists_of_a_unit_the_person_serves_as_clerk_are_not_the_desks(officer: User, batch: Batch) -> None:
    elsewhere = factories.UnitFactory()
    elsewhere.memberships.create(user=officer, role="clerk")
    Batch.objects.create(unit=elsewhere, campaign=batch.campaign, file_name="Của đơn vị tôi.xlsx")

    response = signed_in(officer).get(reverse("desk_batches:index"))

    assert list(response.context["object_list"]) == [batch]


def uploaded(unit: Unit, campaign: Campaign, by: User) -> Batch:
    return importing.upload(list_file([*GOOD, *BAD]), unit=unit, campaign=campaign, by=by)


class TestRowsAndFile:
    def test_rows_stand_with_their_problems_in_pages(
        self, officer: User, unit: Unit, campaign: Campaign
    ) -> None:
        many = [{**GOOD[0], "title": f"Mô hình {number}"} for number in range(50)]
        list_of_52 = list_file([*many, *BAD])
        batch = importing.upload(list_of_52, unit=unit, campaign=campaign, by=officer)
        page = reverse("desk_batches:inspect", args=[batch.pk])

        first = signed_in(officer).get(page).context["rows"]
        second = signed_in(officer).get(page, {"p": 2}).context["rows"]

        assert (len(first), len(second)) == (50, 2)
        assert [problem["code"] for problem in first[0].told] == ["both_periods"]

    def test_the_outcome_of_a_row_leads_to_its_registration(
        self, officer: User, unit: Unit, campaign: Campaign
    ) -> None:
        batch = uploaded(unit, campaign, officer)
        importing.start_import(batch, officer, good_rows_only=True, warnings_seen=True)
        registration = batch.rows.get(position=1).registration
        assert registration is not None

        response = signed_in(officer).get(reverse("desk_batches:inspect", args=[batch.pk]))

        assert reverse("desk_registrations:inspect", args=[registration.pk]) in response.content.decode()
        assert [row.outcome for row in response.context["rows"]] == [
            "skipped",
            "skipped",
            "created",
            "created",
        ]

    def test_notes_of_the_file_are_shown(self, officer: User, batch: Batch) -> None:
        Batch.objects.update(notes=[{"message": "Trang tính M3: 2 dòng ẩn cũng được đọc."}])
        response = signed_in(officer).get(reverse("desk_batches:inspect", args=[batch.pk]))
        assert "2 dòng ẩn cũng được đọc" in response.content.decode()

    def test_what_may_name_a_person_is_withheld_from_who_may_not_see_persons(
        self, officer: User, desk: Unit, unit: Unit, campaign: Campaign
    ) -> None:
        unclear = list_file([{**GOOD[0], "registrant": "Hoa Sen"}])
        batch = importing.upload(unclear, unit=unit, campaign=campaign, by=officer)
        page = reverse("desk_batches:inspect", args=[batch.pk])
        viewer = factories.user_in(factories.VIEWERS, desk)

        assert "Hoa Sen" in signed_in(officer).get(page).content.decode()
        assert "Hoa Sen" not in signed_in(viewer).get(page).content.decode()

    def test_the_file_comes_as_it_came_and_each_look_is_logged(
        self, officer: User, unit: Unit, campaign: Campaign
    ) -> None:
        batch = uploaded(unit, campaign, officer)

        response = signed_in(officer).get(reverse("desk_batches:original", args=[batch.pk]))

        assert hashlib.sha256(b"".join(response.streaming_content)).hexdigest() == batch.sha256
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert actions_on(batch) == ["batch.upload", "individual.view"]

    def test_no_viewer_and_no_other_desk_gets_the_file(
        self, officer: User, stranger: User, desk: Unit, unit: Unit, campaign: Campaign
    ) -> None:
        page = reverse("desk_batches:original", args=[uploaded(unit, campaign, officer).pk])
        viewer = factories.user_in(factories.VIEWERS, desk)

        assert signed_in(viewer).get(page).status_code == 302
        assert signed_in(stranger).get(page).status_code == 404


class TestUploadingForAUnit:
    ADD = "desk_batches:add"

    def send(self, by: User, unit: Unit, campaign: Campaign, content: bytes = b"") -> Any:
        file = SimpleUploadedFile("ds.xlsx", content) if content else list_file(GOOD)
        data = {"unit": unit.pk, "campaign": campaign.pk, "file": file}
        return signed_in(by).post(reverse(self.ADD), data)

    def test_the_list_waits_on_the_pages_of_the_unit(
        self, officer: User, unit: Unit, campaign: Campaign
    ) -> None:
        response = self.send(officer, unit, campaign)

        batch = Batch.objects.get()
        preview = reverse("unit_area:preview", kwargs={"unit": unit.code, "pk": batch.pk})
        assert response.headers["Location"] == preview
        assert (batch.unit, batch.uploaded_by, batch.rows.count()) == (unit, officer, 2)
        assert not Registration.objects.exists()
        page = signed_in(officer).get(reverse("desk_batches:inspect", args=[batch.pk]))
        assert page.context["work_url"] == preview

    def test_only_units_and_campaigns_of_the_desk_are_offered(
        self, officer: User, desk: Unit, unit: Unit, campaign: Campaign
    ) -> None:
        factories.CampaignFactory()
        factories.CampaignFactory(issuer=desk, state=Campaign.State.CLOSED)
        form = signed_in(officer).get(reverse(self.ADD)).context["form"]
        assert list(form.fields["unit"].queryset) == [desk, unit]
        assert list(form.fields["campaign"].queryset) == [campaign]

    def test_a_unit_of_another_desk_is_no_choice(self, officer: User, campaign: Campaign) -> None:
        elsewhere = factories.UnitFactory(parent=factories.DeskFactory())
        response = self.send(officer, elsewhere, campaign)
        assert "unit" in response.context["form"].errors
        assert not Batch.objects.exists()

    def test_a_file_that_is_no_list_gets_its_sentence(
        self, officer: User, unit: Unit, campaign: Campaign
    ) -> None:
        response = self.send(officer, unit, campaign, b"%PDF-1.7")
        assert "PDF" in response.context["form"].errors["file"][0]
        assert not Batch.objects.exists()

    def test_the_same_file_again_is_told(self, officer: User, unit: Unit, campaign: Campaign) -> None:
        content = letter_xlsx(GOOD)
        self.send(officer, unit, campaign, content)
        response = self.send(officer, unit, campaign, content)
        assert list(response.context["form"].errors) == ["file"]
        assert Batch.objects.count() == 1

    def test_who_only_looks_may_not_send(
        self, people: dict[str, User], unit: Unit, campaign: Campaign
    ) -> None:
        for role in ("viewer", "decider"):
            assert signed_in(people[role]).get(reverse(self.ADD)).status_code == 302
            assert self.send(people[role], unit, campaign).status_code == 302
        assert not Batch.objects.exists()


@pytest.mark.parametrize("rows", [1, 49])
def test_page_of_a_list_takes_few_queries_whatever_its_length(
    officer: User, unit: Unit, campaign: Campaign, rows: int
) -> None:
    many = list_file([{**GOOD[0], "title": f"Mô hình {number}"} for number in range(rows)])
    batch = importing.upload(many, unit=unit, campaign=campaign, by=officer)
    importing.start_import(batch, officer, warnings_seen=True)
    client, page = signed_in(officer), reverse("desk_batches:inspect", args=[batch.pk])
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    assert len(queries) == 14
