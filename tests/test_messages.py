"""The Vietnamese messages are complete, keep their placeholders, and are shipped compiled."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.apps import apps

from scripts.messages import CATALOGUE, ROOT, can_collect, collect, faults, key

OURS = {"dvk_portal", "showcase", "submissions"}


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE))


@pytest.mark.skipif(not can_collect(), reason="needs GNU gettext (xgettext)")
def test_every_message_of_the_code_is_in_the_catalogue(catalogue):
    wanted = {key(entry) for entry in collect()}
    held = {key(entry) for entry in catalogue if not entry.obsolete}
    assert sorted(wanted - held) == []
    assert sorted(held - wanted) == []


def test_every_message_is_translated_with_the_placeholders_of_the_original(catalogue):
    assert list(faults(catalogue)) == []


def test_the_compiled_catalogue_is_that_of_the_text(catalogue):
    assert CATALOGUE.with_suffix(".mo").read_bytes() == catalogue.to_binary()


def test_a_message_that_wagtail_has_too_is_not_given_another_meaning(catalogue):
    """Django keeps one translation a message: ours would show wherever Wagtail says the same in English."""
    theirs = defaultdict(set)
    for path in _catalogues_of_others():
        for entry in polib.pofile(str(path)):
            theirs[key(entry)].add(entry.msgstr.casefold())
    changed = {
        entry.msgid: entry.msgstr
        for entry in catalogue
        if (known := theirs[key(entry)] - {""}) and entry.msgstr.casefold() not in known
    }
    assert changed == {}


def _catalogues_of_others() -> Iterator[Path]:
    folders = [ROOT / "locale" / "wagtail"]
    folders += [Path(app.path) / "locale" for app in apps.get_app_configs() if app.name not in OURS]
    return (path for folder in folders if (path := folder / "vi/LC_MESSAGES/django.po").exists())


def _catalogue(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.extend(entries)
    return made


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (polib.POEntry(msgid="Unit", msgstr=""), "untranslated: 'Unit'"),
        (polib.POEntry(msgid="Unit", msgstr="Đơn vị", flags=["fuzzy"]), "fuzzy: 'Unit'"),
        (
            polib.POEntry(msgid="Row %(row)s", msgstr="Dòng"),
            "placeholders differ: 'Row %(row)s' → 'Dòng'",
        ),
        (
            polib.POEntry(msgid="%(n)d row", msgid_plural="%(n)d rows", msgstr_plural={0: "dòng"}),
            "placeholders differ: '%(n)d row' → 'dòng'",
        ),
    ],
)
def test_a_faulty_message_is_named(entry, fault):
    assert list(faults(_catalogue(entry))) == [fault]


def test_a_sound_message_has_no_fault():
    entries = [
        polib.POEntry(msgid="Row %(row)s", msgstr="Dòng %(row)s"),
        polib.POEntry(msgid="One row", msgid_plural="%(n)d rows", msgstr_plural={0: "%(n)d dòng"}),
    ]
    assert list(faults(_catalogue(*entries))) == []
