"""Records for tests; the constraints of the database keep every one of them possible."""

import datetime
from typing import Any

import factory
from django.contrib.auth.models import Group, User
from django.utils import timezone

from submissions.models import (
    Attachment,
    Campaign,
    ConsolidatedList,
    Deadline,
    DeadlineRule,
    Decision,
    FormField,
    Individual,
    Initiative,
    Invitation,
    LatePermit,
    Level,
    ListColumn,
    ListForm,
    Mail,
    Membership,
    Notice,
    OfficialForm,
    Quota,
    Recognition,
    Registration,
    Sector,
    SectorScheme,
    SectorWording,
    Unit,
)

EDITORS, OFFICERS, DECIDERS, UNITS, VIEWERS = (
    "Biên tập viên",
    "Chuyên viên",
    "Hội đồng / lãnh đạo",
    "Đơn vị",
    "Theo dõi",
)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi-{n}")
    password = factory.django.Password("mat-khau-thu-nghiem")


def user_in(group: str, unit: Unit | None = None, role: str = Membership.Role.DESK, **fields: Any) -> User:
    """A user in the named group, serving `unit` in `role` when a unit is given."""
    user = UserFactory(**fields)
    user.groups.add(Group.objects.get(name=group))
    if unit:
        Membership.objects.create(user=user, unit=unit, role=role)
    return user


def clerk_of(unit: Unit, **fields: Any) -> User:
    return user_in(UNITS, unit, Membership.Role.CLERK, **fields)


def officer_of(unit: Unit, **fields: Any) -> User:
    return user_in(OFFICERS, unit, **fields)


def decider_of(unit: Unit, **fields: Any) -> User:
    return user_in(DECIDERS, unit, **fields)


def level(code: str = "co-so") -> Level:
    return Level.objects.get(code=code)


def sector(key: str = "economy") -> Sector:
    return Sector.objects.get(key=key)


class UnitFactory(factory.django.DjangoModelFactory):
    """A unit; give `parent=` to put it below another, `receives=True` for a desk."""

    class Meta:
        model = Unit

    name = factory.Sequence(lambda n: f"Đảng ủy xã số {n}")
    code = factory.Sequence(lambda n: f"don-vi-{n}")
    type = Unit.Type.COMMUNE
    level = factory.LazyFunction(level)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, parent: Unit | None = None, **kwargs: Any) -> Unit:
        if parent:
            return Unit.objects.get(pk=parent.pk).add_child(**kwargs)
        return Unit.add_root(**kwargs)


class DeskFactory(UnitFactory):
    """A district committee with a registry desk."""

    name = factory.Sequence(lambda n: f"Huyện ủy số {n}")
    code = factory.Sequence(lambda n: f"huyen-uy-{n}")
    type = Unit.Type.PARTY_COMMITTEE
    level = factory.LazyFunction(lambda: level("huyen"))
    receives = True
    desk_name = "Ban Dân vận Huyện ủy"
    confirming_body = "Ban Thường vụ Huyện ủy"


class SectorSchemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SectorScheme
        skip_postgeneration_save = True

    issuer = factory.SubFactory(DeskFactory)
    name = "Mẫu M3"

    @factory.post_generation
    def wordings(obj: SectorScheme, create: bool, extracted: Any, **kwargs: Any) -> None:
        for order, row in enumerate(Sector.objects.all(), start=1):
            SectorWording.objects.create(scheme=obj, sector=row, label=row.name, order=order)


class CampaignFactory(factory.django.DjangoModelFactory):
    """An open campaign without a deadline; `issuer` is a desk."""

    class Meta:
        model = Campaign

    title = factory.Sequence(lambda n: f"Dân vận khéo năm 2024 ({n})")
    slug = factory.Sequence(lambda n: f"dot-{n}")
    year = 2024
    issuer = factory.SubFactory(DeskFactory)
    scheme = factory.SubFactory(SectorSchemeFactory, issuer=factory.SelfAttribute("..issuer"))
    basis = "Công văn số -CV/HU, tháng 02/2024"
    state = Campaign.State.OPEN


class DeadlineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Deadline

    campaign = factory.SubFactory(CampaignFactory)
    step = Deadline.Step.REGISTER
    what = "Đăng ký mô hình"
    phrase = "chậm nhất ngày 27/02/2024"
    bound = Deadline.Bound.BY
    named_day = datetime.date(2024, 2, 27)


class DeadlineRuleFactory(factory.django.DjangoModelFactory):
    """Registration within February, every year."""

    class Meta:
        model = DeadlineRule

    issuer = factory.SubFactory(DeskFactory)
    step = Deadline.Step.REGISTER
    what = "Đăng ký mô hình"
    phrase = "trong tháng 2"
    bound = Deadline.Bound.WITHIN
    month = 2


class QuotaFactory(factory.django.DjangoModelFactory):
    """An advisory quota for every unit; give `minimum=`, `maximum=` and what it is narrowed to."""

    class Meta:
        model = Quota

    campaign = factory.SubFactory(CampaignFactory)
    phrase = "mỗi đơn vị đăng ký ít nhất 01 nội dung"


class LatePermitFactory(factory.django.DjangoModelFactory):
    """One late registration of a unit below the campaign's issuer, for a week from today."""

    class Meta:
        model = LatePermit

    campaign = factory.SubFactory(CampaignFactory)
    unit = factory.LazyAttribute(lambda o: UnitFactory(parent=o.campaign.issuer))
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=7))
    note = "Đơn vị có văn bản đề nghị"


class InitiativeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Initiative

    title = factory.Sequence(lambda n: f"Thắp sáng đường quê {n}")
    kind = Initiative.Kind.COLLECTIVE
    sector = factory.LazyFunction(sector)
    unit = factory.SubFactory(UnitFactory)
    unit_name = factory.LazyAttribute(lambda initiative: initiative.unit.name)
    registrant = "Đoàn Thanh niên xã"
    place = "Thôn Chiên"


class IndividualFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Individual

    initiative = factory.SubFactory(InitiativeFactory, kind=Initiative.Kind.INDIVIDUAL, registrant="")
    full_name = "Người Đăng Ký Thử"


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A registration in any state: `RegistrationFactory(state=Registration.State.RECEIVED)`.

    The unit stands below the campaign's issuer, which is its desk.
    """

    class Meta:
        model = Registration

    class Params:
        title = factory.Sequence(lambda n: f"Thắp sáng đường quê {n}")

    campaign = factory.SubFactory(CampaignFactory)
    unit = factory.LazyAttribute(lambda o: UnitFactory(parent=o.campaign.issuer))
    receiver = factory.SelfAttribute("campaign.issuer")
    initiative = factory.SubFactory(
        InitiativeFactory, title=factory.SelfAttribute("..title"), unit=factory.SelfAttribute("..unit")
    )
    level = factory.LazyFunction(level)
    continuity = Registration.Continuity.NEW
    period = "Năm 2024"
    goal = "100% hộ tham gia"
    source = Registration.Source.LIST
    state = Registration.State.DRAFT
    reason = factory.LazyAttribute(
        lambda o: (
            "Bổ sung mục tiêu"
            if o.state in (Registration.State.RETURNED, Registration.State.DECLINED)
            else ""
        )
    )
    submitted_at = factory.LazyAttribute(
        lambda o: None if o.state == Registration.State.DRAFT else timezone.now()
    )
    received_at = factory.LazyAttribute(
        lambda o: timezone.now() if o.state in Registration.BOOKED_STATES else None
    )
    book_number = factory.LazyAttribute(
        lambda o: (
            Registration.objects.filter(campaign=o.campaign).count() + 1
            if o.state in Registration.BOOKED_STATES
            else None
        )
    )
    duplicate_of = factory.LazyAttribute(
        lambda o: (
            RegistrationFactory(campaign=o.campaign, state=Registration.State.SUBMITTED)
            if o.state == Registration.State.DUPLICATE
            else None
        )
    )


class AttachmentFactory(factory.django.DjangoModelFactory):
    """A signed scan of a registration, with the least of a file behind it."""

    class Meta:
        model = Attachment

    registration = factory.SubFactory(RegistrationFactory)
    kind = Attachment.Kind.SIGNED
    file = factory.django.FileField(filename="ban-ky.pdf", data=b"%PDF-1.4")
    file_name = "ban-ky.pdf"
    content_type = "application/pdf"
    size = 8


class DecisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Decision

    issuer = factory.SubFactory(DeskFactory)
    number = factory.Sequence(lambda n: f"{n + 1}-QĐ/HU")
    date = datetime.date(2024, 10, 15)
    published_at = factory.LazyAttribute(
        lambda o: timezone.now() if o.state == Decision.State.PUBLISHED else None
    )
    state = Decision.State.PENDING


class RecognitionFactory(factory.django.DjangoModelFactory):
    """A recognition in any state; the decision follows the state."""

    class Meta:
        model = Recognition

    registration = factory.SubFactory(RegistrationFactory, state=Registration.State.RECEIVED)
    honour = Recognition.Honour.INITIATIVE
    level = factory.SelfAttribute("registration.level")
    body = factory.SelfAttribute("registration.receiver")
    state = Recognition.State.PROPOSED
    proposed_by = factory.SubFactory(UserFactory)
    decision = factory.LazyAttribute(
        lambda o: {
            Recognition.State.DECIDED: lambda: DecisionFactory(issuer=o.body),
            Recognition.State.PUBLISHED: lambda: DecisionFactory(
                issuer=o.body, state=Decision.State.PUBLISHED
            ),
            Recognition.State.REVOKED: lambda: DecisionFactory(issuer=o.body, state=Decision.State.PUBLISHED),
        }.get(o.state, lambda: None)()
    )
    reason = factory.LazyAttribute(
        lambda o: (
            "Chưa đủ điều kiện" if o.state in (Recognition.State.DECLINED, Recognition.State.REVOKED) else ""
        )
    )


class OfficialFormFactory(factory.django.DjangoModelFactory):
    """A form of an issuer; `contents` are those of its fields, in their order."""

    class Meta:
        model = OfficialForm
        skip_postgeneration_save = True

    issuer = factory.SubFactory(DeskFactory)
    code = factory.Sequence(lambda n: f"B{n}")
    name = "Bản đăng ký của tập thể"
    title = "BẢN ĐĂNG KÝ\nXây dựng mô hình “Dân vận khéo” năm {year}"
    lead = "Thực hiện {basis}; {unit} đăng ký như sau:"

    @factory.post_generation
    def contents(obj: OfficialForm, create: bool, extracted: Any, **kwargs: Any) -> None:
        for order, content in enumerate(extracted or ("title", "goal"), start=1):
            label = FormField.Content(content).label.capitalize()
            FormField.objects.create(form=obj, order=order, content=content, label=label)


class ListFormFactory(factory.django.DjangoModelFactory):
    """A list of an issuer; `contents` are those of its columns, in their order."""

    class Meta:
        model = ListForm
        skip_postgeneration_save = True

    issuer = factory.SubFactory(DeskFactory)
    code = factory.Sequence(lambda n: f"D{n}")
    name = "Danh sách đăng ký"
    title = "DANH SÁCH ĐĂNG KÝ NĂM {year}"

    @factory.post_generation
    def contents(obj: ListForm, create: bool, extracted: Any, **kwargs: Any) -> None:
        for order, content in enumerate(extracted or ("stt", "title", "place"), start=1):
            label = {"stt": "STT", "title": "Tên mô hình", "place": "Địa điểm"}.get(content, content)
            ListColumn.objects.create(form=obj, order=order, content=content, label=label)


class MailFactory(factory.django.DjangoModelFactory):
    """An e-mail about a unit, which could not be sent unless another state is given."""

    class Meta:
        model = Mail

    person = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    address = factory.Sequence(lambda n: f"nguoi-{n}@example.vn")
    subject = factory.Sequence(lambda n: f"Nhắc gửi đăng ký {n}")
    text = "Còn 3 ngày"
    html = "<p>Còn 3 ngày</p>"
    state = Mail.State.FAILED
    attempts = 5
    sent_at = factory.LazyAttribute(lambda o: timezone.now() if o.state == Mail.State.SENT else None)


class NoticeFactory(factory.django.DjangoModelFactory):
    """A notice that the person has not read."""

    class Meta:
        model = Notice

    person = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    event = Notice.Event.REMINDER
    key = factory.Sequence(lambda n: f"nhac-{n}")
    subject = factory.Sequence(lambda n: f"Nhắc gửi đăng ký {n}")
    text = "Còn 3 ngày"


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation of a clerk who has no password yet; give `unit=` to say of which unit."""

    class Meta:
        model = Invitation

    class Params:
        unit = factory.SubFactory(UnitFactory)

    membership = factory.LazyAttribute(
        lambda o: Membership.objects.create(
            user=UserFactory(password=None), unit=o.unit, role=Membership.Role.CLERK
        )
    )
    mail = factory.LazyAttribute(lambda o: MailFactory(person=o.membership.user, unit=o.unit))
    digest = factory.Sequence(lambda n: f"{n:064x}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=14))


class ConsolidatedListFactory(factory.django.DjangoModelFactory):
    """A list of a desk without rows and files; the door makes those."""

    class Meta:
        model = ConsolidatedList

    campaign = factory.SubFactory(CampaignFactory)
    desk = factory.SelfAttribute("campaign.issuer")
    form = factory.SubFactory(ListFormFactory, issuer=factory.SelfAttribute("..desk"))
    number = factory.Sequence(lambda n: n + 1)
    count = 1
