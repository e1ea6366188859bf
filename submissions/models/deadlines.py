"""Dates a campaign binds units to, with the wording of the paper."""

import datetime
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import VietnameseCharField
from .programme import Campaign
from .units import Level, Unit


class Deadline(models.Model):
    """One date of a campaign. The paper's phrase is shown, the last accepted day is reckoned from it."""

    class Step(models.TextChoices):
        REGISTER = "register", _("Registration")
        SELECT = "select", _("Selection for the upper level")
        REVIEW = "review", _("Review and recognition")
        REPORT = "report", _("Report")

    class Bound(models.TextChoices):
        """How the paper binds: “trước ngày”, “chậm nhất ngày”, “trong tháng” (domain c)."""

        BEFORE = "before", _("before the day")
        BY = "by", _("on the day at the latest")
        WITHIN = "within", _("within the month")

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, verbose_name=_("campaign"), related_name="deadlines"
    )
    step = models.CharField(_("step"), max_length=20, choices=Step)
    what = VietnameseCharField(_("what is due"), max_length=255)
    phrase = VietnameseCharField(_("wording of the paper"), max_length=255)
    bound = models.CharField(_("bound"), max_length=10, choices=Bound)
    named_day = models.DateField(
        _("day the paper names"), help_text=_("For “within the month”: any day of it.")
    )
    level = models.ForeignKey(
        Level,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("level"),
        related_name="deadlines",
    )
    unit_type = models.CharField(_("only for units of type"), max_length=30, choices=Unit.Type, blank=True)
    due_on = models.DateField(_("last accepted day"), editable=False)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")

    def __str__(self) -> str:
        return f"{self.what}: {self.phrase}"

    def save(self, *args: object, **kwargs: object) -> None:
        self.due_on = last_accepted_day(self.bound, self.named_day)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def binds(self, unit_type: str, level_id: int) -> bool:
        """Whether a unit of this type, registering for this level, has to keep it."""
        return self.unit_type in ("", unit_type) and self.level_id in (None, level_id)


def registering(deadlines: Iterable[Deadline], unit_type: str, level_id: int) -> Deadline | None:
    """The deadline by which a unit of this type has to register for this level, or None.

    The one for the type of the unit wins over the general one (domain k.10), then the one for the
    level over one for all levels (29-HD/ĐUK: cơ sở before 30/5, Khối before 30/6). Of several the
    last counts.
    """
    due = [one for one in deadlines if one.step == Deadline.Step.REGISTER and one.binds(unit_type, level_id)]
    own = [one for one in due if one.unit_type] or due
    for_level = [one for one in own if one.level_id] or own
    return max(for_level, key=lambda one: one.due_on, default=None)


def last_accepted_day(bound: str, named_day: datetime.date) -> datetime.date:
    """The last day on which a registration is in time.

    “trước ngày D” ends on D - 1, “chậm nhất ngày D” on D, “trong tháng M” on
    the last day of M (domain c, semantics of the wordings).
    """
    if bound == Deadline.Bound.BEFORE:
        return named_day - datetime.timedelta(days=1)
    if bound == Deadline.Bound.WITHIN:
        return (named_day.replace(day=1) + datetime.timedelta(days=32)).replace(day=1) - datetime.timedelta(
            days=1
        )
    return named_day
