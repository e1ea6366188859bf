"""Synthetic registrations for trying the portal at size: `load_demo --scale N`.

They are written in bulk, past the doors of `submissions.lifecycle`, which ask the database
several times for each one: here alone, because nobody's registration is concerned. What the
doors would see to is seen to here: the constraints, the days of submission and receipt, the
late flag, the numbers of the book. Synthetic records have no log until their desk consolidates
some of them, through its door.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Max

from submissions.lifecycle import intake
from submissions.lists.consolidating import make_list, subject_of
from submissions.models import (
    Campaign,
    Individual,
    Initiative,
    Level,
    ListForm,
    Membership,
    OfficialForm,
    Registration,
    Sector,
    Unit,
)
from submissions.models.initiatives import title_key

from .campaigns import TAN_YEN_SLUG, THAI_NGUYEN_SLUG
from .clock import clock_at
from .scale_pages import add_pages
from .scale_text import MARK, goal_of, place_of, registrant_of, sector_of, title_of

State = Registration.State

UNIT_PREFIX = "thu-"
UNITS_PER_DESK = 100
SENDING_UNITS = 83
"""So many of them register; the others have a clerk and are missing."""
DAYS = 9
"""Over so many days after the opening of a campaign its registrations come in."""

STATES = (
    State.RECEIVED,
    State.SUBMITTED,
    State.RECEIVED,
    State.DRAFT,
    State.RECEIVED,
    State.RETURNED,
    State.RECEIVED,
    State.SUBMITTED,
    State.DECLINED,
    State.CONSOLIDATED,
    State.RECEIVED,
    State.SUBMITTED,
    State.DUPLICATE,
    State.CONSOLIDATED,
    State.RECEIVED,
    State.SUBMITTED,
    State.WITHDRAWN,
)
"""Their number has no divisor in common with that of sectors, units and days, so that all pairs occur."""

REASONS = {
    State.RETURNED: "Đề nghị ghi rõ địa chỉ, mục tiêu và thời gian hoàn thành.",
    State.DECLINED: "Nội dung trùng với mô hình đã đăng ký; đề nghị thực hiện chung.",
}
EVERY_INDIVIDUAL = 13
EVERY_LIST = 3
"""Every third registration came in on a list, the others on a form."""
BATCH = 500


@dataclass(frozen=True)
class Call:
    """A campaign that receives synthetic registrations; `opened` is an ISO day."""

    slug: str
    opened: str
    unit_name: str
    unit_type: str


CALLS = (
    Call(TAN_YEN_SLUG, "2024-02-20", "Đảng ủy xã thử nghiệm {}", Unit.Type.COMMUNE),
    Call(THAI_NGUYEN_SLUG, "2024-04-22", "Chi bộ thử nghiệm {}", Unit.Type.PARTY_CELL),
)


@transaction.atomic
def load_scale(wanted: int, by: User) -> None:
    """Bring the synthetic registrations to `wanted` and the synthetic pages to a tenth of that.

    Those that stand are left alone, and nothing is taken away when there are more.
    """
    standing = Registration.objects.filter(unit__code__startswith=UNIT_PREFIX).count()
    if standing < wanted:
        for offset, call in enumerate(CALLS):
            first = standing + (offset - standing) % len(CALLS)
            _Desk(call, by).add(range(first, wanted, len(CALLS)))
    add_pages(wanted // 10, by)


class _Desk:
    """Adds the registrations of one campaign."""

    def __init__(self, call: Call, by: User) -> None:
        self.call = call
        self.by = by
        self.campaign = Campaign.objects.select_related("issuer").get(slug=call.slug)
        self.level = Level.objects.get(code="co-so")
        self.units = self._units()
        self.to_consolidate: list[int] = []
        self.forms = OfficialForm.objects.serving(self.campaign)
        self.sectors = {sector.key: sector for sector in Sector.objects.all()}
        booked = Registration.objects.filter(campaign=self.campaign, receiver=self.campaign.issuer)
        self.original = booked.filter(state__in=Registration.BOOKED_STATES).first()
        self.book_number = booked.aggregate(last=Max("book_number"))["last"] or 0

    def add(self, numbers: range) -> None:
        """Add the registrations with these numbers, day by day."""
        opened = datetime.date.fromisoformat(self.call.opened)
        for day, of_day in groupby(sorted(numbers, key=_day_of), key=_day_of):
            with clock_at((opened + datetime.timedelta(days=day)).isoformat()) as now:
                late = intake.is_late(self.campaign, self.units[0], self.level.pk)
                for chunk in _chunks(list(of_day)):
                    self._write(chunk, now, late)

        self._consolidate(opened + datetime.timedelta(days=DAYS))

    def _consolidate(self, day: datetime.date) -> None:
        """Put what is to be consolidated into the next list of the desk."""
        if not self.to_consolidate:
            return
        with clock_at(day.isoformat()):
            make_list(
                Registration.objects.filter(pk__in=self.to_consolidate),
                self.by,
                desk=self.campaign.issuer,
                campaign=self.campaign,
                form=ListForm.objects.serving(self.campaign)[0],
                subject=subject_of(self.campaign),
                addressee=self.campaign.issuer.get_parent().name,
                names_persons=False,
            )

    def _write(self, numbers: list[int], now: datetime.datetime, late: bool) -> None:
        initiatives = Initiative.objects.bulk_create(map(self._initiative, numbers))
        Individual.objects.bulk_create(
            Individual(initiative=initiative, full_name="Một hội viên (không nêu tên)")
            for initiative in initiatives
            if initiative.kind == Initiative.Kind.INDIVIDUAL
        )
        written = [
            self._registration(number, initiative, now, late)
            for number, initiative in zip(numbers, initiatives, strict=True)
        ]
        Registration.objects.bulk_create(one for one in written if one.state != State.DUPLICATE)
        self.original = next((one for one in written if one.state == State.RECEIVED), self.original)
        duplicates = [one for one in written if one.state == State.DUPLICATE]
        for one in duplicates:
            one.duplicate_of = self.original
        Registration.objects.bulk_create(duplicates)
        self.to_consolidate += [
            one.pk
            for number, one in zip(numbers, written, strict=True)
            if _state_of(number) == State.CONSOLIDATED
        ]

    def _initiative(self, number: int) -> Initiative:
        is_individual = number % EVERY_INDIVIDUAL == 0
        unit = self._unit(number)
        title = title_of(number)
        return Initiative(
            title=title,
            title_key=title_key(title),
            kind=Initiative.Kind.INDIVIDUAL if is_individual else Initiative.Kind.COLLECTIVE,
            sector=self.sectors[sector_of(number)],
            unit=unit,
            unit_name=unit.name,
            registrant="" if is_individual else registrant_of(number),
            place=place_of(number).capitalize(),
        )

    def _registration(
        self, number: int, initiative: Initiative, now: datetime.datetime, late: bool
    ) -> Registration:
        # What is to be consolidated is received first; the door does the rest.
        state = State.RECEIVED if _state_of(number) == State.CONSOLIDATED else _state_of(number)
        sent = state not in (State.DRAFT, State.WITHDRAWN)
        received = state == State.RECEIVED
        form = self._form(number, initiative)
        self.book_number += received
        return Registration(
            initiative=initiative,
            campaign=self.campaign,
            unit=initiative.unit,
            receiver=self.campaign.issuer,
            level=self.level,
            continuity=Registration.Continuity.CONTINUING if number % 5 == 0 else Registration.Continuity.NEW,
            content=f"{MARK}.",
            period="Từ năm 2023" if number % 5 == 0 else "Năm 2024",
            completion="Thường xuyên" if number % 5 == 0 else "Tháng 12/2024",
            goal=goal_of(number),
            form=form,
            source=Registration.Source.FORM if form else Registration.Source.LIST,
            state=state,
            reason=REASONS.get(state, ""),
            late=sent and late,
            book_number=self.book_number if received else None,
            created_by=self.by,
            submitted_at=now if sent else None,
            received_at=now if received else None,
        )

    def _unit(self, number: int) -> Unit:
        return self.units[number // len(CALLS) % SENDING_UNITS]

    def _form(self, number: int, initiative: Initiative) -> OfficialForm | None:
        """The form of a registration, one of those for its kind in turn; None when it came on a list."""
        forms = [form for form in self.forms if form.kind in ("", initiative.kind)]
        if number % EVERY_LIST == 0 or not forms:
            return None
        return forms[number // len(CALLS) % len(forms)]

    def _units(self) -> list[Unit]:
        """The synthetic units below the campaign's issuer, each with a clerk; the missing ones are added."""
        prefix = f"{UNIT_PREFIX}{self.call.slug}-"
        standing = set(Unit.objects.filter(code__startswith=prefix).values_list("code", flat=True))
        for index in range(1, UNITS_PER_DESK + 1):
            code = f"{prefix}{index:02}"
            if code not in standing:
                unit = Unit.objects.get(pk=self.campaign.issuer_id).add_child(
                    code=code,
                    name=self.call.unit_name.format(index),
                    type=self.call.unit_type,
                    level=self.level,
                )
                _add_clerk(unit)
        return list(Unit.objects.filter(code__startswith=prefix).order_by("code"))


def _add_clerk(unit: Unit) -> None:
    """Give a unit a person who is reminded of what is due; nobody can sign in as that person.

    No e-mail reaches the address (RFC 2606).
    """
    clerk = User(username=unit.code, first_name="Cán bộ", email=f"{unit.code}@demo.invalid")
    clerk.set_unusable_password()
    clerk.save()
    clerk.groups.add(Group.objects.get(name="Đơn vị"))
    Membership.objects.create(user=clerk, unit=unit, role=Membership.Role.CLERK)


def _state_of(number: int) -> State:
    return STATES[number // len(CALLS) % len(STATES)]


def _day_of(number: int) -> int:
    return number // len(CALLS) % DAYS


def _chunks(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]
