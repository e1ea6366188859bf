import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client
from django.utils import timezone

from submissions.lifecycle import batches
from submissions.lists import progress
from submissions.lists.formats.limits import MAX_BYTES
from submissions.models import Attachment, Batch, Campaign, Registration, Unit
from tests.factories import CampaignFactory, RegistrationFactory
from tests.submissions.lists.filled_lists import BAD, GOOD, Portal
from tests.submissions.lists.formats.test_files import ole
from tests.submissions.lists.letter_list import letter_csv, letter_xlsx
from tests.submissions.unit_area.pages import address, said, text_of

MB = 1024 * 1024


def send(client: Client, here: Portal, content: bytes, name: str = "danh-sach.xlsx", **data: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return client.post(address("upload", here.unit), {"campaign": here.campaign.slug, "file": file} | data)


def kept_files() -> set[str]:
    """The names of all files in the private storage."""
    return {path.name for path in Path(storages["private"].path("")).rglob("*") if path.is_file()}


def archive(*names: str, content: bytes = b"x") -> bytes:
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, content)
    return data.getvalue()


class TestUploading:
    def test_the_page_names_the_campaign_and_what_may_be_sent(self, here: Portal, client: Client) -> None:
        text = text_of(client.get(address("upload", here.unit)))
        assert here.campaign.title in text
        assert f"{MAX_BYTES // MB} MB" in text
        for kind in (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".docx"):
            assert kind in text

    def test_the_only_campaign_need_not_be_chosen(self, here: Portal, client: Client) -> None:
        for chosen in ({}, {"dot": "khong-co"}):
            page = client.get(address("upload", here.unit), chosen).content.decode()
            assert f'type="hidden" name="campaign" value="{here.campaign.slug}"' in page

    def test_of_several_campaigns_the_one_asked_for_is_chosen(self, here: Portal, client: Client) -> None:
        other = CampaignFactory(issuer=here.campaign.issuer)
        form = client.get(address("upload", here.unit), {"dot": other.slug}).context["form"]
        assert [(option.data["value"], option.data["selected"]) for option in form["campaign"]] == [
            (here.campaign.slug, False),
            (other.slug, True),
        ]

    @pytest.mark.parametrize(
        ("name", "write"), [("danh-sach.xlsx", letter_xlsx), ("danh-sach.csv", letter_csv)]
    )
    def test_a_list_waits_with_every_row_and_nothing_is_registered(
        self, here: Portal, client: Client, name: str, write: Callable[..., bytes]
    ) -> None:
        response = send(client, here, write(GOOD), name)

        batch = Batch.objects.get()
        assert response.headers["Location"] == address("preview", here.unit, pk=batch.pk)
        assert (batch.file_name, batch.uploaded_by, batch.campaign) == (name, here.clerk, here.campaign)
        text = text_of(client.get(response.headers["Location"]))
        for said_in_list in ("Thắp sáng đường quê", "Chi đoàn thôn Chiên", "Lắp 20 mắt camera"):
            assert said_in_list in text
        assert not Registration.objects.exists()

    def test_a_name_with_a_path_is_kept_without_it(self, here: Portal, client: Client) -> None:
        send(client, here, letter_xlsx(GOOD), "C:\\Users\\can-bo\\ds.xlsx")
        assert Batch.objects.get().file_name == "ds.xlsx"


REFUSED: dict[str, tuple[str, bytes]] = {
    "an empty file": ("a.xlsx", b""),
    "a picture": ("a.xlsx", b"\x89PNG\r\n\x1a\n"),
    "a PDF with another name": ("a.xlsx", b"%PDF-1.7"),
    "a web page": ("a.csv", b"<html><body>x</body></html>"),
    "a text without a list": ("a.csv", "chỉ là một câu, không phải danh sách".encode()),
    "a broken workbook": ("a.xlsx", b"PK\x03\x04nonsense"),
    "a workbook with a password": ("a.xlsx", ole("EncryptedPackage")),
    "a zip bomb": ("a.xlsx", archive("xl/workbook.xml", content=b"0" * 30 * MB)),
    "an old Word file": ("a.xls", ole("WordDocument")),
    "a form without a row": ("a.xlsx", letter_xlsx([])),
}


class TestRefused:
    @pytest.mark.parametrize("what", REFUSED)
    def test_the_page_says_what_to_do_and_nothing_is_kept(
        self, here: Portal, client: Client, what: str
    ) -> None:
        name, content = REFUSED[what]
        before = kept_files()

        page = send(client, here, content, name)

        assert page.status_code == 200
        (sentence,) = page.context["form"].errors["file"]
        assert sentence in text_of(page)
        assert not Batch.objects.exists()
        assert kept_files() == before

    def test_every_kind_of_refusal_has_its_own_sentence(self, here: Portal, client: Client) -> None:
        sentences = {
            str(send(client, here, content, name).context["form"].errors["file"][0])
            for name, content in REFUSED.values()
        }
        assert len(sentences) == len(REFUSED)

    def test_60_mb_are_refused_by_their_size(
        self, here: Portal, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def read(*args: object) -> bytes:
            raise AssertionError("the file was read into memory")

        monkeypatch.setattr(TemporaryUploadedFile, "read", read)
        before = kept_files()
        page = send(client, here, bytes(60 * MB))
        assert f"{MAX_BYTES // MB} MB" in page.context["form"].errors["file"][0]
        assert not Batch.objects.exists()
        assert kept_files() == before

    def test_no_file_at_all_is_asked_for(self, here: Portal, client: Client) -> None:
        page = client.post(address("upload", here.unit), {"campaign": here.campaign.slug})
        assert list(page.context["form"].errors) == ["file"]

    def test_a_campaign_that_does_not_call_the_unit_is_no_choice(self, here: Portal, client: Client) -> None:
        page = send(client, here, letter_xlsx(GOOD), campaign=CampaignFactory().slug)
        assert list(page.context["form"].errors) == ["campaign"]
        assert not Batch.objects.exists()

    def test_without_an_open_campaign_there_is_no_form(self, here: Portal, client: Client) -> None:
        Campaign.objects.update(state=Campaign.State.CLOSED)
        assert 'type="file"' not in client.get(address("upload", here.unit)).content.decode()


class TestTheSameFileAgain:
    def test_one_that_waits_is_led_to(self, here: Portal, client: Client) -> None:
        content = letter_xlsx(GOOD)
        send(client, here, content)
        before = kept_files()
        page = send(client, here, content, "ten-khac.xlsx")
        assert page.context["earlier"] == Batch.objects.get()
        assert address("preview", here.unit, pk=page.context["earlier"].pk) in page.content.decode()
        assert kept_files() == before

    def test_one_that_was_imported_changes_nothing(self, here: Portal, client: Client) -> None:
        content = letter_xlsx(GOOD)
        send(client, here, content)
        batch = Batch.objects.get()
        client.post(address("import", here.unit, pk=batch.pk), {"rows": "all"})
        before = list(Registration.objects.values())

        page = send(client, here, content)

        assert page.context["earlier"] == batch
        assert list(Registration.objects.values()) == before
        assert Batch.objects.count() == 1

    def test_one_that_was_discarded_is_read_anew(self, here: Portal, client: Client) -> None:
        content = letter_xlsx(GOOD)
        send(client, here, content)
        client.post(address("discard", here.unit, pk=Batch.objects.get().pk))
        send(client, here, content)
        assert sorted(Batch.objects.values_list("state", flat=True)) == ["checked", "discarded"]


class TestImporting:
    def confirm(self, client: Client, batch: Batch, **data: str) -> Any:
        return client.post(address("import", batch.unit, pk=batch.pk), data)

    def test_all_rows_go_to_the_desk(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        response = self.confirm(client, batch, rows="all")
        assert response.headers["Location"] == address("result", here.unit, pk=batch.pk)
        assert set(Registration.objects.values_list("state", "batch")) == {("submitted", batch.pk)}
        page = client.get(response.headers["Location"])
        assert page.context["counts"] == {
            "created": 2,
            "updated": 0,
            "unchanged": 0,
            "skipped": 0,
            "failed": 0,
        }

    def test_errors_keep_all_rows_back_with_a_sentence(self, here: Portal, client: Client) -> None:
        batch = here.upload([*GOOD, *BAD])
        response = self.confirm(client, batch, rows="all")
        assert response.headers["Location"] == address("preview", here.unit, pk=batch.pk)
        assert len(said(response)) == 1
        assert not Registration.objects.exists()

    def test_the_good_rows_go_alone_and_the_others_come_back_as_a_file(
        self, here: Portal, client: Client
    ) -> None:
        batch = here.upload([*GOOD, *BAD])
        page = client.get(self.confirm(client, batch, rows="good").headers["Location"])
        assert (page.context["counts"]["created"], page.context["counts"]["skipped"]) == (2, 2)
        assert [row.outcome for row in page.context["rows"]] == ["skipped", "skipped", "created", "created"]

        left = client.get(address("rows_left", here.unit, pk=batch.pk))
        assert left.headers["Content-Disposition"] == (
            f'attachment; filename="dong-chua-nhap-{batch.pk}.xlsx"'
        )
        again = send(client, here, left.content, "dong-chua-nhap.xlsx")
        rows = Batch.objects.get(pk=int(again.headers["Location"].rstrip("/").rpartition("/")[2])).rows.all()
        assert [row.values["place"] for row in rows] == ["Thôn Chiên", "Thôn Trại"]

    def test_warnings_need_the_tick(self, here: Portal, client: Client) -> None:
        batch = here.upload([{**GOOD[0], "completion": "khi xong"}])
        assert len(said(self.confirm(client, batch, rows="all"))) == 1
        assert not Registration.objects.exists()
        self.confirm(client, batch, rows="all", warnings_seen="1")
        assert Registration.objects.count() == 1

    def test_a_double_click_imports_once_and_says_nothing_is_wrong(
        self, here: Portal, client: Client
    ) -> None:
        batch = here.upload(GOOD)
        self.confirm(client, batch, rows="all")
        second = self.confirm(client, batch, rows="all")
        assert second.headers["Location"] == address("result", here.unit, pk=batch.pk)
        assert said(second) == []
        assert Registration.objects.count() == 2

    def test_a_fault_writes_nothing_and_the_list_waits_again(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        # Meanwhile nobody receives for the unit any more, which no row can help.
        Unit.objects.filter(pk=here.campaign.issuer_id).update(receives=False)
        response = self.confirm(client, batch, rows="all")
        assert response.headers["Location"] == address("preview", here.unit, pk=batch.pk)
        assert len(said(response)) == 1
        batch.refresh_from_db()
        assert batch.state == Batch.State.CHECKED
        assert not Registration.objects.exists()

    def test_an_address_followed_imports_nothing(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        response = client.get(address("import", here.unit, pk=batch.pk))
        assert response.headers["Location"] == address("preview", here.unit, pk=batch.pk)
        assert not Registration.objects.exists()


class TestUndoing:
    def undo(self, client: Client, batch: Batch) -> Any:
        return client.post(address("undo", batch.unit, pk=batch.pk))

    def test_says_first_what_will_happen(self, here: Portal, client: Client) -> None:
        batch = here.imported(GOOD)
        page = address("undo", here.unit, pk=batch.pk)
        assert page in client.get(address("result", here.unit, pk=batch.pk)).content.decode()
        response = client.get(page)
        assert response.status_code == 200
        assert "2 " in text_of(response)
        assert Registration.objects.count() == 2

    def test_deletes_what_the_list_made_and_keeps_the_list(self, here: Portal, client: Client) -> None:
        batch = here.imported(GOOD)
        response = self.undo(client, batch)
        assert response.headers["Location"] == address("result", here.unit, pk=batch.pk)
        assert len(said(response)) == 1
        batch.refresh_from_db()
        assert batch.state == Batch.State.UNDONE
        assert not Registration.objects.exists()
        page = client.get(response.headers["Location"])
        assert len(page.context["rows"]) == 2
        assert address("undo", here.unit, pk=batch.pk) not in page.content.decode()

    def test_what_the_desk_has_received_is_the_reason_why_not(self, here: Portal, client: Client) -> None:
        batch = here.imported(GOOD)
        received = Registration.objects.filter(initiative__title=GOOD[1]["title"])
        received.update(state=Registration.State.RECEIVED, received_at=timezone.now(), book_number=1)
        result = address("result", here.unit, pk=batch.pk)
        page = client.get(result)
        assert f"“{GOOD[1]['title']}”" in page.context["why_not_undo"]
        assert page.context["why_not_undo"] in text_of(page)
        assert address("undo", here.unit, pk=batch.pk) not in page.content.decode()
        assert client.get(address("undo", here.unit, pk=batch.pk)).headers["Location"] == result
        assert len(said(self.undo(client, batch))) == 1
        assert Registration.objects.count() == 2

    def test_nothing_that_the_desk_or_a_duplicate_needs_is_deleted(self, here: Portal) -> None:
        batch = here.imported(GOOD)
        first, second = Registration.objects.order_by("pk")
        scan = Attachment.objects.create(
            registration=first, kind="signed", file="x.pdf", file_name="x", size=1
        )
        assert f"“{first.initiative.title}”" in batches.why_not_undo_import(batch)
        scan.delete()
        twice = RegistrationFactory(state=Registration.State.DUPLICATE, duplicate_of=second)
        assert f"“{second.initiative.title}”" in batches.why_not_undo_import(batch)
        twice.delete()
        assert batches.why_not_undo_import(batch) == ""
        first.save()  # as a correction does
        assert f"“{first.initiative.title}”" in batches.why_not_undo_import(batch)


class TestDiscarding:
    def test_asks_first_and_then_gives_the_list_up(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        page = address("discard", here.unit, pk=batch.pk)
        assert client.get(page).status_code == 200
        assert client.post(page).headers["Location"] == address("home", here.unit)
        batch.refresh_from_db()
        assert batch.state == Batch.State.DISCARDED
        assert client.get(address("result", here.unit, pk=batch.pk)).status_code == 200

    def test_an_imported_list_stays(self, here: Portal, client: Client) -> None:
        batch = here.imported(GOOD)
        page = address("discard", here.unit, pk=batch.pk)
        assert client.get(page).headers["Location"] == address("result", here.unit, pk=batch.pk)
        assert len(said(client.post(page))) == 1
        batch.refresh_from_db()
        assert batch.state == Batch.State.IMPORTED


class TestResult:
    def test_a_list_that_waits_is_led_back_to_its_preview(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        preview = address("preview", here.unit, pk=batch.pk)
        assert client.get(address("result", here.unit, pk=batch.pk)).headers["Location"] == preview

    def test_while_it_is_imported_one_may_come_back(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        Batch.objects.filter(pk=batch.pk).update(state=Batch.State.IMPORTING)
        page = client.get(address("result", here.unit, pk=batch.pk))
        assert 'role="status"' in page.content.decode()

    def test_an_import_that_was_interrupted_is_started_again_from_its_page(
        self, here: Portal, client: Client
    ) -> None:
        batch = here.upload([{**GOOD[0], "completion": "khi xong"}])
        Batch.objects.filter(pk=batch.pk).update(state=Batch.State.IMPORTING)
        start = address("import", here.unit, pk=batch.pk)
        page = client.get(address("result", here.unit, pk=batch.pk))
        assert f'action="{start}"' in page.content.decode()

        client.post(start, {"rows": "good", "warnings_seen": "1"})

        batch.refresh_from_db()
        assert (batch.state, batch.created) == (Batch.State.IMPORTED, 1)

    def test_one_that_failed_in_a_worker_says_so_on_the_way_back(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        begun = batches.begin_import(batch, here.clerk)
        batches.fall_back(begun, here.clerk)
        response = client.get(address("result", here.unit, pk=batch.pk))
        assert response.headers["Location"] == address("preview", here.unit, pk=batch.pk)
        assert len(said(response)) == 1

    def test_it_tells_who_sent_which_file_and_offers_it(self, here: Portal, client: Client) -> None:
        batch = here.imported(GOOD)
        page = client.get(address("result", here.unit, pk=batch.pk))
        assert page.context["sender"] == here.clerk.username
        assert batch.sha256[:12] in text_of(page)
        assert address("original", here.unit, pk=batch.pk) in page.content.decode()

    def test_what_the_desk_holds_is_named_with_its_reason(self, here: Portal, client: Client) -> None:
        here.imported(GOOD)
        batch = here.imported([{**GOOD[0], "goal": "Mục tiêu khác"}])
        page = client.get(address("result", here.unit, pk=batch.pk))
        (row,) = page.context["rows"]
        assert row.outcome == "failed"
        assert row.problems[-1]["message"] in text_of(page)


class TestProgress:
    @pytest.fixture
    def batch(self, here: Portal) -> Batch:
        return batches.begin_import(here.upload(GOOD), here.clerk)

    def told(self, client: Client, batch: Batch) -> dict[str, Any]:
        return dict(client.get(address("progress", batch.unit, pk=batch.pk)).json())

    def test_before_the_first_word_nothing_is_done(self, client: Client, batch: Batch) -> None:
        assert self.told(client, batch) == {
            "state": "importing",
            "done": 0,
            "total": 2,
            "text": "0 / 2 dòng",
        }

    def test_it_says_how_far_the_import_is(self, here: Portal, client: Client, batch: Batch) -> None:
        progress.tell(batch, 1200, 10000)
        told = self.told(client, batch)
        assert (told["done"], told["total"]) == (1200, 10000)
        assert told["text"].startswith("1.200 / 10.000")
        page = client.get(address("result", here.unit, pk=batch.pk)).content.decode()
        assert '<progress id="progress" max="10000" value="1200"' in page
        assert f'data-progress="{address("progress", here.unit, pk=batch.pk)}"' in page

    def test_at_the_end_it_says_so(self, here: Portal, client: Client) -> None:
        assert self.told(client, here.imported(GOOD))["state"] == "imported"


class TestOriginal:
    def test_the_file_comes_back_as_it_came_and_is_not_opened_by_the_browser(
        self, here: Portal, client: Client
    ) -> None:
        content = letter_xlsx(GOOD)
        send(client, here, content, "Danh sách “2024”.xlsx")
        response = client.get(address("original", here.unit, pk=Batch.objects.get().pk))
        assert b"".join(response.streaming_content) == content
        assert response.headers["Content-Disposition"] == (
            "attachment; filename*=utf-8''Danh%20s%C3%A1ch%20%E2%80%9C2024%E2%80%9D.xlsx"
        )
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Type"] == "application/octet-stream"

    def test_a_name_cannot_write_a_header(self, here: Portal, client: Client) -> None:
        batch = here.upload(GOOD)
        Batch.objects.update(file_name='a"\r\nSet-Cookie: b=c.xlsx')
        response = client.get(address("original", here.unit, pk=batch.pk))
        assert response.headers["Content-Disposition"] == 'attachment; filename="a\\"Set-Cookie: b=c.xlsx"'


def test_the_uploaded_lists_are_told_newest_first(here: Portal, client: Client) -> None:
    first = here.imported(GOOD)
    second = here.upload(GOOD[:1], name="lan-hai.xlsx")
    third = here.upload(GOOD[1:], name="lan-ba.xlsx")
    page = client.get(address("batches", here.unit))
    assert [(batch, batch.row_count) for batch in page.context["batches"]] == [
        (third, 1),
        (second, 1),
        (first, 2),
    ]
