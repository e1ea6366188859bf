"""What the preview of a list shows of its rows: which of them, and what was converted in them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from submissions.lists.corrections import Rank
from submissions.lists.layout.rows import FIELD_OF
from submissions.models import BatchRow

ENCODINGS = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "cp1258": "windows-1258"}


@dataclass(frozen=True)
class Shown:
    """A filter of the preview: the word in the address, the rank it lets through and its name."""

    word: str
    rank: Rank | None
    label: Promise

    @classmethod
    def of(cls, request: HttpRequest) -> "Shown":
        """Return the filter that the address asks for; an unknown word filters nothing."""
        word = request.GET.get("xem", "")
        return next((one for one in FILTERS if one.word == word), ALL)

    @property
    def query(self) -> dict[str, str]:
        """What the address says about it."""
        return {"xem": self.word} if self.word else {}


ALL = Shown("", None, _("All rows"))
FILTERS = (
    Shown("loi", Rank.ERRORS, _("To correct")),
    Shown("canh-bao", Rank.WARNINGS, _("With warnings")),
    Shown("san-sang", Rank.READY, _("Ready")),
    Shown("bo-qua", Rank.LEFT_OUT, _("Left out")),
)


@dataclass(frozen=True)
class Converted:
    """A cell that came in an old encoding: what stood there, what it reads now."""

    cell: str
    before: str
    after: str
    encoding: str


def conversions_of(row: BatchRow) -> list[Converted]:
    """Return the converted cells of a row that still say what the conversion made of them."""
    values: dict[str, Any] = row.values
    return [
        Converted(
            cell=values["cells"].get(column, ""),
            before=told["before"],
            after=values.get(FIELD_OF.get(column, column), ""),
            encoding=ENCODINGS.get(told["encoding"], told["encoding"]),
        )
        for column, told in values["converted"].items()
    ]
