"""An uploaded list and its rows, from the file to the registrations it made."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import VietnameseCharField
from .programme import Campaign
from .registrations import Registration
from .units import Unit


def private_storage() -> Storage:
    """Files that no address serves: uploads, scans, attachments.

    The storage “private” of the settings; without one, the folder private/ beside MEDIA_ROOT.
    """
    if "private" in settings.STORAGES:
        return storages["private"]
    return FileSystemStorage(location=Path(settings.MEDIA_ROOT).absolute().with_name("private"))


class Batch(models.Model):
    """One uploaded list: the file as it came, what was read from it, what became of it.

    `headers` says how each column of each table was understood: a list of {sheet, position, text, column,
    samples}. `notes` are the problems of the file itself, as a row's `problems`.
    """

    class State(models.TextChoices):
        CHECKED = "checked", _("Waiting for your confirmation")
        IMPORTING = "importing", _("Being imported")
        IMPORTED = "imported", _("Imported")
        DISCARDED = "discarded", _("Discarded")
        UNDONE = "undone", _("Import undone")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, verbose_name=_("unit"), related_name="batches")
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, verbose_name=_("campaign"), related_name="batches"
    )
    file = models.FileField(_("file"), storage=private_storage, upload_to="lists/%Y/%m")
    file_name = VietnameseCharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True, editable=False)
    layout = models.CharField(_("layout"), max_length=20, blank=True)
    list_year = models.PositiveSmallIntegerField(_("year of the list"), null=True)
    headers = models.JSONField(default=list, editable=False)
    notes = models.JSONField(default=list, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.CHECKED, editable=False)
    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    skipped = models.PositiveIntegerField(_("left out"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        verbose_name=_("uploaded by"),
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    imported_at = models.DateTimeField(_("imported at"), null=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("uploaded list")
        verbose_name_plural = _("uploaded lists")
        constraints = [
            models.CheckConstraint(
                name="batch_imported_is_dated",
                condition=models.Q(state__in=["imported", "undone"], imported_at__isnull=False)
                | (~models.Q(state__in=["imported", "undone"]) & models.Q(imported_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="batch_undone_is_dated",
                condition=models.Q(state="undone", undone_at__isnull=False)
                | (~models.Q(state="undone") & models.Q(undone_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class BatchRow(models.Model):
    """One row of an uploaded list as it will be imported, with every problem found in it.

    `values` holds the fields of `submissions.lists.layout.rows.Row` after the clerk's
    corrections, `problems` a list of {column, severity, code, message}. `before` is what a
    registration said before the import changed it, for undoing; None where nothing was changed.
    """

    class Outcome(models.TextChoices):
        CREATED = "created", _("created")
        UPDATED = "updated", _("updated")
        UNCHANGED = "unchanged", _("unchanged")
        SKIPPED = "skipped", _("left out")
        FAILED = "failed", _("failed")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    values = models.JSONField()
    problems = models.JSONField(default=list)
    included = models.BooleanField(_("import this row"), default=True)
    before = models.JSONField(null=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    registration = models.ForeignKey(
        Registration, on_delete=models.SET_NULL, null=True, related_name="batch_rows"
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("row of a list")
        verbose_name_plural = _("rows of a list")
        constraints = [
            models.UniqueConstraint(fields=["batch", "position"], name="batch_row_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.batch} #{self.position}"

    @property
    def has_errors(self) -> bool:
        """Whether a problem keeps the row from being imported."""
        return any(problem["severity"] == "error" for problem in self.problems)
