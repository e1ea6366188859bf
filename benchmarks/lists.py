"""Lists of ten thousand rows: read and checked, imported, exported; and beside a plain import resource.

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

from submissions.lists import importing  # noqa: E402
from submissions.models import Campaign, Initiative, Level, Registration, Sector, Unit  # noqa: E402
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
    """Do the work; print and return what it gave and the seconds it took."""
    started = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - started
    print(f"{name:<44}{seconds:8.2f} s")
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
    batch, reading = measured(
        "read, checked and kept",
        lambda: importing.upload(file, unit=here.unit, campaign=here.campaign, by=here.clerk),
    )
    _nothing, imported = measured(
        "imported",
        lambda: importing.start_import(batch, here.clerk, good_rows_only=True, warnings_seen=True),
    )
    batch.refresh_from_db()
    if batch.created != count:
        raise RuntimeError(f"only {importing.counts_of(batch)}")
    few = rows_of(count // SHARE, "B")
    _nothing, plain = measured(f"a plain resource, {len(few)} rows", lambda: plain_import(here, few))
    print(f"{'import, times faster than the plain resource':<44}{plain * SHARE / imported:8.1f}")
    print(f"{'read and imported, times faster':<44}{plain * SHARE / (reading + imported):8.1f}")
    print(f"{'peak memory':<44}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_ROWS)
