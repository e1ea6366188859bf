"""The XML parts of a Word file, parsed within bounds."""

import io
import re
from collections.abc import Iterator
from typing import IO, Any
from zipfile import ZipFile

from lxml import etree

from .limits import RefusedFile, unpacks_too_far

# Tags (each counts twice) and attributes in memory at once: of a row, a paragraph or the styles.
_MOST_MARKS = 2_000_000
# No office program writes a document type, and entities need one.
_DOCUMENT_TYPE = b"<!DOCTYPE"
_BODY = re.compile(r"word/document\d*\.xml")
# The encoding is fixed, so that the bytes looked at are the characters parsed.
_OPTIONS = {
    **{"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False},
    **{"remove_comments": True, "remove_pis": True, "encoding": "utf-8"},
}


class WordParts:
    """The parts of a Word file. What it links to or embeds is never opened."""

    def __init__(self, data: bytes) -> None:
        self._archive = ZipFile(io.BytesIO(data))

    def body(self) -> str:
        """Return the name of the part with the text; Word on the web calls it document2.xml."""
        return min(name for name in self._archive.namelist() if _BODY.fullmatch(name))

    def tree(self, name: str) -> Any:
        """Return the root of a small part, None where the file has no such part."""
        if name not in self._archive.namelist():
            return None
        with self._archive.open(name) as part:
            return etree.parse(_Bounded(part), etree.XMLParser(**_OPTIONS)).getroot()

    def walk(self, name: str, tags: list[str]) -> Iterator[tuple[Any, "_Bounded"]]:
        """Yield (element, source) of a large part, for the elements with some tags as they end.

        Whoever has read an element forgets it at the source: too much that nobody forgets is refused.
        """
        with self._archive.open(name) as part:
            source = _Bounded(part)
            for _event, element in etree.iterparse(source, tag=tags, **_OPTIONS):
                yield element, source


class _Bounded:
    """A part that counts what the parser takes of it."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part = part
        self._marks = 0
        self._tail = b""

    def read(self, size: int) -> bytes:
        """Return the next bytes. Raises RefusedFile where more than a list is in memory."""
        chunk = self._part.read(size)
        self._marks += chunk.count(b"<") + chunk.count(b"=")
        if self._marks > _MOST_MARKS:
            raise RefusedFile(unpacks_too_far())
        if _DOCUMENT_TYPE in self._tail + chunk:
            raise ValueError("a document type")
        self._tail = chunk[1 - len(_DOCUMENT_TYPE) :]
        return chunk

    def forget(self, element: Any) -> None:
        """Free an element that has been read, and what stands before it."""
        element.clear(keep_tail=True)
        while (before := element.getprevious()) is not None:
            element.getparent().remove(before)
        self._marks = 0
