"""The forms that come with the product, as data: one TOML file for each paper that prescribes them.

They belong to no issuer and serve everybody until an issuer has one of the same code. The texts are
the papers' own; where a paper's annex is not public the wording is a proposal and says so.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps.registry import Apps

FOLDER = Path(__file__).parent

# The tables of a file: the model of its forms, the model of their rows, and the rows' name.
_KINDS = {
    "official_form": ("OfficialForm", "FormField", "fields"),
    "list_form": ("ListForm", "ListColumn", "columns"),
}


def load(apps: Apps) -> None:
    """Make the shipped forms that are not there yet; one that is stays as it stands.

    `apps` gives the models, in a migration those of its time.
    """
    for kind, texts in _shipped():
        model, row_model, rows_name = _KINDS[kind]
        rows = texts.pop(rows_name)
        form, created = apps.get_model("submissions", model).objects.get_or_create(
            issuer=None, code=texts.pop("code"), valid_from=None, defaults=texts
        )
        if created:
            row_class = apps.get_model("submissions", row_model)
            row_class.objects.bulk_create(
                row_class(form=form, order=order, **row) for order, row in enumerate(rows, start=1)
            )


def unload(apps: Apps) -> None:
    """Remove the shipped forms and leave those of issuers."""
    for kind, texts in _shipped():
        forms = apps.get_model("submissions", _KINDS[kind][0]).objects
        forms.filter(issuer=None, code=texts["code"], valid_from=None).delete()


def _shipped() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the kind and the texts of each shipped form; what a file says of all its forms is in each."""
    for path in sorted(FOLDER.glob("*.toml")):
        paper = tomllib.loads(path.read_text(encoding="utf-8"))
        for kind in _KINDS:
            for texts in paper.get(kind, []):
                yield kind, {**paper["all"], **texts}
