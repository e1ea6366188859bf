"""The body of an official paper: headings, paragraphs, lists, quotes, tables."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from submissions.vietnamese.text import nfc

INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
TEXT_FEATURES = [*INLINE_FEATURES, "ol", "ul"]


class LineBlock(blocks.CharBlock):
    """One line of text, stored in NFC."""

    def clean(self, value: Any) -> Any:
        return super().clean(nfc(value or ""))


class HeadingBlock(blocks.StructBlock):
    """A heading as the paper numbers it: “I. MỤC ĐÍCH”, “1.1. Tiêu chí”."""

    level = blocks.ChoiceBlock(
        choices=[("2", _("Part (I.)")), ("3", _("Section (1.)")), ("4", _("Subsection (1.1.)"))],
        default="2",
        label=_("level"),
        search_index=False,
    )
    text = LineBlock(label=_("text"))

    class Meta:
        icon = "title"
        label = _("heading")
        template = "showcase/blocks/heading.html"


class TableBlock(blocks.StructBlock):
    """A table of the paper; the first row of a list of forms, its columns."""

    caption = LineBlock(label=_("caption"), required=False)
    header = blocks.ListBlock(LineBlock(), label=_("column headings"))
    rows = blocks.ListBlock(blocks.ListBlock(LineBlock(required=False), label=_("row")), label=_("rows"))

    class Meta:
        icon = "table"
        label = _("table")
        template = "showcase/blocks/table.html"


class PaperBlock(blocks.StreamBlock):
    """The text of a paper from its first to its last paragraph."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        features=TEXT_FEATURES, label=_("paragraph"), template="showcase/blocks/paragraph.html"
    )
    list = blocks.ListBlock(
        blocks.RichTextBlock(features=TEXT_FEATURES, label=_("line")),
        label=_("list"),
        icon="list-ul",
        template="showcase/blocks/list.html",
    )
    quote = blocks.RichTextBlock(
        features=INLINE_FEATURES,
        label=_("quotation"),
        icon="openquote",
        template="showcase/blocks/quote.html",
    )
    table = TableBlock()
