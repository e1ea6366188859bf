"""Lists of ten thousand rows: read, checked, corrected, imported, exported; beside a plain import resource.

`python -m benchmarks.lists [ROWS]` prints seconds, peak memory and the ratio, all of one run. Budgets:
design.md section 9. The plain resource is what django-import-export makes of the two models with full
validation; it gets a tenth of the rows, because its time grows with them evenly.
"""

import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.portal import prepare

prepare()

import tablib  # noqa: E402
from import_export import fields, resources, widgets  # noqa: E402

from submissions.lists import corrections, exporting, importing  # noqa: E402
from submissions.lists.reading import read_list  # noqa: E402
from submissions.models import (  # noqa: E402
    Campaign,
    Initiative,
    Level,
    ListForm,
    Registration,
    Sector,
    Unit,
)
from tests.submissions.lists.filled_lists import list_file, portal  # noqa: E402

SECTORS = ("economy", "culture_society", "defence_security", "political_system")
DEFAULT_ROWS = 10_000
SHARE = 10


class InitiativeResource(resources.ModelResource):
    """What one writes first: a column a field, foreign keys by code, the model's own validation."""

    sector = fields.Field("sector", "sector", widgets.ForeignKeyWidget(Sector, "key"))
    unit = fields.Field("unit", "unit", widgets.ForeignKeyWidget(Unit, "code"))

    class Meta:
        model = Initiative
        fields = ("title", "place", "registrant", "kind", "sector", "unit", "unit_name")
        import_id_fields = ("title", "place")
        clean_model_instances = True


class RegistrationResource(resources.ModelResource):
    """The registrations of the initiatives, found by their title."""

    initiative = fields.Field("initiative", "initiative", widgets.ForeignKeyWidget(Initiative, "title"))
    campaign = fields.Field("campaign", "campaign", widgets.ForeignKeyWidget(Campaign, "slug"))
    unit = fields.Field("unit", "unit", widgets.ForeignKeyWidget(Unit, "code"))
    receiver = fields.Field("receiver", "receiver", widgets.ForeignKeyWidget(Unit, "code"))
    level = fields.Field("level", "level", widgets.ForeignKeyWidget(Level, "code"))

    class Meta:
        model = Registration
        fields = (
            "initiative",
            "campaign",
            "unit",
            "receiver",
            "level",
            "continuity",
            "period",
            "completion",
            "goal",
        )
        import_id_fields = ("initiative", "campaign")
        clean_model_instances = True


def rows_of(count: int, marker: str) -> list[dict[str, str]]:
    """Return the rows of a list in four sections, as `letter_list` writes them."""
    return [
        {
            "sector": SECTORS[number * len(SECTORS) // count],
            "place": f"Thôn {number % 50}",
            "title": f"Mô hình {marker} số {number} thắp sáng đường quê",
            "registrant": f"Chi bộ thôn {number % 50}" if number % 5 else "Nguyễn Thị Hoa",
            "new" if number % 2 else "continuing": "Năm 2024",
            "completion": "12/2024",
            "goal": "Một trăm hộ tham gia, đường làng ngõ xóm sáng và sạch",
        }
        for number in range(count)
    ]


def measured(name: str, work: Callable[[], Any]) -> tuple[Any, float]:
    """Do the work; print and return what it gave and the seconds it took.

    In brackets the processor's time of this process, which a busy machine does not lengthen; without that
    of the process which reads the file.
    """
    started, begun = time.perf_counter(), time.process_time()
    result = work()
    seconds = time.perf_counter() - started
    print(f"{name:<48}{seconds:8.2f} s  ({time.process_time() - begun:.2f} s)")
    return result, seconds


def plain_import(here: Any, rows: list[dict[str, str]]) -> None:
    """Import rows through the plain resources."""
    initiatives, registrations = tablib.Dataset(), tablib.Dataset()
    initiatives.dict = [
        {
            "title": row["title"],
            "place": row["place"],
            "registrant": row["registrant"],
            "kind": Initiative.Kind.COLLECTIVE,
            "sector": row["sector"],
            "unit": here.unit.code,
            "unit_name": here.unit.name,
        }
        for row in rows
    ]
    registrations.dict = [
        {
            "initiative": row["title"],
            "campaign": here.campaign.slug,
            "unit": here.unit.code,
            "receiver": here.campaign.issuer.code,
            "level": here.unit.level.code,
            "continuity": "new" if "new" in row else "continuing",
            "period": row.get("new") or row["continuing"],
            "completion": row["completion"],
            "goal": row["goal"],
        }
        for row in rows
    ]
    for plain, dataset in ((InitiativeResource(), initiatives), (RegistrationResource(), registrations)):
        result = plain.import_data(dataset, raise_errors=True)
        if result.totals["new"] != len(rows):
            raise RuntimeError(f"the plain resource imported {result.totals}")


def main(count: int) -> None:
    """Measure with a list of `count` rows."""
    here = portal()
    file = list_file(rows_of(count, "A"))
    print(f"{count} rows, {file.size / 1024 / 1024:.1f} MB")
    # The process that reads files is started by the first of them; a portal has it already.
    importing.read_upload(list_file(rows_of(SHARE, "C")), unit=here.unit, campaign=here.campaign)
    measured("read and checked", lambda: importing.read_upload(file, unit=here.unit, campaign=here.campaign))
    file.seek(0)
    batch, reading = measured(
        "read, checked and kept",
        lambda: importing.upload(file, unit=here.unit, campaign=here.campaign, by=here.clerk),
    )
    for title in ("Mô hình A số 17 thắp sáng đường quê", "Một tên khác hẳn"):
        measured(
            "one cell corrected",
            lambda title=title: corrections.correct(batch, 5, {"title": title}, here.clerk),
        )
    corrections.correct(batch, 5, {"title": "Mô hình A số 4 thắp sáng đường quê"}, here.clerk)
    measured("all rows checked again", lambda: corrections.check_whole(batch, here.clerk))
    _nothing, imported = measured(
        "imported",
        lambda: importing.start_import(batch, here.clerk, good_rows_only=True, warnings_seen=True),
    )
    print(
        f"{'peak memory until here':<48}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB"
    )
    batch.refresh_from_db()
    if batch.created != count:
        raise RuntimeError(f"only {importing.counts_of(batch)}")
    again = list_file(rows_of(count, "A"), name="again.xlsx")
    measured(
        "the same rows, all registered: read and checked",
        lambda: importing.read_upload(again, unit=here.unit, campaign=here.campaign),
    )
    export(here)
    few = rows_of(count // SHARE, "B")
    _nothing, plain = measured(f"a plain resource, {len(few)} rows", lambda: plain_import(here, few))
    print(f"{'import, times faster than the plain resource':<48}{plain * SHARE / imported:8.1f}")
    print(f"{'read and imported, times faster':<48}{plain * SHARE / (reading + imported):8.1f}")


def export(here: Any) -> None:
    """Write all registrations as M3 and read the Word file back."""
    form = next(form for form in ListForm.objects.serving(here.campaign) if form.code == "M3")
    registrations = Registration.objects.filter(campaign=here.campaign)

    def written(file_format: str) -> bytes:
        return exporting.export_list(
            form,
            registrations,
            campaign=here.campaign,
            unit=here.campaign.issuer,
            file_format=file_format,
            by=here.clerk,
            persons=True,
        ).data

    measured("exported as xlsx", lambda: written("xlsx"))
    document, _seconds = measured("exported as docx", lambda: written("docx"))
    measured("the docx read", lambda: read_list(document, "m3.docx"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_ROWS)
