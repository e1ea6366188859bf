"""The forms of a campaign as blank files: nothing filled in, no data of anybody."""

from dataclasses import dataclass

from django.urls import reverse

from submissions.lists.exporting import CONTENT_TYPES, blank_list
from submissions.models import Campaign, ListForm, OfficialForm
from submissions.papers.blank import blank_registration, nameless_unit
from submissions.papers.word import write_word
from submissions.vietnamese.text import match_key

WORD, EXCEL = "docx", "xlsx"
LABELS = {WORD: "Word", EXCEL: "Excel"}
# One registration is written as a text, a list as a table as well.
FORMATS: dict[type[OfficialForm | ListForm], tuple[str, ...]] = {
    OfficialForm: (WORD,),
    ListForm: (EXCEL, WORD),
}


@dataclass(frozen=True)
class Download:
    """A form as a reader finds it, with each kind of file and its address."""

    form: OfficialForm | ListForm
    files: list[tuple[str, str]]


def downloads(campaign: Campaign) -> list[Download]:
    """Return the forms of a campaign that is or was open, forms before lists; two queries."""
    if campaign.state == Campaign.State.DRAFT:
        return []
    return [
        Download(
            form,
            [
                (LABELS[suffix], reverse("showcase:blank_form", args=[campaign.slug, name_of(form), suffix]))
                for suffix in FORMATS[model]
            ],
        )
        for model in FORMATS
        for form in model.objects.serving(campaign)
    ]


def find(campaign: Campaign, name: str, suffix: str) -> OfficialForm | ListForm | None:
    """Return the form that an address names, or None where the campaign has none such in that format."""
    offered = [model for model, suffixes in FORMATS.items() if suffix in suffixes]
    return next(
        (form for model in offered for form in model.objects.serving(campaign) if name_of(form) == name), None
    )


def name_of(form: OfficialForm | ListForm) -> str:
    """The code of a form in plain letters, as it stands in addresses: “mau-1a”."""
    return match_key(form.code).replace(" ", "-")


def write_blank(form: OfficialForm | ListForm, campaign: Campaign, suffix: str) -> tuple[bytes, str]:
    """Return the blank form as a file, and its content type.

    Raises Refused when the issuer's own Word template cannot be filled in.
    """
    if isinstance(form, OfficialForm):
        return write_word(form, blank_registration(campaign), persons=False), CONTENT_TYPES[suffix]
    file = blank_list(form, campaign=campaign, unit=nameless_unit(), file_format=suffix)
    return file.data, file.content_type
