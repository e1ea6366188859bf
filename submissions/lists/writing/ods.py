"""Writes a plain table as an OpenDocument spreadsheet.

The file is put together by hand: odfpy needs most of a minute for ten thousand rows.
"""

import io
import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from .plain import PlainTable

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    ' manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_CELL_STYLES = (
    '<style:style style:name="head" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="body" style:family="table-cell">'
    '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
)
_SPACES = re.compile("  +|^ | $")


def write_ods(table: PlainTable) -> bytes:
    """Return the table as the bytes of an .ods file; every cell is typed as text."""
    output = io.BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        # The format asks for this part first and not packed: by it the file is known.
        archive.writestr("mimetype", _MIME, ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", "".join(_content(table)))
    return output.getvalue()


def _content(table: PlainTable) -> Iterable[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES}'
    yield f' office:version="1.2"><office:automatic-styles>{_CELL_STYLES}'
    for at, column in enumerate(table.columns):
        yield f'<style:style style:name="c{at}" style:family="table-column">'
        yield f'<style:table-column-properties style:column-width="{column.width}mm"/></style:style>'
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    yield f"<table:table table:name={quoteattr(table.name)}>"
    for at in range(len(table.columns)):
        yield f'<table:table-column table:style-name="c{at}"/>'
    yield _row(table.labels, "head")
    for row in table.rows:
        yield _row(row, "body")
    yield "</table:table></office:spreadsheet></office:body></office:document-content>"


def _row(texts: Sequence[str], style: str) -> str:
    return f"<table:table-row>{''.join(_cell(text, style) for text in texts)}</table:table-row>"


def _cell(text: str, style: str) -> str:
    if not text:
        return f'<table:table-cell table:style-name="{style}"/>'
    lines = "".join(f"<text:p>{_line(line)}</text:p>" for line in text.split("\n"))
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'
    )


def _line(text: str) -> str:
    """Write spaces that the format would swallow, and tabs, as it wants them."""
    marked = _SPACES.sub(lambda spaces: f'<text:s text:c="{len(spaces[0])}"/>', escape(text))
    return marked.replace("\t", "<text:tab/>")
