"""The messages of the portal: collected from the code, checked, compiled.

`make messages` brings locale/vi up to date with the code and says what is still untranslated.
Collecting needs GNU gettext (xgettext, msguniq, msgmerge); compiling needs nothing, and the
portal itself only reads the compiled files, which are part of the repository.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("dvk_portal", "showcase", "submissions", "templates")
CATALOGUE = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w*\}|</?[a-z]+[^>]*>")
METADATA = {
    "Project-Id-Version": "dvk_portal",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def can_collect() -> bool:
    """Whether GNU gettext is on this machine."""
    return all(shutil.which(program) for program in ("xgettext", "msguniq", "msgmerge"))


def key(entry: polib.POEntry) -> tuple[str, str]:
    """What makes a message one message: its context and its English text."""
    return entry.msgctxt or "", entry.msgid


def translations(entry: polib.POEntry) -> list[str]:
    """The texts of one entry: all its plural forms, or its only one."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def collect() -> polib.POFile:
    """Every message of the code and the templates, untranslated, sorted by its English text.

    Works on a copy without any catalogue: makemessages writes where it reads.
    """
    with tempfile.TemporaryDirectory(prefix="dvk-messages-") as folder:
        copy = Path(folder)
        for source in SOURCES:
            shutil.copytree(
                ROOT / source, copy / source, ignore=shutil.ignore_patterns("locale", "__pycache__")
            )
        (copy / "locale").mkdir()
        environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(
            [sys.executable, "-m", "django", "makemessages", "-l", "vi", "-v", "0", "--no-location"],
            cwd=copy,
            env=environment,
            check=True,
        )
        found = polib.pofile(str(copy / "locale" / "vi" / "LC_MESSAGES" / "django.po"))
    collected = polib.POFile(wrapwidth=100)
    collected.metadata = METADATA
    for entry in sorted(found, key=key):
        flags = [flag for flag in entry.flags if flag != "fuzzy"]
        collected.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgid_plural=entry.msgid_plural,
                msgctxt=entry.msgctxt,
                msgstr_plural={0: ""} if entry.msgid_plural else {},
                flags=flags,
            )
        )
    return collected


def fill(catalogue: polib.POFile, *sources: polib.POFile) -> None:
    """Takes the translations of `sources` over into `catalogue`; a later source wins."""
    known = {key(entry): entry for source in sources for entry in source if any(translations(entry))}
    for entry in catalogue:
        if source := known.get(key(entry)):
            text = translations(source)[0]
            if entry.msgid_plural:
                entry.msgstr_plural = {0: text}
            else:
                entry.msgstr = text
            entry.flags = [*entry.flags, *({"fuzzy"} & set(source.flags) - set(entry.flags))]


def faults(catalogue: polib.POFile) -> Iterator[str]:
    """One sentence for each message that is untranslated, unsure, or has other placeholders."""
    for entry in catalogue:
        if entry.obsolete:
            yield f"obsolete: {entry.msgid!r}"
        elif not all(translations(entry)):
            yield f"untranslated: {entry.msgid!r}"
        elif entry.fuzzy:
            yield f"fuzzy: {entry.msgid!r}"
        else:
            # Vietnamese has one form: the one that carries the number.
            wanted = placeholders(entry.msgid_plural or entry.msgid)
            for text in translations(entry):
                if placeholders(text) != wanted:
                    yield f"placeholders differ: {entry.msgid!r} → {text!r}"


def placeholders(text: str) -> list[str]:
    """The parts of a message that its translation must keep, in no order."""
    return sorted(PLACEHOLDER.findall(text))


def save(catalogue: polib.POFile, path: Path = CATALOGUE) -> None:
    """Writes the catalogue and, beside it, its compiled form."""
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    path.with_suffix(".mo").write_bytes(catalogue.to_binary())


def main() -> int:
    if not can_collect():
        print("make messages needs GNU gettext (xgettext, msguniq, msgmerge).")
        return 1
    catalogue = collect()
    if CATALOGUE.exists():
        fill(catalogue, polib.pofile(str(CATALOGUE)))
    save(catalogue)
    found = list(faults(catalogue))
    print("\n".join([*found, f"{len(catalogue)} messages, {len(found)} to do"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
