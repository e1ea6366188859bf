"""Official forms and lists as data: an issuer adds another without a programmer.

Codes clash between issuers (“M1” of Tân Yên, “Mẫu 1” of Thái Nguyên; domain k.1), so a form belongs
to an issuer and has a validity. A shipped one belongs to nobody and serves everybody until an issuer
has one of the same code.
"""

import datetime
from typing import Any

from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from submissions.vietnamese.text import sort_key

from .batches import private_storage
from .fields import VietnameseCharField, VietnameseTextField
from .initiatives import Initiative
from .programme import Campaign, SectorScheme
from .units import Unit


class FormQuerySet(models.QuerySet[Any]):
    """Forms of every issuer."""

    def serving(self, campaign: Campaign) -> list[Any]:
        """Return the forms that a campaign uses, one for each code, in the order of the codes.

        A campaign that has opened has copies of its own. Before, they are those the desk chose for it;
        without a choice, all in force in the year of the campaign: the issuer's own wins over a shipped
        one of the same code, a later version over an earlier one. One query.
        """
        forms = list(self.standing_for(campaign))
        copies = [form for form in forms if form.campaign_id == campaign.pk]
        picked = copies or [form for form in forms if form.is_chosen] or forms
        chosen = {form.code: form for form in picked}
        return sorted(chosen.values(), key=lambda form: sort_key(form.code))

    def masters(self) -> "FormQuerySet":
        """The forms themselves, without the copies that campaigns keep."""
        return self.filter(campaign=None)

    def in_force_for(self, campaign: Campaign) -> "FormQuerySet":
        """The forms a campaign can use: its issuer's and shipped ones, in force in its year, no copies."""
        return self.masters().filter(self._in_force(campaign))

    def standing_for(self, campaign: Campaign) -> "FormQuerySet":
        """The campaign's copies and the forms in force in its year, the best of a code last.

        Each tells by `is_chosen` whether the desk chose it for the campaign.
        """
        return (
            self.filter(models.Q(campaign=campaign.pk) | (models.Q(campaign=None) & self._in_force(campaign)))
            .annotate(is_chosen=models.Exists(Campaign.objects.filter(pk=campaign.pk, **self._chosen())))
            .order_by(
                models.F("issuer").asc(nulls_first=True), models.F("valid_from").asc(nulls_first=True), "pk"
            )
        )

    def _in_force(self, campaign: Campaign) -> models.Q:
        first, last = datetime.date(campaign.year, 1, 1), datetime.date(campaign.year, 12, 31)
        of_issuer = models.Q(issuer=campaign.issuer_id) | models.Q(issuer=None)
        return of_issuer & ~models.Q(valid_to__lt=first) & ~models.Q(valid_from__gt=last)

    def _chosen(self) -> dict[str, Any]:
        return {self.model.chosen_as: models.OuterRef("pk")}


class Form(models.Model):
    """What a form and a list have in common: whose it is, its code, title and validity."""

    issuer = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("issuer"),
        related_name="%(class)ss",
        help_text=_("Empty for a form that serves every issuer."),
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.CASCADE,
        null=True,
        editable=False,
        verbose_name=_("campaign"),
        related_name="%(class)s_copies",
        help_text=_("The campaign whose copy it is; such a copy never changes."),
    )
    code = VietnameseCharField(_("code of the form"), max_length=20, help_text=_("For example M1 or Mẫu 2a."))
    name = VietnameseCharField(
        _("name"), max_length=255, help_text=_("How the form is called in lists of forms.")
    )
    basis = VietnameseCharField(
        _("basis paper"),
        max_length=500,
        blank=True,
        help_text=_("The paper that prescribes the form: number, date and issuer."),
    )
    is_proposal = models.BooleanField(
        _("proposal"),
        default=False,
        help_text=_("The official text is not at hand; the wording is a proposal and is marked as such."),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    head = VietnameseTextField(
        _("head"),
        blank=True,
        help_text=_("The lines above the title, for example “MẪU ĐĂNG KÝ CỦA TẬP THỂ”."),
    )
    title = VietnameseTextField(
        _("title"), help_text=_("One line a row. {year}, {last_year} and {unit} are filled in.")
    )
    template = models.FileField(
        _("Word template"),
        storage=private_storage,
        upload_to="forms/%Y/%m",
        blank=True,
        validators=[FileExtensionValidator(["docx"])],
        help_text=_("Replaces the built-in layout of the Word file."),
    )

    objects = FormQuerySet.as_manager()

    # The field of a campaign that names the chosen forms, and the name of a form's rows.
    chosen_as = ""
    rows_name = ""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.code} – {self.name}"

    def copied(self, **changes: Any) -> Any:
        """Save a copy of the form with its rows, changed as `changes` say, and return it."""
        copy = type(self).objects.get(pk=self.pk)
        copy.pk, copy._state.adding = None, True
        for name, value in changes.items():
            setattr(copy, name, value)
        copy.save()
        rows = list(getattr(self, self.rows_name).all())
        for row in rows:
            row.pk, row._state.adding, row.form = None, True, copy
        getattr(copy, self.rows_name).bulk_create(rows)
        return copy


class OfficialForm(Form):
    """A form for one registration (biểu mẫu), such as M1 for a collective and M2 for an individual."""

    class Affiliation(models.TextChoices):
        PARTY = "party", _("Party organisation, party member")
        OUTSIDE = "outside", _("Agency, unit, enterprise; not a party member")

    chosen_as = "official_forms"
    rows_name = "fields"

    kind = models.CharField(
        _("registrant"),
        max_length=20,
        choices=Initiative.Kind,
        blank=True,
        help_text=_("Empty when the form serves both."),
    )
    affiliation = models.CharField(
        _("for"),
        max_length=20,
        choices=Affiliation,
        blank=True,
        help_text=_("Empty when the form serves everybody (29-HD/ĐUK, III.1: forms 1, 1a, 2, 2a)."),
    )
    lead = VietnameseTextField(
        _("opening sentence"), blank=True, help_text=_("{unit}, {year} and {basis} are filled in.")
    )
    signatures = VietnameseTextField(
        _("signatures"),
        blank=True,
        help_text=_("One block a paragraph, from left to right; further lines of a block stand in italics."),
    )

    class Meta:
        ordering = ["code", "-valid_from", "pk"]
        verbose_name = _("official form")
        verbose_name_plural = _("official forms")
        constraints = [
            models.UniqueConstraint(
                Coalesce("issuer", 0),
                Coalesce("campaign", 0),
                "code",
                Coalesce("valid_from", models.Value("0001-01-01", output_field=models.DateField())),
                name="official_form_once_per_issuer_code_and_day",
            ),
        ]


class FormField(models.Model):
    """A field of an official form: a standard one under the issuer's own label, or one of its own."""

    class Content(models.TextChoices):
        TITLE = "title", _("title of the initiative")
        SECTOR = "sector", _("sector")
        LEVEL = "level", _("level applied for")
        CONTENT = "content", _("content of implementation")
        PERIOD = "period", _("time of implementation")
        COMPLETION = "completion", _("expected completion")
        PLACE = "place", _("place of implementation")
        GOAL = "goal", _("goal or expected result")
        CONTINUITY = "continuity", _("new or continued")
        REGISTRANT = "registrant", _("collective that carries it out")
        UNIT_ADDRESS = "unit_address", _("address of the unit")
        FULL_NAME = "full_name", _("full name")
        POSITION = "position", _("position")
        WORKPLACE = "workplace", _("place of work")
        ADDRESS = "address", _("address of the person")
        MET_ON = "met_on", _("day of the meeting that agreed")
        OWN = "own", _("field of this form only")

    form = models.ForeignKey(OfficialForm, on_delete=models.CASCADE, related_name="fields")
    order = models.PositiveSmallIntegerField(_("order"))
    content = models.CharField(_("content"), max_length=20, choices=Content)
    label = VietnameseCharField(_("label"), max_length=255)
    hint = VietnameseCharField(_("hint"), max_length=500, blank=True)
    required = models.BooleanField(_("required"), default=False)
    least_lines = models.PositiveSmallIntegerField(_("lines, at least"), null=True, blank=True)
    most_lines = models.PositiveSmallIntegerField(_("lines, at most"), null=True, blank=True)

    class Meta:
        ordering = ["order"]
        verbose_name = _("field of a form")
        verbose_name_plural = _("fields of a form")
        constraints = [
            models.UniqueConstraint(fields=["form", "order"], name="form_field_order_once"),
        ]

    def __str__(self) -> str:
        return self.label


def margin(label: Any, default: int) -> models.PositiveSmallIntegerField:
    """Return the field of a page margin in millimetres."""
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(5), MaxValueValidator(60)]
    )


class ListForm(Form):
    """A list of registrations (danh sách), such as M3 grouped by sector and M4 flat."""

    class Grouping(models.TextChoices):
        NONE = "none", _("no groups")
        SECTOR = "sector", _("by sector")

    chosen_as = "list_forms"
    rows_name = "columns"

    grouping = models.CharField(_("grouping of rows"), max_length=20, choices=Grouping, default=Grouping.NONE)
    scheme = models.ForeignKey(
        SectorScheme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("sector scheme"),
        related_name="list_forms",
        help_text=_("Order and wording of the groups; empty for those of the campaign."),
    )
    letterhead = models.BooleanField(
        _("letterhead"),
        default=True,
        help_text=_("The sending unit and “ĐẢNG CỘNG SẢN VIỆT NAM” above the title."),
    )
    recipients = VietnameseTextField(
        _("recipients"), blank=True, help_text=_("The lines under “Nơi nhận:”, one line each.")
    )
    authority = VietnameseCharField(
        _("signed on behalf of"), max_length=255, blank=True, help_text=_("For example “T/M BAN THƯỜNG VỤ”.")
    )
    signer = VietnameseTextField(
        _("signature block"), blank=True, help_text=_("The position of the signer; further lines in italics.")
    )
    margin_top = margin(_("top margin (mm)"), 20)
    margin_bottom = margin(_("bottom margin (mm)"), 20)
    margin_left = margin(_("left margin (mm)"), 20)
    margin_right = margin(_("right margin (mm)"), 15)

    class Meta:
        ordering = ["code", "-valid_from", "pk"]
        verbose_name = _("list form")
        verbose_name_plural = _("list forms")
        constraints = [
            models.UniqueConstraint(
                Coalesce("issuer", 0),
                Coalesce("campaign", 0),
                "code",
                Coalesce("valid_from", models.Value("0001-01-01", output_field=models.DateField())),
                name="list_form_once_per_issuer_code_and_day",
            ),
        ]


class ListColumn(models.Model):
    """A column of a list form. Neighbours with the same `span` stand under one heading of that text."""

    class Content(models.TextChoices):
        STT = "stt", _("number in the group")
        PLACE = "place", _("place of implementation")
        TITLE = "title", _("title of the initiative")
        REGISTRANT = "registrant", _("collective or individual")
        CONTINUING = "continuing", _("time, if continued")
        NEW = "new", _("time, if newly built")
        CONTINUITY = "continuity", _("new or continued")
        PERIOD = "period", _("time of implementation")
        COMPLETION = "completion", _("expected completion")
        GOAL = "goal", _("goal or expected result")
        CONTENT = "content", _("content of implementation")
        SECTOR = "sector", _("sector")
        LEVEL = "level", _("level applied for")
        KIND = "kind", _("kind")
        UNIT = "unit", _("unit")
        STATE = "state", _("state")
        EMPTY = "empty", _("left empty, to be filled in by hand")

    form = models.ForeignKey(ListForm, on_delete=models.CASCADE, related_name="columns")
    order = models.PositiveSmallIntegerField(_("order"))
    content = models.CharField(_("content"), max_length=20, choices=Content)
    label = VietnameseCharField(
        _("label"), max_length=255, help_text=_("{year} and {last_year} are filled in.")
    )
    span = VietnameseCharField(
        _("heading above"),
        max_length=255,
        blank=True,
        help_text=_("Neighbouring columns with the same text share one heading."),
    )
    width = models.PositiveSmallIntegerField(
        _("width (mm)"), default=30, validators=[MinValueValidator(8), MaxValueValidator(150)]
    )

    class Meta:
        ordering = ["order"]
        verbose_name = _("column of a list")
        verbose_name_plural = _("columns of a list")
        constraints = [
            models.UniqueConstraint(fields=["form", "order"], name="list_column_order_once"),
        ]

    def __str__(self) -> str:
        return self.label
