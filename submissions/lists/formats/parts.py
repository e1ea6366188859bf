"""The parts of an office file, which is a zip archive of XML, walked within bounds.

An XML part is never built into objects: its tags pass by one after the other, and a reader keeps
what it needs. So a sheet with a million empty rows costs seconds, not gigabytes.
"""

import io
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Protocol
from xml.parsers import expat
from zipfile import ZipFile

from .limits import (
    MAX_CHARACTERS,
    MAX_NAMES,
    MAX_RUN,
    MAX_TAGS,
    RefusedFile,
    unpacks_too_far,
)

_CHUNK = 64 * 1024
_NOT_READ = ""

Attributes = dict[str, str]


class PartReader(Protocol):
    """Takes the tags of a part as they pass by; the name of a tag that is not read is ""."""

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take an opening tag."""

    def end(self, tag: str) -> None:
        """Take a closing tag."""

    def text(self, text: str) -> None:
        """Take characters, maybe not all of an element at once."""


class Parts:
    """The parts of an archive by name, whatever its capitals and slashes.

    Names are only looked up here, nothing is ever unpacked to disk. Raises RefusedFile where the
    parts walked so far have more in them than a list, and anything at all where they are damaged.
    """

    def __init__(self, data: bytes) -> None:
        self._archive = ZipFile(io.BytesIO(data))
        self._entries = {_part_name(entry.filename): entry for entry in self._archive.infolist()}
        self._tags = 0

    def __contains__(self, name: str) -> bool:
        return _part_name(name) in self._entries

    def walk(self, name: str, reader: PartReader, prefixes: Mapping[str, str]) -> None:
        """Parse a part and hand its tags to the reader.

        `prefixes` gives the prefix ("" or "table:") of the names in each namespace that is read.
        A document type is refused as damage: no office program writes one, and entities need it.
        """
        with self._archive.open(self._entries[_part_name(name)]) as part:
            self._tags = _walk(iter(partial(part.read, _CHUNK), b""), reader, prefixes, self._tags)


def walk_xml(data: bytes, reader: PartReader, prefixes: Mapping[str, str]) -> None:
    """Do what `Parts.walk` does, for a file that is XML itself."""
    _walk((data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK)), reader, prefixes)


def _walk(chunks: Iterable[bytes], reader: PartReader, prefixes: Mapping[str, str], tags: int = 0) -> int:
    """Walk and return the number of tags, counted on from `tags`.

    The handlers are called for every tag of a file: they are closures because that is fast.
    """
    names = _Names(prefixes)
    characters = 0
    take_start, take_end, take_text = reader.start, reader.end, reader.text

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal tags
        tags += 1
        if tags > MAX_TAGS:
            raise RefusedFile(unpacks_too_far())
        take_start(names[tag], {names[key]: value for key, value in attributes.items()})

    def end(tag: str) -> None:
        take_end(names[tag])

    def text(text: str) -> None:
        nonlocal characters
        characters += len(text)
        if characters > MAX_CHARACTERS:
            raise RefusedFile(unpacks_too_far())
        take_text(text)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_document_type
    fed = 0
    for chunk in chunks:
        parser.Parse(chunk, False)
        fed += len(chunk)
        # The parser holds back a tag until it is whole.
        if fed - parser.CurrentByteIndex > MAX_RUN:
            raise RefusedFile(unpacks_too_far())
    parser.Parse(b"", True)
    return tags


class _Names(dict[str, str]):
    """The short names of tags and attributes by their full names; the parser keeps each name it meets."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = prefixes

    def __missing__(self, name: str) -> str:
        if len(self) >= MAX_NAMES:
            raise RefusedFile(unpacks_too_far())
        namespace, _space, local = name.rpartition(" ")
        prefix = self._prefixes.get(namespace) if namespace else ""
        self[name] = _NOT_READ if prefix is None else prefix + local
        return self[name]


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _no_document_type(*_declaration: object) -> None:
    raise ValueError("a document type")
