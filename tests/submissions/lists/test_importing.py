import io

import pytest
from django.core.files.base import File
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import ModelLogEntry

from submissions.lifecycle import batches, intake
from submissions.lifecycle.refusal import Refused
from submissions.lists import checking, corrections, importing
from submissions.lists.formats.files import MAX_BYTES, RefusedFile
from submissions.lists.reading import read_list
from submissions.lists.remainder import write_remainder
from submissions.models import Batch, BatchRow, Campaign, Individual, Registration, Unit
from tests.factories import (
    VIEWERS,
    CampaignFactory,
    RegistrationFactory,
    UnitFactory,
    clerk_of,
    officer_of,
    sector,
    user_in,
)
from tests.submissions.lists.filled_lists import BAD, GOOD, Portal, list_file, portal
from tests.submissions.lists.letter_list import letter_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Portal:
    return portal()


def counts(batch: Batch) -> dict[str, int]:
    batch.refresh_from_db()
    return importing.counts_of(batch)


def only(**given: int) -> dict[str, int]:
    return {outcome: given.get(outcome, 0) for outcome in BatchRow.Outcome.values}


def codes(batch: Batch) -> list[list[str]]:
    return [[problem["code"] for problem in row.problems] for row in batch.rows.all()]


def private_files() -> list[str]:
    storage = storages["private"]
    if not storage.exists("lists"):
        return []
    folders = [
        f"lists/{year}/{month}"
        for year in storage.listdir("lists")[0]
        for month in storage.listdir(f"lists/{year}")[0]
    ]
    return [f"{folder}/{name}" for folder in folders for name in storage.listdir(folder)[1]]


class TestUpload:
    def test_keeps_the_file_and_every_row_and_registers_nothing(self, here: Portal) -> None:
        batch = here.upload(GOOD)

        assert (batch.state, batch.layout, batch.list_year) == (Batch.State.CHECKED, "M3", 2024)
        assert [row.values["title"] for row in batch.rows.all()] == ["Thắp sáng đường quê", "Camera an ninh"]
        assert batch.file.read()[:2] == b"PK"
        assert not Registration.objects.exists()

    @pytest.mark.parametrize(
        ("content", "name"), [(b"", "a.xlsx"), (b"%PDF-1.7", "a.xlsx"), (b"PK\x03\x04nonsense", "a.xlsx")]
    )
    def test_what_is_no_list_is_refused_and_leaves_nothing(
        self, here: Portal, content: bytes, name: str
    ) -> None:
        before = private_files()
        with pytest.raises(RefusedFile):
            importing.upload(
                SimpleUploadedFile(name, content), unit=here.unit, campaign=here.campaign, by=here.clerk
            )
        assert not Batch.objects.exists()
        assert private_files() == before

    def test_a_file_of_60_mb_is_refused_by_its_size_unread(self, here: Portal) -> None:
        class Unreadable(io.BytesIO):
            def read(self, *args: object) -> bytes:
                raise AssertionError("the file was read")

        file = File(Unreadable(), "to.xlsx")
        file.size = 60 * 1024 * 1024
        with pytest.raises(RefusedFile, match=str(MAX_BYTES // 1024 // 1024)):
            importing.upload(file, unit=here.unit, campaign=here.campaign, by=here.clerk)

    def test_a_list_without_rows_is_refused(self, here: Portal) -> None:
        with pytest.raises(RefusedFile):
            here.upload([])

    def test_the_same_file_again_leads_to_the_first(self, here: Portal) -> None:
        batch = here.upload(GOOD)
        copy = SimpleUploadedFile("copy.xlsx", storages["private"].open(batch.file.name).read())
        with pytest.raises(importing.SentBefore) as refusal:
            importing.upload(copy, unit=here.unit, campaign=here.campaign, by=here.clerk)
        assert refusal.value.batch == batch

    def test_a_discarded_file_may_come_again(self, here: Portal) -> None:
        batch = here.upload(GOOD)
        batches.discard(batch, here.clerk)
        copy = SimpleUploadedFile("copy.xlsx", storages["private"].open(batch.file.name).read())
        again = importing.upload(copy, unit=here.unit, campaign=here.campaign, by=here.clerk)
        assert again != batch

    def test_another_unit_may_not_be_acted_for(self, here: Portal) -> None:
        stranger = clerk_of(UnitFactory(parent=here.campaign.issuer))
        with pytest.raises(Refused):
            importing.upload(list_file(GOOD), unit=here.unit, campaign=here.campaign, by=stranger)

    def test_a_clerk_without_the_right_to_submit_is_refused(self, here: Portal) -> None:
        viewer = user_in(VIEWERS, here.unit, "clerk")
        with pytest.raises(Refused):
            importing.upload(list_file(GOOD), unit=here.unit, campaign=here.campaign, by=viewer)
        assert not Batch.objects.exists()

    def test_the_desk_uploads_on_behalf_of_a_unit_below_it(self, here: Portal) -> None:
        officer = officer_of(here.campaign.issuer)
        batch = importing.upload(list_file(GOOD), unit=here.unit, campaign=here.campaign, by=officer)
        assert batch.uploaded_by == officer

    def test_a_closed_campaign_takes_no_list(self, here: Portal) -> None:
        Campaign.objects.update(state=Campaign.State.CLOSED)
        with pytest.raises(Refused):
            here.upload(GOOD)

    def test_a_list_without_sectors_waits_for_them(self, here: Portal) -> None:
        batch = here.upload(GOOD, "M4")
        assert [row.has_errors for row in batch.rows.all()] == [True, True]
        assert corrections.set_sectors(batch, "economy", here.clerk) == 2
        assert [row.problems for row in batch.rows.all()] == [[], []]


class TestCorrections:
    def test_a_corrected_cell_clears_the_problem(self, here: Portal) -> None:
        batch = here.upload(BAD)
        assert codes(batch) == [["both_periods"], ["missing_title"]]

        row = corrections.correct(batch, 2, {"title": "Tổ tự quản thôn Trại"}, here.clerk)

        assert (row.values["title"], row.problems) == ("Tổ tự quản thôn Trại", [])

    def test_a_bad_correction_is_kept_as_typed(self, here: Portal) -> None:
        row = corrections.correct(here.upload(GOOD), 1, {"place": "", "goal": "Mục tiêu mới"}, here.clerk)
        assert (row.values["place"], row.values["goal"]) == ("", "Mục tiêu mới")
        assert [problem["code"] for problem in row.problems] == ["missing_place"]

    def test_a_correction_can_end_a_duplicate_elsewhere(self, here: Portal) -> None:
        batch = here.upload([GOOD[0], GOOD[0]])
        assert codes(batch) == [[], ["duplicate_in_file"]]
        corrections.include(batch, 1, False, here.clerk)
        assert codes(batch) == [[], []]
        corrections.include(batch, 1, True, here.clerk)
        assert codes(batch) == [[], ["duplicate_in_file"]]

    def test_rows_rank_by_what_is_to_do(self, here: Portal) -> None:
        batch = here.upload(
            [GOOD[0], BAD[1], {**GOOD[1], "completion": "khi xong"}, GOOD[1] | {"place": "Ao"}]
        )
        corrections.include(batch, 1, False, here.clerk)
        ranks = corrections.standing_of(batch).ranks
        assert ranks == {"errors": 1, "refused": 0, "warnings": 1, "ready": 1, "left_out": 1}

    def test_a_text_that_looks_like_a_severity_does_not_move_a_row(self, here: Portal) -> None:
        trap = {**GOOD[0], "completion": '"severity": "error"'}
        assert corrections.standing_of(here.upload([trap])).ranks["errors"] == 0

    def test_an_imported_list_takes_no_correction(self, here: Portal) -> None:
        batch = here.imported(GOOD)
        with pytest.raises(Refused):
            corrections.correct(batch, 1, {"title": "Khác"}, here.clerk)
        with pytest.raises(Refused):
            batches.discard(batch, here.clerk)

    def test_a_clerk_without_the_right_to_submit_corrects_nothing(self, here: Portal) -> None:
        batch = here.upload(GOOD, "M4")
        before = list(batch.rows.values())
        viewer = user_in(VIEWERS, here.unit, "clerk")
        for correction in (
            lambda: corrections.correct(batch, 1, {"title": "Khác"}, viewer),
            lambda: corrections.include(batch, 1, False, viewer),
            lambda: corrections.set_sectors(batch, "economy", viewer),
        ):
            with pytest.raises(Refused):
                correction()
        assert list(batch.rows.values()) == before


class TestImport:
    def test_every_row_is_registered_and_sent(self, here: Portal) -> None:
        batch = here.imported(GOOD)

        assert counts(batch) == only(created=2)
        assert (batch.state, batch.imported_at is not None) == (Batch.State.IMPORTED, True)
        first, second = Registration.objects.order_by("pk")
        assert (first.state, first.source, first.batch, first.created_by) == (
            Registration.State.SUBMITTED,
            Registration.Source.LIST,
            batch,
            here.clerk,
        )
        assert (first.initiative.title, first.initiative.place, first.initiative.registrant) == (
            "Thắp sáng đường quê",
            "Thôn Chiên",
            "Chi đoàn thôn Chiên",
        )
        assert (first.continuity, first.period, first.completion, first.goal) == (
            "continuing",
            "Năm 2024",
            "12/2024",
            "100% tuyến đường có đèn",
        )
        assert (second.continuity, second.initiative.sector) == ("new", sector("defence_security"))
        assert [row.registration for row in batch.rows.all()] == [first, second]

    def test_it_is_in_the_log(self, here: Portal) -> None:
        batch = here.imported(GOOD)
        actions = ModelLogEntry.objects.filter(object_id=str(batch.pk), content_type__model="batch")
        assert set(actions.values_list("action", flat=True)) == {
            "submissions.batch.upload",
            "submissions.batch.import",
        }

    def test_errors_keep_the_whole_list_out(self, here: Portal) -> None:
        batch = here.upload([*GOOD, *BAD])
        with pytest.raises(Refused):
            importing.start_import(batch, here.clerk, warnings_seen=True)
        assert not Registration.objects.exists()

    def test_good_rows_go_alone_when_asked(self, here: Portal) -> None:
        batch = here.imported([*GOOD, *BAD], good_rows_only=True)
        assert counts(batch) == only(created=2, skipped=2)

    def test_warnings_need_the_tick(self, here: Portal) -> None:
        batch = here.upload([{**GOOD[0], "completion": "khi xong"}])
        with pytest.raises(Refused):
            importing.start_import(batch, here.clerk)
        importing.start_import(batch, here.clerk, warnings_seen=True)
        assert counts(batch) == only(created=1)

    def test_nothing_left_is_refused(self, here: Portal) -> None:
        batch = here.upload(BAD)
        with pytest.raises(Refused):
            importing.start_import(batch, here.clerk, good_rows_only=True, warnings_seen=True)

    def test_an_individual_goes_into_the_restricted_record_only(self, here: Portal) -> None:
        here.imported([{**GOOD[0], "registrant": "Ông Người Đăng Ký Thử"}])
        person = Individual.objects.get()
        assert person.full_name == "Ông Người Đăng Ký Thử"
        assert (person.initiative.kind, person.initiative.registrant) == ("individual", "")

    def test_a_refusal_of_one_row_leaves_the_others(self, here: Portal) -> None:
        here.imported(GOOD)
        batch = here.imported([{**GOOD[0], "goal": "Mục tiêu khác"}, GOOD[1], {**GOOD[1], "title": "Mới"}])
        assert counts(batch) == only(failed=1, unchanged=1, created=1)
        failed = batch.rows.get(outcome="failed")
        assert [problem["code"] for problem in failed.problems] == ["with_desk"]
        assert failed.registration is None

    def test_a_corrected_list_updates_what_the_desk_returned(self, here: Portal) -> None:
        here.imported(GOOD)
        registration = Registration.objects.order_by("pk")[0]
        intake.send_back(registration, officer_of(here.campaign.issuer), "Ghi rõ mục tiêu")

        batch = here.imported([{**GOOD[0], "title": "THẮP SÁNG  đường quê", "goal": "Rõ hơn"}, GOOD[1]])

        assert counts(batch) == only(updated=1, unchanged=1)
        registration.refresh_from_db()
        assert (registration.state, registration.goal) == (Registration.State.SUBMITTED, "Rõ hơn")
        assert Registration.objects.count() == 2

    def test_an_unexpected_fault_writes_nothing_and_the_list_waits_again(self, here: Portal) -> None:
        batch = here.upload(GOOD)
        BatchRow.objects.filter(batch=batch, position=2).update(values={"title": "Mới", "cells": 5})
        Batch.objects.filter(pk=batch.pk).update(state=Batch.State.IMPORTING)
        result = importing.import_batch.enqueue(batch.pk, here.clerk.pk)
        batch.refresh_from_db()
        assert (result.status, batch.state) == ("FAILED", Batch.State.CHECKED)
        assert not Registration.objects.exists()

    def test_an_import_that_was_killed_is_begun_again(self, here: Portal) -> None:
        batch = here.upload(GOOD)
        batches.begin_import(batch, here.clerk)

        importing.start_import(batch, here.clerk)

        assert counts(batch) == only(created=2)
        assert batch.state == Batch.State.IMPORTED

    def test_what_a_door_says_to_the_whole_list_is_kept_for_the_clerk(self, here: Portal) -> None:
        batch = here.upload(GOOD)
        importing.start_import(batch, here.clerk)
        again = here.upload([{**GOOD[0], "title": "Mới"}], name="lan-hai.xlsx")
        batches.begin_import(again, here.clerk)
        Campaign.objects.update(accepts_late=False)
        Unit.objects.filter(pk=here.campaign.issuer_id).update(receives=False)
        importing.import_batch.enqueue(again.pk, here.clerk.pk)
        again.refresh_from_db()
        assert again.state == Batch.State.CHECKED
        assert batches.why_fell_back(again) == again.notes[0]["message"] != ""
        batches.begin_import(again, here.clerk)
        again.refresh_from_db()
        assert again.notes == []

    def test_a_refused_start_leaves_the_list_waiting(self, here: Portal) -> None:
        batch = here.upload(GOOD)
        Campaign.objects.update(state=Campaign.State.CLOSED)
        with pytest.raises(Refused):
            importing.start_import(batch, here.clerk)
        batch.refresh_from_db()
        assert batch.state == Batch.State.CHECKED

    def test_running_twice_imports_once(self, here: Portal) -> None:
        batch = here.imported(GOOD)
        importing.import_batch.enqueue(batch.pk, here.clerk.pk)
        assert counts(batch) == only(created=2)
        assert Registration.objects.count() == 2


class TestForesee:
    def test_counts_what_an_import_would_do_and_writes_nothing(self, here: Portal) -> None:
        here.imported(GOOD[:1])
        read = importing.read_upload(list_file([*GOOD, *BAD]), unit=here.unit, campaign=here.campaign)
        assert importing.foresee(read, unit=here.unit, campaign=here.campaign, by=here.clerk) == only(
            created=1, unchanged=1, skipped=2
        )
        assert Registration.objects.count() == 1


class TestRemainder:
    def test_what_was_left_out_comes_back_with_its_reasons_and_can_be_read_again(self, here: Portal) -> None:
        # As text: a formula of a workbook never comes in, only its value.
        rows = letter_csv([*GOOD, {**BAD[1], "registrant": "=HYPERLINK(1)"}])
        file = SimpleUploadedFile("danh-sach.csv", rows)
        batch = importing.upload(file, unit=here.unit, campaign=here.campaign, by=here.clerk)
        importing.start_import(batch, here.clerk, good_rows_only=True, warnings_seen=True)
        batch.refresh_from_db()

        data = write_remainder(batch, corrections.rows_left(batch))

        reading = read_list(data, "again.xlsx")
        (row,) = reading.rows
        assert (row.title, row.place, row.sector, row.continuity, row.period) == (
            "",
            "Thôn Trại",
            "defence_security",
            "new",
            "Từ tháng 3/2024",
        )
        assert row.registrant == "=HYPERLINK(1)"
        assert b"<f>" not in data


class TestUndo:
    def test_takes_back_what_it_registered_and_puts_back_what_it_changed(self, here: Portal) -> None:
        here.imported([GOOD[0]])
        returned = Registration.objects.get()
        intake.send_back(returned, officer_of(here.campaign.issuer), "Ghi rõ mục tiêu")
        batch = here.imported([{**GOOD[0], "goal": "Rõ hơn"}, GOOD[1]])
        assert counts(batch) == only(created=1, updated=1)

        batches.undo(batch, here.clerk)

        again = Registration.objects.get()
        assert (again.pk, again.state, again.reason) == (returned.pk, "returned", "Ghi rõ mục tiêu")
        assert again.goal == "100% tuyến đường có đèn"
        assert (counts(batch), batch.state) == (only(created=1, updated=1), Batch.State.UNDONE)

    def test_the_same_file_may_be_sent_again(self, here: Portal) -> None:
        batches.undo(here.imported(GOOD), here.clerk)
        assert counts(here.imported(GOOD)) == only(created=2)

    def test_is_refused_once_the_desk_has_dealt_with_a_row(self, here: Portal) -> None:
        batch = here.imported(GOOD)
        intake.receive(Registration.objects.order_by("pk")[0], officer_of(here.campaign.issuer))
        with pytest.raises(Refused, match="Thắp sáng đường quê"):
            batches.undo(batch, here.clerk)
        assert Registration.objects.count() == 2

    def test_is_refused_once_the_unit_has_sent_a_row_again(self, here: Portal) -> None:
        batch = here.imported(GOOD)
        registration, officer = Registration.objects.order_by("pk")[0], officer_of(here.campaign.issuer)
        intake.send_back(intake.receive(registration, officer), officer, "Ghi rõ mục tiêu")
        registration.refresh_from_db()
        intake.submit(registration, here.clerk)
        with pytest.raises(Refused, match="Thắp sáng đường quê"):
            batches.undo(batch, here.clerk)
        assert Registration.objects.count() == 2

    def test_is_refused_once_a_later_list_has_changed_a_row(self, here: Portal) -> None:
        batch = here.imported([GOOD[0]])
        intake.send_back(Registration.objects.get(), officer_of(here.campaign.issuer), "Ghi rõ mục tiêu")
        later = here.imported([{**GOOD[0], "goal": "Rõ hơn"}])
        with pytest.raises(Refused):
            batches.undo(batch, here.clerk)
        batches.undo(later, here.clerk)
        assert Registration.objects.get().state == Registration.State.RETURNED

    def test_an_initiative_that_went_on_gets_last_years_wording_back(self, here: Portal) -> None:
        last_year = CampaignFactory(issuer=here.campaign.issuer, year=2023)
        before = RegistrationFactory(
            campaign=last_year,
            unit=here.unit,
            initiative__unit=here.unit,
            initiative__title=GOOD[0]["title"].upper(),
            initiative__place=GOOD[0]["place"],
            initiative__registrant=GOOD[0]["registrant"],
            state=Registration.State.RECEIVED,
        )
        batch = here.imported([GOOD[0]])
        before.initiative.refresh_from_db()
        assert before.initiative.title == "Thắp sáng đường quê"

        batches.undo(batch, here.clerk)

        before.initiative.refresh_from_db()
        assert before.initiative.title == "THẮP SÁNG ĐƯỜNG QUÊ"
        assert list(Registration.objects.all()) == [before]


class TestSentBefore:
    def test_a_list_whose_registrations_were_withdrawn_may_be_sent_again(self, here: Portal) -> None:
        here.imported(GOOD)
        for registration in Registration.objects.all():
            intake.withdraw(registration, here.clerk)
        assert counts(here.imported(GOOD)) == only(created=2)

    def test_a_list_that_changed_nothing_may_be_sent_again_once_the_first_is_undone(
        self, here: Portal
    ) -> None:
        first = here.imported(GOOD)
        assert counts(here.imported([GOOD[0]])) == only(unchanged=1)
        batches.undo(first, here.clerk)
        assert counts(here.imported([GOOD[0]])) == only(created=1)


class TestRemap:
    def test_reads_the_list_anew_and_remembers_for_the_unit(self, here: Portal) -> None:
        batch = here.upload(GOOD)
        key = next(header["key"] for header in batch.headers if header["column"] == "goal")

        importing.remap(batch, {key: "content"}, here.clerk)

        batch.refresh_from_db()
        row = batch.rows.get(position=1)
        assert (row.values["goal"], row.values["content"]) == ("", "100% tuyến đường có đèn")
        again = here.upload([GOOD[0]])
        assert again.rows.get().values["content"] == "100% tuyến đường có đèn"

    def test_is_refused_for_an_imported_list(self, here: Portal) -> None:
        batch = here.imported(GOOD)
        with pytest.raises(Refused):
            importing.remap(batch, {"x": "title"}, here.clerk)


class TestRecordCodes:
    def test_a_row_with_a_code_changes_that_registration_under_another_title(self, here: Portal) -> None:
        here.imported(GOOD)
        registration = Registration.objects.order_by("pk")[0]
        intake.send_back(registration, officer_of(here.campaign.issuer), "Đổi tên")
        batch = here.upload([{**GOOD[0], "title": "Tên hoàn toàn khác"}])
        row = batch.rows.get()
        row.values["code"] = registration.code
        row.save()
        importing.start_import(batch, here.clerk, warnings_seen=True)

        assert counts(batch) == only(updated=1)
        registration.refresh_from_db()
        assert registration.initiative.title == "Tên hoàn toàn khác"

    def test_a_row_about_something_else_leaves_the_registration_of_its_code_alone(self, here: Portal) -> None:
        here.imported(GOOD)
        registration = Registration.objects.order_by("pk")[0]
        intake.send_back(registration, officer_of(here.campaign.issuer), "Đổi tên")
        batch = here.upload([{**GOOD[0], "title": "Tiếng kẻng an ninh", "place": "Thôn Trại"}])
        row = batch.rows.get()
        row.values["code"] = registration.code
        row.save()
        checking.check_again(batch)
        assert codes(batch) == [["code_of_another"]]
        importing.start_import(batch, here.clerk, warnings_seen=True)

        assert counts(batch) == only(created=1)
        registration.refresh_from_db()
        assert (registration.state, registration.initiative.title) == ("returned", "Thắp sáng đường quê")
