"""An issuer's own Word template, filled in with docxtpl.

A template is a program that somebody uploaded. It may print a word, ask whether there is one, and go
once through the items or the boxes; everything else is refused before it runs, so that no template
calls, computes or loops without end. The words are explained for editors in docs/mau-van-ban.md.
"""

import io
import zipfile
import zlib
from typing import Any

from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError, XMLParser, fromstring

from submissions.lifecycle.refusal import Refused
from submissions.models import FormField, ListColumn, OfficialForm, Registration

from .paper import PARTY_TITLE, boxes_of, make_paper, sectors_of, values_of, words_of

DOTS = "……………………"
LISTS = ("items", "sectors", "rows")
PARTS_OF_LISTS = ("label", "hint", "text", "box", "index", "heading", *ListColumn.Content.values)
FILTERS = ("upper", "lower", "capitalize", "trim")

MAX_BYTES = 5 * 1024 * 1024
MAX_UNZIPPED_BYTES = 30 * 1024 * 1024
MAX_ENTRIES = 500
# Of a part with marks, and the braces of all parts: docxtpl looks through the part for the end of each mark.
MAX_MARKED_BYTES = 1024 * 1024
MAX_BRACES = 800

_RUNS_ITSELF = ("vbaproject.bin", "word/embeddings/", "word/activex/")
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Name, nodes.Getattr),
    *(
        nodes.Const,
        nodes.CondExpr,
        nodes.Filter,
        nodes.Not,
        nodes.And,
        nodes.Or,
        nodes.Compare,
        nodes.Operand,
    ),
)


def context_of(form: OfficialForm, registration: Registration, *, persons: bool) -> dict[str, Any]:
    """Return the words a template may use, as plain texts and lists. `persons`: see `make_paper`."""
    sectors = sectors_of(registration)
    values = values_of(registration, sectors, persons=persons)
    paper = make_paper(form, registration, persons=persons)
    del values[FormField.Content.OWN]
    return {
        **words_of(registration),
        **values,
        "form_code": form.code,
        "party_title": PARTY_TITLE,
        "sectors": [
            {"label": box.label, "box": box.mark}
            for box in boxes_of(FormField.Content.SECTOR, values["sector"], sectors)
        ],
        "items": [
            {"label": item.label, "hint": item.hint, "text": "\n".join(item.texts)}
            for item in (*paper.who, *paper.items)
        ],
    }


def render(template: bytes, context: dict[str, Any], code: str, *, empty: str = DOTS) -> bytes:
    """Return the template of the form `code` filled in with `context`; what is empty becomes `empty`.

    Raises Refused with one sentence that says what is wrong in the template.
    """
    _require_harmless(template, code)
    output = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(context, _Environment(code, context, empty))
        document.save(output)
    except Refused:
        raise
    except TemplateSyntaxError as error:
        raise Refused(
            _(
                "The Word template of the form %(form)s has a mark that cannot be read. Check that every "
                "{{ is closed by }}, every {%% by %%}, and every “if” and “for” by its “endif” and “endfor”."
            )
            % {"form": code}
        ) from error
    except Exception as error:
        # docxtpl and lxml raise anything on what they do not expect.
        raise Refused(_unreadable(code)) from error
    return output.getvalue()


class _Environment(SandboxedEnvironment):
    """Jinja that compiles only what a template may do, and runs that in a sandbox all the same."""

    def __init__(self, code: str, context: dict[str, Any], empty: str) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=lambda value: value or empty)
        self.code = code
        self.words = frozenset(context)

    def from_string(self, source: Any, *args: Any, **kwargs: Any) -> Template:
        """Compile a part of the document. Raises Refused for a mark that a template may not have."""
        self._require_allowed(self.parse(source))
        return super().from_string(source, *args, **kwargs)

    def _require_allowed(self, tree: nodes.Template) -> None:
        passing = {
            loop.target.name for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)
        }
        for node in tree.find_all(nodes.Node):
            if isinstance(node, nodes.Name) and node.name not in self.words | passing | {"loop"}:
                raise Refused(
                    _(
                        "The Word template of the form %(form)s uses the word “%(word)s”, which "
                        "does not exist."
                    )
                    % {"form": self.code, "word": node.name}
                )
            if not _is_allowed(node):
                raise Refused(
                    _(
                        "The Word template of the form %(form)s does what a template may not: it may only "
                        "print words, ask for them with “if”, and go through %(lists)s with one “for”."
                    )
                    % {"form": self.code, "lists": ", ".join(LISTS)}
                )


def _is_allowed(node: nodes.Node) -> bool:
    """Tell whether a template may have this: no call, no computing, no loop in a loop, no inner names."""
    match node:
        case nodes.For():
            alone = next(node.find_all(nodes.For), None) is None
            return alone and isinstance(node.iter, nodes.Name) and node.iter.name in LISTS
        case nodes.Getattr():
            return isinstance(node.node, nodes.Name) and node.attr in PARTS_OF_LISTS
        case nodes.Filter():
            return node.name in FILTERS and not node.args and not node.kwargs
    return isinstance(node, _ALLOWED)


def _require_harmless(template: bytes, code: str) -> None:
    """Raise Refused unless the file is a Word document of bounded size that runs and fetches nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            entries = archive.infolist()
            unzipped = sum(entry.file_size for entry in entries)
            if len(template) > MAX_BYTES or len(entries) > MAX_ENTRIES or unzipped > MAX_UNZIPPED_BYTES:
                raise Refused(_too_large(code))
            texts = [archive.read(entry) for entry in entries if entry.filename.endswith(".xml")]
            links = [archive.read(entry) for entry in entries if entry.filename.endswith(".rels")]
            is_active = any(name in entry.filename.lower() for entry in entries for name in _RUNS_ITSELF)
            is_active = is_active or any(_fetches(part) for part in links)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, LxmlError) as error:
        raise Refused(_unreadable(code)) from error
    if is_active:
        raise Refused(
            _(
                "The Word template of the form %(form)s holds macros, embedded files or links to other "
                "files. Copy its text into a new Word document."
            )
            % {"form": code}
        )
    braces = [part.count(b"{") for part in texts]
    if sum(braces) > MAX_BRACES or any(
        count and len(part) > MAX_MARKED_BYTES for count, part in zip(braces, texts, strict=True)
    ):
        raise Refused(_too_large(code))


def _fetches(links: bytes) -> bool:
    """Tell whether Word would fetch something by itself: any link to the outside but one to click on."""
    parser = XMLParser(resolve_entities=False, no_network=True)
    return any(
        link.get("TargetMode") == "External" and not link.get("Type", "").endswith("/hyperlink")
        for link in fromstring(links, parser).iter()
    )


def _too_large(code: str) -> str:
    return _(
        "The Word template of the form %(form)s is too large. Leave only the form in it, without pictures."
    ) % {"form": code}


def _unreadable(code: str) -> str:
    return _(
        "The Word template of the form %(form)s cannot be filled in. Open it in Word, save it as .docx "
        "and upload it again."
    ) % {"form": code}
