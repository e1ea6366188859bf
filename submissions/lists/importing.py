"""From an uploaded list to registrations: upload → check → (`corrections`) → import → report.

Used by the pages of a unit and by `import_list`. A batch is waiting until it is imported or
discarded; nothing but the batch itself is written before.
"""

import gc
import hashlib
import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django_tasks import task
from import_export.results import RowResult

from submissions import log, scope
from submissions.inserting import insert_many
from submissions.lifecycle import batches
from submissions.lifecycle.intake import require_acts_for
from submissions.lifecycle.refusal import Refused, hold, require
from submissions.models import Batch, BatchRow, Campaign, Registration, Unit

from . import progress
from .checking import FORESEEN, Findings, check
from .checks import ERROR, REFUSED
from .comparing import AT_ONCE
from .completing import complete
from .corrections import TO_IMPORT, ranked, standing_of
from .formats.files import MAX_BYTES, RefusedFile, too_large
from .reading import ListReading, read_list
from .remembering import headers_of, remember_headers
from .resources import Candidate, RegistrationResource, dataset_of

logger = logging.getLogger(__name__)

Outcome = BatchRow.Outcome
Counts = dict[str, int]


OUTCOMES = {
    RowResult.IMPORT_TYPE_NEW: Outcome.CREATED,
    RowResult.IMPORT_TYPE_UPDATE: Outcome.UPDATED,
    RowResult.IMPORT_TYPE_SKIP: Outcome.UNCHANGED,
    RowResult.IMPORT_TYPE_INVALID: Outcome.FAILED,
}


# What a row came to when its registration was in the portal after the import.
STANDING = (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED)


class SentBefore(Exception):
    """The same file came before for the same unit and campaign; `batch` is what became of it."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(batch)
        self.batch = batch


@dataclass(frozen=True)
class Upload:
    """A file of a list that was read: its bytes, their hash, what they say and what is found of it."""

    name: str
    data: bytes
    sha256: str
    reading: ListReading
    findings: Findings


def read_upload(file: File, *, unit: Unit, campaign: Campaign, sector: str = "") -> Upload:
    """Read and check a file without writing anything.

    `sector` is the key given to rows that name none. Raises RefusedFile, with a sentence that
    says what to do, for a file that is too large (its size is looked at, not its content), that
    is no list or that has no rows.
    """
    if (file.size or 0) > MAX_BYTES:
        raise RefusedFile(too_large())
    data = file.read()
    name = (file.name or "").replace("\\", "/").rpartition("/")[2][:255]
    reading, findings = _read(data, name, unit=unit, campaign=campaign, sector=sector)
    return Upload(name, data, hashlib.sha256(data).hexdigest(), reading, findings)


def _read(
    data: bytes,
    name: str,
    *,
    unit: Unit,
    campaign: Campaign,
    sector: str = "",
    wordings: Mapping[str, str] | None = None,
) -> tuple[ListReading, Findings]:
    reading = read_list(data, name, wordings=headers_of(unit) | dict(wordings or {}))
    if not reading.rows:
        raise RefusedFile(" ".join(problem.message for problem in reading.problems))
    complete(reading.rows, campaign, unit, sector=sector)
    findings = check(reading.rows, campaign, unit)
    reading.problems = findings.problems
    return reading, findings


def sent_before(sha256: str, unit: Unit, campaign: Campaign) -> Batch | None:
    """Return the batch in which this very file waits or went in whole, newest first.

    A file of which rows failed may be sent again: the desk may have returned them meanwhile. So may one
    of which a registration was undone or withdrawn.
    """
    same = Batch.objects.filter(sha256=sha256, unit=unit, campaign=campaign)
    waiting = same.filter(state__in=[Batch.State.CHECKED, Batch.State.IMPORTING]).first()
    gone = BatchRow.objects.filter(batch=OuterRef("pk"), outcome__in=STANDING).filter(
        Q(registration=None) | Q(registration__state=Registration.State.WITHDRAWN)
    )
    return waiting or same.filter(state=Batch.State.IMPORTED, failed=0).exclude(Exists(gone)).first()


def require_may_import(by: Any, unit: Unit, campaign: Campaign) -> None:
    """Raise Refused unless the person acts for the unit and the campaign is open to it."""
    require_acts_for(by, unit)
    _require_called(unit, campaign)


def upload(file: File, *, unit: Unit, campaign: Campaign, by: Any) -> Batch:
    """Keep a list as a batch that waits for confirmation.

    Raises RefusedFile as `read_upload` does, SentBefore for a file that is here already, and
    Refused when the person or the campaign does not allow it. Nothing is kept then.
    """
    require_may_import(by, unit, campaign)
    read = read_upload(file, unit=unit, campaign=campaign)
    return keep_once(read, unit=unit, campaign=campaign, by=by)


@transaction.atomic
def keep_once(read: Upload, *, unit: Unit, campaign: Campaign, by: Any) -> Batch:
    """Keep a file that was read as a waiting batch. Raises SentBefore for one that is here already.

    Of two uploads of one file at the same moment the second waits for the first and finds it.
    """
    hold(unit)
    earlier = sent_before(read.sha256, unit, campaign)
    if earlier:
        raise SentBefore(earlier)
    return _keep(read, unit=unit, campaign=campaign, by=by)


def _keep(read: Upload, *, unit: Unit, campaign: Campaign, by: Any) -> Batch:
    """Write a batch, its rows and the file as it came; all of them or nothing."""
    batch = Batch(unit=unit, campaign=campaign, file_name=read.name, sha256=read.sha256, uploaded_by=by)
    suffix = "." + read.name.rpartition(".")[2].lower()[:10] if "." in read.name else ""
    batch.file.save(f"{read.sha256[:16]}{suffix}", ContentFile(read.data), save=False)
    try:
        with transaction.atomic():
            _keep_reading(batch, read.reading, read.findings)
            log.record("batch.upload", batch, by)
    except BaseException:
        batch.file.storage.delete(str(batch.file.name))
        raise
    return batch


def _keep_reading(batch: Batch, reading: ListReading, findings: Findings) -> None:
    """Write what a file says into its batch, and what is found of it: layout, year, headers, notes, rows."""
    batch.layout, batch.list_year = reading.layout, reading.year
    batch.headers = reading.headers
    batch.notes = [note.as_dict() for note in reading.notes]
    batch.save()
    batch.rows.all().delete()
    problems = findings.by_row()
    insert_many(
        [
            BatchRow(
                batch_id=batch.pk,
                position=position,
                values=row.as_dict() | {FORESEEN: foreseen},
                problems=problems[row.sheet, row.row],
            )
            for position, (row, foreseen) in enumerate(
                zip(reading.rows, findings.foreseen, strict=True), start=1
            )
        ]
    )


def remap(batch: Batch, columns: Mapping[str, str], by: Any) -> Batch:
    """Read a waiting list again with other meanings of its headers, and remember them for the unit.

    `columns` gives a canonical column, or "" for none, by the key of a header as in `Batch.headers`.
    What was corrected or left out is read anew. Raises Refused unless the person acts for the unit and
    the list waits for confirmation, and RefusedFile when nothing is a list then.
    """
    with transaction.atomic():
        batches.waiting(batch, by)
    # Read while nothing is locked: it may take as long as a file may take.
    with batch.file.open("rb") as kept:
        reading, findings = _read(
            kept.read(), batch.file_name, unit=batch.unit, campaign=batch.campaign, wordings=columns
        )
    with transaction.atomic():
        batch = batches.waiting(batch, by)
        remember_headers(batch.unit, columns)
        _keep_reading(batch, reading, findings)
        log.record("batch.remap", batch, by, new=dict(columns))
    return batch


def start_import(
    batch: Batch,
    by: Any,
    *,
    good_rows_only: bool = False,
    warnings_seen: bool = False,
    at_once: bool = False,
) -> None:
    """Hand a waiting list, or one whose import was cut off, to the task that imports it.

    Rows with errors block it, unless `good_rows_only` leaves them out; rows with warnings need
    `warnings_seen`. Both are those found when the list was last read or corrected; what the desk has
    done since then the import tells of each row. `at_once` does not wait for a worker, should the
    portal have one. Raises Refused otherwise.
    """
    with transaction.atomic():
        batch = batches.begin_import(batch, by)
        _require_called(batch.unit, batch.campaign)
        counts = standing_of(batch).ranks
        require(
            good_rows_only or not counts["errors"],
            _("Some rows still have errors. Correct them, leave them out, or import the good rows only."),
        )
        require(any(counts[rank.name.lower()] for rank in TO_IMPORT), _("No row is left to import."))
        require(
            warnings_seen or not (counts["warnings"] or counts["refused"]),
            _("Some rows have warnings. Look at them and tick that you have checked them."),
        )
    waits = "background" in getattr(settings, "TASKS", {}) and not at_once
    import_batch.using(backend="background" if waits else "default").enqueue(batch.pk, by.pk)


@task()
def import_batch(batch_pk: int, user_pk: int) -> Counts:
    """Import a batch in one transaction; when a door refuses it, or on a fault, it waits again."""
    by = get_user_model()._default_manager.get(pk=user_pk)
    batch = Batch.objects.get(pk=batch_pk)
    try:
        with _uncollected(), transaction.atomic():
            return _import(hold(batch), by)
    except Refused as refusal:
        with suppress(Refused):
            batch = batches.fall_back(batch, by, refusal.message)
        return counts_of(batch)
    except Exception:
        logger.exception("import of batch %s failed", batch_pk)
        # Refused when it was begun again meanwhile and has ended.
        with suppress(Refused):
            batches.fall_back(batch, by)
        raise


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python's collector of cycles away: a long list is half a million objects that live to the end.

    It would look through all of them again and again, for a fifth of the whole time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def foresee(read: Upload, *, unit: Unit, campaign: Campaign, by: Any) -> Counts:
    """Count what an import of the good rows would do. Writes nothing."""
    problems = read.findings.by_row()
    good = [row.as_dict() for row in read.reading.rows if not _has_errors(problems[row.sheet, row.row])]
    resource = RegistrationResource(campaign=campaign, unit=unit, by=by)
    result = resource.import_data(dataset_of(good), dry_run=True, raise_errors=False)
    counts = dict.fromkeys(Outcome.values, 0)
    for row in result.rows:
        counts[OUTCOMES[row.import_type]] += 1
    counts[Outcome.SKIPPED] = len(read.reading.rows) - len(good)
    return counts


def bad_rows(read: Upload) -> int:
    """Return how many rows of a file have errors."""
    return len({(p.sheet, p.row) for p in read.reading.problems if p.severity == ERROR})


def counts_of(batch: Batch) -> Counts:
    """Return how many rows were created, updated, unchanged, skipped (left out) and failed."""
    return {str(outcome): getattr(batch, outcome) for outcome in Outcome.values}


def _require_called(unit: Unit, campaign: Campaign) -> None:
    require(
        scope.campaigns_for(unit).filter(pk=campaign.pk).exists(),
        _("The campaign is not open for this unit. Choose a campaign that is open."),
    )


def _import(batch: Batch, by: Any) -> Counts:
    if batch.state != Batch.State.IMPORTING:
        return counts_of(batch)
    # Two lists of one unit go in one after the other, or both would register what they share.
    hold(batch.unit)
    # Not as records: of ten thousand rows only what is read and written here.
    good = list(ranked(batch.rows.all()).filter(rank__in=TO_IMPORT).values_list("pk", "values"))
    resource = RegistrationResource(
        campaign=batch.campaign,
        unit=batch.unit,
        by=by,
        batch=batch,
        progress=lambda done: progress.tell(batch, done, len(good)),
    )
    result = resource.import_data(dataset_of(values for _pk, values in good), raise_errors=False)
    for error in result.base_errors:
        raise error.error
    batch.rows.update(outcome=Outcome.SKIPPED)
    by_pk = {pk: row for (pk, _values), row in zip(good, result.rows, strict=True)}
    _write_outcomes(by_pk)
    came_to = Counter(str(OUTCOMES[row.import_type]) for row in result.rows)
    came_to[str(Outcome.SKIPPED)] = batch.rows.count() - len(good)
    return counts_of(batches.finish_import(batch, by, {name: came_to[name] for name in Outcome.values}))


def _write_outcomes(results: Mapping[int, RowResult]) -> None:
    """Write what became of the rows, by key, the short way: Django would write each of them as a whole.

    Raises the unexpected error of a row.
    """
    for result in results.values():
        for error in result.errors:
            raise error.error
    refused = {pk: result.validation_error for pk, result in results.items() if result.validation_error}
    candidates: dict[int, Candidate] = {
        pk: result.instance for pk, result in results.items() if pk not in refused
    }
    table, column = BatchRow._meta.db_table, BatchRow._meta.get_field("registration").column
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET outcome = %s, {column} = %s WHERE id = %s",  # noqa: S608 - names of our own
            [
                (OUTCOMES[result.import_type], candidates[pk].pk if pk in candidates else None, pk)
                for pk, result in results.items()
            ],
        )
    _write_refusals(refused)
    _write_before({pk: one.before for pk, one in candidates.items() if one.before})


def _write_refusals(refused: Mapping[int, ValidationError]) -> None:
    """Add what the doors said to the problems of the rows they refused, unless the check said it already."""
    rows = BatchRow.objects.in_bulk(list(refused)).values()
    for row in rows:
        if all(problem["severity"] != REFUSED for problem in row.problems):
            row.problems += _as_problems(refused[row.pk])
    BatchRow.objects.bulk_update(rows, ["problems"], batch_size=AT_ONCE)


def _write_before(before: Mapping[int, dict[str, Any]]) -> None:
    """Keep what registrations said before the import changed them."""
    rows = [BatchRow(pk=pk, before=told) for pk, told in before.items()]
    BatchRow.objects.bulk_update(rows, ["before"], batch_size=AT_ONCE)


def _as_problems(error: ValidationError) -> list[dict[str, Any]]:
    by_column = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    return [
        {
            "column": None if column == NON_FIELD_ERRORS else column,
            "severity": ERROR,
            "code": "refused",
            "message": message,
        }
        for column, messages in by_column.items()
        for message in messages
    ]


def _has_errors(problems: list[dict[str, Any]]) -> bool:
    return any(problem["severity"] == ERROR for problem in problems)
