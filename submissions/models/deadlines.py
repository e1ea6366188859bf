"""Dates a campaign binds units to, with the wording of the paper, and the rules they come from.

A rule is written once (“trong tháng 2 hằng năm”); an override says what one year's paper puts in its
place. When a campaign opens its deadlines are made from them, so that a past year never changes with a
rule (domain c).
"""

import calendar
import datetime
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from .fields import VietnameseCharField
from .programme import Campaign
from .units import Level, Unit

# How many days past a deadline are still counted out.
COUNTED_DAYS = 60


class Step(models.TextChoices):
    """What a unit has to have done by a date."""

    REGISTER = "register", _("Registration")
    SELECT = "select", _("Selection for the upper level")
    REVIEW = "review", _("Review and recognition")
    REPORT = "report", _("Report")
    OTHER = "other", _("Other work")


class Bound(models.TextChoices):
    """How the paper binds: “trước ngày”, “chậm nhất ngày”, “trong tháng”, “hằng năm” (domain c)."""

    BEFORE = "before", _("before the day")
    BY = "by", _("on the day at the latest")
    WITHIN = "within", _("within the month")
    UNDATED = "undated", _("no day named")


class Strength(models.TextChoices):
    """Whether what comes later is late, or only later than hoped for (“vào đầu tháng 5”)."""

    HARD = "hard", _("binding")
    SOFT = "soft", _("for orientation")


class Binding(models.Model):
    """What a deadline and the rule it comes from have in common: what is due, how, and whom it binds."""

    Step = Step
    Bound = Bound
    Strength = Strength

    step = models.CharField(_("step"), max_length=20, choices=Step)
    what = VietnameseCharField(_("what is due"), max_length=255)
    phrase = VietnameseCharField(_("wording of the paper"), max_length=255)
    bound = models.CharField(_("bound"), max_length=10, choices=Bound)
    strength = models.CharField(_("strength"), max_length=10, choices=Strength, default=Strength.HARD)
    level = models.ForeignKey(
        Level,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("level"),
        related_name="%(class)ss",
    )
    unit_type = models.CharField(_("only for units of type"), max_length=30, choices=Unit.Type, blank=True)
    subtree = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("only for this unit and those below it"),
        related_name="+",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.what}: {self.phrase}"


class DeadlineRule(Binding):
    """A date that an issuer sets for every year, every quarter, or one year."""

    class Recurrence(models.TextChoices):
        YEARLY = "yearly", _("every year")
        QUARTERLY = "quarterly", _("every quarter")
        ONCE = "once", _("once")

    issuer = models.ForeignKey(
        Unit, on_delete=models.CASCADE, verbose_name=_("issuer"), related_name="deadline_rules"
    )
    recurrence = models.CharField(
        _("recurrence"), max_length=10, choices=Recurrence, default=Recurrence.YEARLY
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("Only for a date that is set once.")
    )
    month = models.PositiveSmallIntegerField(
        _("month"),
        null=True,
        blank=True,
        choices=[(month, str(month)) for month in range(1, 13)],
        help_text=_("Leave empty for every quarter, and where the paper names no day."),
    )
    day = models.PositiveSmallIntegerField(
        _("day"),
        null=True,
        blank=True,
        choices=[(day, str(day)) for day in range(1, 32)],
        help_text=_("Leave empty for the last day of the month."),
    )
    basis = VietnameseCharField(_("basis paper"), max_length=500, blank=True)

    class Meta:
        ordering = [models.F("month").asc(nulls_last=True), "day", "pk"]
        verbose_name = _("deadline rule")
        verbose_name_plural = _("deadline rules")
        constraints = [
            models.CheckConstraint(
                name="deadline_rule_once_has_year",
                condition=models.Q(recurrence="once", year__isnull=False)
                | (~models.Q(recurrence="once") & models.Q(year__isnull=True)),
            ),
            models.CheckConstraint(
                name="deadline_rule_has_month_where_dated",
                condition=models.Q(bound="undated")
                | models.Q(recurrence="quarterly")
                | models.Q(month__isnull=False),
            ),
        ]

    def days(self, year: int) -> list[datetime.date | None]:
        """Return the days the rule names in a year: one, four for every quarter, [None] for none named.

        Empty when the rule is for another year. A day that the month lacks is its last (29/02).
        """
        if self.recurrence == self.Recurrence.ONCE and self.year != year:
            return []
        if self.bound == Bound.UNDATED:
            return [None]
        if self.recurrence == self.Recurrence.QUARTERLY:
            return [_day_of(year, month, self.day) for month in (3, 6, 9, 12)]
        return [_day_of(year, self.month or 12, self.day)]

    def deadlines_in(self, year: int) -> "list[Deadline]":
        """Return the deadlines the rule sets in a year, unsaved and of no campaign yet.

        The override of the year stands in the place of the rule.
        """
        override = next((one for one in self.overrides.all() if one.year == year), None)
        said = override or self
        days = [override.named_day] if override else self.days(year)
        bound = {field.name: getattr(self, field.name) for field in Binding._meta.local_fields}
        bound |= {"rule": self, "phrase": said.phrase, "bound": said.bound}
        return [Deadline(**bound, named_day=day, due_on=last_accepted_day(said.bound, day)) for day in days]


class DeadlineOverride(models.Model):
    """What one year's paper puts in the place of a rule (“riêng năm 2022 trước ngày 15/7/2022”)."""

    rule = models.ForeignKey(DeadlineRule, on_delete=models.CASCADE, related_name="overrides")
    year = models.PositiveSmallIntegerField(_("year"))
    phrase = VietnameseCharField(_("wording of the paper"), max_length=255)
    bound = models.CharField(_("bound"), max_length=10, choices=Bound)
    named_day = models.DateField(_("day the paper names"))
    basis = VietnameseCharField(_("basis paper"), max_length=500, blank=True)

    class Meta:
        ordering = ["-year"]
        verbose_name = _("yearly exception")
        verbose_name_plural = _("yearly exceptions")
        constraints = [
            models.UniqueConstraint(fields=["rule", "year"], name="deadline_override_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.phrase}"


class Deadline(Binding):
    """One date of a campaign. The paper's phrase is shown, the last accepted day is reckoned from it."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, verbose_name=_("campaign"), related_name="deadlines"
    )
    rule = models.ForeignKey(
        DeadlineRule, on_delete=models.SET_NULL, null=True, editable=False, related_name="deadlines"
    )
    named_day = models.DateField(
        _("day the paper names"),
        null=True,
        blank=True,
        help_text=_("For “within the month”: any day of it. Empty where the paper names no day."),
    )
    due_on = models.DateField(_("last accepted day"), null=True, editable=False)

    class Meta:
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        constraints = [
            models.CheckConstraint(
                name="deadline_names_day_unless_undated",
                condition=models.Q(bound="undated", named_day__isnull=True)
                | (~models.Q(bound="undated") & models.Q(named_day__isnull=False)),
            ),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        self.due_on = last_accepted_day(self.bound, self.named_day)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def is_over(self, today: datetime.date) -> bool:
        """Whether what comes today is late; a date for orientation makes nothing late."""
        return self.strength == Strength.HARD and self.due_on is not None and today > self.due_on

    def binds(self, unit: Unit, level_id: int) -> bool:
        """Whether a unit that registers for this level has to keep it."""
        return (
            self.unit_type in ("", unit.type)
            and self.level_id in (None, level_id)
            and (self.subtree is None or unit.path.startswith(self.subtree.path))
        )


def registering(deadlines: Iterable[Deadline], unit: Unit, level_id: int) -> Deadline | None:
    """The deadline by which a unit has to register for this level, or None.

    The one for the unit's own part of the tree wins over the others, then the one for its type over the
    general one (domain k.10), then the one for the level over one for all levels (29-HD/ĐUK: cơ sở before
    30/5, Khối before 30/6). Of several the last counts. What names no day binds to none.
    """
    due = [
        one
        for one in deadlines
        if one.step == Step.REGISTER and one.due_on is not None and one.binds(unit, level_id)
    ]
    for closer in ("subtree_id", "unit_type", "level_id"):
        due = [one for one in due if getattr(one, closer)] or due
    return max(due, key=lambda one: one.due_on or datetime.date.min, default=None)


def last_accepted_day(bound: str, named_day: datetime.date | None) -> datetime.date | None:
    """The last day on which a registration is in time; None where the paper names no day.

    “trước ngày D” ends on D - 1, “chậm nhất ngày D” on D, “trong tháng M” on
    the last day of M (domain c, semantics of the wordings).
    """
    if named_day is None:
        return None
    if bound == Bound.BEFORE:
        return named_day - datetime.timedelta(days=1)
    if bound == Bound.WITHIN:
        return _day_of(named_day.year, named_day.month, None)
    return named_day


def days_words(due_on: datetime.date, today: datetime.date) -> str:
    """Return how far a day is, in words; long past it is only past."""
    days = (due_on - today).days
    if days == 0:
        return gettext("today is the last day")
    if days > 0:
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    if days < -COUNTED_DAYS:
        return gettext("the deadline has passed")
    return ngettext("%(days)s day past", "%(days)s days past", -days) % {"days": -days}


def _day_of(year: int, month: int, day: int | None) -> datetime.date:
    """The day of a month, or its last day where it has none of that number."""
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, min(day or last, last))
