"""Real-looking files of every kind are read as a careful clerk reads them, to the last cell."""

import json
import shutil
import subprocess
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from submissions.lists.checks import check_rows
from submissions.lists.reading import ListReading, read_contents

from .clerk_files import (
    FILES,
    ClerkFile,
    Maker,
    agencies,
    communes,
    communes_own_ways,
    odd_workbooks,
    old_fonts,
    word_forms,
    word_lists,
)

CONVERTED: list[tuple[str, Maker]] = [
    ("xls", communes.by_the_letter),
    ("xls", agencies.one_cell_for_all),
    ("xls", old_fonts.of_many_hands),
    ("xls", odd_workbooks.numbers_and_texts_the_other_way),
    ("ods", communes.fifteen_lines_above),
    ("ods", communes.cover_lists_and_totals),
    ("ods", agencies.filtered),
    ("xlsx", communes.dates_and_numbers),
    ("xlsx", communes.places_merged_and_ditto),
    ("html", communes_own_ways.headings_in_other_words),
    ("html", agencies.stale_years_and_lines_in_cells),
    ("html", old_fonts.all_in_vntime),
    ("docx", word_lists.by_the_letter),
    ("docx", word_lists.places_merged_and_paragraphs_in_cells),
    ("docx", word_forms.five_forms),
]
"""Files that LibreOffice opened and saved in another format, or in its own way of the same one."""
CELLS = ("title", "place", "registrant", "kind", "sector", "continuity", "period", "completion", "goal")


@pytest.mark.parametrize(
    "make", FILES, ids=lambda make: f"{make.__module__.rpartition('.')[2]}-{make.__name__}"
)
def test_a_file_is_read_as_a_clerk_reads_it(make: Maker) -> None:
    file = make()
    assert what_is_read(read_contents(file.data, file.name, {})) == what_the_clerk_reads(file)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that LibreOffice wrote, those of one format in a folder of their own."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    here = tmp_path_factory.mktemp("libreoffice")
    sources = defaultdict(list)
    for kind, make in CONVERTED:
        source = here / kind / f"{make.__name__}{Path(make().name).suffix.lower()}"
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(make().data)
        sources[kind].append(str(source))
    libreoffice = ["soffice", f"-env:UserInstallation={(here / 'profile').as_uri()}", "--headless"]
    for kind, files in sources.items():
        to_folder = ["--convert-to", kind, "--outdir", str(here / "written" / kind)]
        subprocess.run([*libreoffice, *to_folder, *files], check=True, capture_output=True, timeout=120)
    return here / "written"


@pytest.mark.parametrize(
    ("kind", "make"), CONVERTED, ids=[f"{kind}-{make.__name__}" for kind, make in CONVERTED]
)
def test_a_file_saved_by_libreoffice_reads_the_same(converted: Path, kind: str, make: Maker) -> None:
    file = make()
    data = (converted / kind / f"{make.__name__}.{kind}").read_bytes()
    assert what_is_read(read_contents(data, f"a.{kind}", {})) == what_the_clerk_reads(file)


@pytest.mark.parametrize(
    "make", [communes.full_of_mistakes, word_forms.five_forms], ids=lambda make: make.__name__
)
def test_the_command_tells_what_the_clerk_reads(
    make: Maker, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = make()
    path = tmp_path / file.name
    path.write_bytes(file.data)
    call_command("read_list", str(path), "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["layout"], told["year"], told["unit"]) == (file.layout, file.year, file.unit)
    assert [(row["title"], row["sector"], row["kind"]) for row in told["rows"]] == [
        (row.title, row.sector, row.kind) for row in file.rows
    ]
    assert sorted(problem["code"] for problem in told["problems"]) == sorted(
        code for row in file.rows for code in row.problems
    )


def what_is_read(reading: ListReading) -> dict[str, Any]:
    codes = defaultdict(list)
    for problem in check_rows(reading.rows):
        codes[problem.sheet, problem.row].append(problem.code)
    rows = [
        {name: one_line(str(getattr(row, name))) for name in CELLS}
        | {"problems": sorted(codes[row.sheet, row.row])}
        for row in reading.rows
    ]
    return {
        **{"layout": reading.layout, "year": reading.year, "unit": one_line(reading.unit or "")},
        **{"rows": rows, "notes": sorted(note.code for note in reading.notes)},
    }


def what_the_clerk_reads(file: ClerkFile) -> dict[str, Any]:
    return {
        **{"layout": file.layout, "year": file.year, "unit": file.unit or ""},
        "rows": [asdict(row) | {"problems": sorted(row.problems)} for row in file.rows],
        "notes": sorted(file.notes),
    }


def one_line(text: str) -> str:
    """Line breaks and runs of blanks inside a cell say nothing."""
    return " ".join(text.split())
