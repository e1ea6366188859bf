import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files import File
from django.core.management import CommandError, call_command

from submissions.lifecycle import batches
from submissions.lists.importing import upload
from submissions.models import Batch, BatchRow, Registration
from tests.factories import UserFactory, clerk_of
from tests.submissions.lists.filled_lists import BAD, GOOD, Portal, portal
from tests.submissions.lists.letter_list import RowDict, letter_csv, letter_xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Portal:
    here = portal()
    UserFactory(username="quantri", is_superuser=True)
    return here


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def write_list(rows: list[RowDict], name: str = "danh-sach.xlsx", **options: Any) -> Path:
        path = tmp_path / name
        path.write_bytes(letter_csv(rows) if name.endswith(".csv") else letter_xlsx(rows, **options))
        return path

    return write_list


def command(here: Portal, path: Path, **options: Any) -> dict[str, Any]:
    out = io.StringIO()
    options = {"campaign": here.campaign.slug, "unit": here.unit.code, "json": True} | options
    try:
        call_command("import_list", path, stdout=out, stderr=io.StringIO(), **options)
    finally:
        printed = out.getvalue()
    return json.loads(printed)


def kept(here: Portal, path: Path) -> Batch:
    with path.open("rb") as opened:
        return upload(File(opened, path.name), unit=here.unit, campaign=here.campaign, by=here.clerk)


def counts(batch: int | None, **given: int) -> dict[str, int | None]:
    return {outcome: given.get(outcome, 0) for outcome in BatchRow.Outcome.values} | {"batch": batch}


def test_imports_and_says_what_it_did(here: Portal, write: Any) -> None:
    assert command(here, write(GOOD)) == counts(Batch.objects.get().pk, created=2)
    assert set(Registration.objects.values_list("state", flat=True)) == {"submitted"}


def test_reads_csv(here: Portal, write: Any) -> None:
    assert command(here, write(GOOD, "danh-sach.csv"))["created"] == 2


def test_a_person_reads_the_counts_in_words(here: Portal, write: Any, capfd: Any) -> None:
    out = io.StringIO()
    options = {"campaign": here.campaign.slug, "unit": here.unit.code, "good_rows_only": True}
    call_command("import_list", write([*GOOD, *BAD]), stdout=out, **options)
    assert "created" not in out.getvalue()
    assert out.getvalue().split(", ")[0].endswith(": 2")
    assert "django_tasks" not in capfd.readouterr().err


@pytest.mark.parametrize("wrong", [{"unit": "khong-co"}, {"campaign": "khong-co"}, {"path": "khong-co.xlsx"}])
def test_what_is_not_there_is_told_in_a_sentence(here: Portal, write: Any, wrong: dict[str, str]) -> None:
    said = {"campaign": here.campaign.slug, "unit": here.unit.code, "path": write(GOOD)} | wrong
    with pytest.raises(CommandError, match="khong-co"):
        call_command("import_list", Path(said.pop("path")), **said)


def test_a_change_of_what_the_desk_holds_fails_alone(here: Portal, write: Any) -> None:
    command(here, write(GOOD))
    result = command(here, write([{**GOOD[0], "goal": "Khác"}, GOOD[1]], "lan-hai.xlsx"))
    assert (result["unchanged"], result["failed"]) == (1, 1)


def test_the_same_file_again_changes_nothing(here: Portal, write: Any) -> None:
    path = write(GOOD)
    first = command(here, path)
    before = list(Registration.objects.values("pk", "updated_at"))
    assert command(here, path) == counts(first["batch"], unchanged=2)
    assert list(Registration.objects.values("pk", "updated_at")) == before
    assert Batch.objects.count() == 1


def test_a_file_that_waits_on_the_page_of_the_unit_is_not_uploaded_twice(here: Portal, write: Any) -> None:
    path = write(GOOD)
    waiting = kept(here, path)
    with pytest.raises(CommandError):
        call_command("import_list", path, campaign=here.campaign.slug, unit=here.unit.code)
    assert list(Batch.objects.values_list("pk", "state")) == [(waiting.pk, Batch.State.CHECKED)]


def test_a_file_whose_import_was_killed_is_imported_from_its_batch(here: Portal, write: Any) -> None:
    path = write(GOOD)
    killed = batches.begin_import(kept(here, path), here.clerk)
    assert command(here, path) == counts(killed.pk, created=2)
    assert Batch.objects.get().state == Batch.State.IMPORTED


def test_the_same_rows_in_another_file_are_unchanged(here: Portal, write: Any) -> None:
    command(here, write(GOOD))
    assert command(here, write(GOOD, "khac.csv"))["unchanged"] == 2


def test_errors_keep_the_whole_list_out(here: Portal, write: Any) -> None:
    with pytest.raises(CommandError):
        command(here, write([*GOOD, *BAD]))
    assert not Registration.objects.exists()
    assert not Batch.objects.exists()


def test_good_rows_only(here: Portal, write: Any) -> None:
    path = write([*GOOD, *BAD])
    result = command(here, path, good_rows_only=True)
    assert result == counts(Batch.objects.get().pk, created=2, skipped=2)
    assert command(here, path, good_rows_only=True) == counts(result["batch"], unchanged=2, skipped=2)


def test_a_dry_run_counts_and_writes_nothing(here: Portal, write: Any) -> None:
    result = command(here, write([*GOOD, *BAD]), good_rows_only=True, dry_run=True)
    assert result == counts(None, created=2, skipped=2)
    assert not Registration.objects.exists()
    assert not Batch.objects.exists()


def test_a_flat_list_takes_the_sector_given(here: Portal, write: Any) -> None:
    assert command(here, write(GOOD, layout="M4"), sector="economy")["created"] == 2


def test_a_clerk_may_be_named(here: Portal, write: Any) -> None:
    command(here, write(GOOD), user=here.clerk.username)
    assert set(Registration.objects.values_list("created_by", flat=True)) == {here.clerk.pk}


def test_a_person_who_does_not_act_for_the_unit_is_refused(here: Portal, write: Any) -> None:
    stranger = clerk_of(here.campaign.issuer)
    with pytest.raises(CommandError):
        command(here, write(GOOD), user=stranger.username)


def test_without_a_superuser_it_asks_for_a_person(write: Any) -> None:
    with pytest.raises(CommandError, match="--user"):
        command(portal(), write(GOOD))


def test_a_refused_file_exits_with_2(here: Portal, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(b"")
    with pytest.raises(CommandError) as refusal:
        call_command("import_list", path, campaign=here.campaign.slug, unit=here.unit.code)
    assert refusal.value.returncode == 2


@pytest.mark.parametrize("missing", [{"campaign": "khong-co"}, {"unit": "khong-co"}, {"user": "khong-co"}])
def test_unknown_names_are_said(here: Portal, write: Any, missing: dict[str, str]) -> None:
    with pytest.raises(CommandError, match="khong-co"):
        command(here, write(GOOD), **missing)
