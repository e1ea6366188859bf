"""An issuer's own Word template of a list, in place of the layout of `docx`.

What a template may do, and what happens with one that does more, is told in `papers.word_template`;
its words are explained for editors in docs/mau-van-ban.md.
"""

from typing import Any

from submissions.models import ListColumn, ListForm
from submissions.papers import word_template

from .sheet import Sheet


def fill_template(form: ListForm, sheet: Sheet) -> bytes:
    """Return the Word template of a form with the rows of the list.

    Raises Refused with one sentence that says what is wrong in the template.
    """
    with form.template.open("rb") as file:
        return word_template.render(file.read(), context_of(form, sheet), form.code, empty="")


def context_of(form: ListForm, sheet: Sheet) -> dict[str, Any]:
    """Return the words a template may use: texts, and `rows` with a heading or the cells by content."""
    return {
        "form_code": form.code,
        "head": "\n".join(sheet.head),
        "title": "\n".join(sheet.title),
        "letterhead_left": "\n".join(left for left, _right in sheet.letterhead if left),
        "letterhead_right": "\n".join(right for _left, right in sheet.letterhead if right),
        "recipients": "\n".join(sheet.foot.recipients),
        "authority": sheet.foot.authority,
        "signer": "\n".join(sheet.foot.signer),
        "rows": [row for group in sheet.groups for row in _rows(sheet, group.heading, group.rows)],
    }


def _rows(sheet: Sheet, heading: str, rows: list[Any]) -> list[dict[str, str]]:
    empty = dict.fromkeys(["heading", *ListColumn.Content.values], "")
    headed = [empty | {"heading": heading}] if heading else []
    contents = [column.content for column in sheet.columns]
    return headed + [empty | dict(zip(contents, row.cells, strict=True)) for row in rows]
