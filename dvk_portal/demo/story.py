"""What became of the registrations: every step goes through its door, by the person whose step it is.

The campaign of Tân Yên stays open and accepts late registrations, so that the unit area can
be tried; that of Thái Nguyên closes after its yearly report.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import User

from submissions.lifecycle import intake, programme, recognition
from submissions.models import Campaign, Decision, Initiative, Level, Recognition, Registration, Sector, Unit

from .campaigns import TAN_YEN_SLUG, THAI_NGUYEN_SLUG, add_tan_yen, add_thai_nguyen
from .clock import clock_at
from .initiatives import InitiativeData, Outcome, initiatives_of
from .paper_data import TAN_YEN_LETTER, THAI_NGUYEN_GUIDANCE

Honour = Recognition.Honour
Told = tuple[InitiativeData, Recognition]

CLERKS = {"tan-yen-cao-xa": "donvi1", "tan-yen-nha-nam": "donvi2"}

HELD_BACK = (Outcome.DRAFT, Outcome.SUBMITTED, Outcome.RETURNED, Outcome.DECLINED, Outcome.WITHDRAWN)
"""The outcomes of a registration that is not received."""

MENTIONED = "Mô hình có thật, đã được công bố; đưa vào đợt đăng ký này để minh họa."
PROPOSAL = "Đáp ứng tiêu chí, tiêu chuẩn; có khả năng nhân rộng (nội dung minh họa)."
APPRAISAL = "Đã kiểm tra thực tế; tập thể đơn vị thống nhất đề nghị (nội dung minh họa)."


@dataclass(frozen=True)
class CampaignStory:
    """One campaign from its opening to its decisions; days are ISO, `closed` is empty while it stays open.

    Decision numbers end in “(minh họa)”: no such paper exists.
    """

    slug: str
    paper_slug: str
    add: Callable[[], Campaign]
    opened: str
    received: str
    proposed: str
    decided: str
    honoured: str
    symbol: str
    signer_title: str
    closed: str = ""


STORIES = (
    CampaignStory(
        slug=TAN_YEN_SLUG,
        paper_slug=TAN_YEN_LETTER.slug,
        add=add_tan_yen,
        opened="2024-02-20",
        received="2024-03-01",
        proposed="2024-09-16",
        decided="2024-10-15",
        honoured="2024-11-20",
        symbol="QĐ/HU (minh họa)",
        signer_title="T/M BAN THƯỜNG VỤ",
    ),
    CampaignStory(
        slug=THAI_NGUYEN_SLUG,
        paper_slug=THAI_NGUYEN_GUIDANCE.slug,
        add=add_thai_nguyen,
        opened="2024-04-22",
        received="2024-06-03",
        proposed="2024-10-07",
        decided="2024-10-28",
        honoured="2024-11-25",
        symbol="QĐ/ĐUK (minh họa)",
        signer_title="T/M BAN THƯỜNG VỤ",
        closed="2024-12-10",
    ),
)

REVOKED_ON = "2025-03-10"


class Teller:
    """Tells one campaign; the people act by their user names."""

    def __init__(self, story: CampaignStory, campaign: Campaign, people: dict[str, User]) -> None:
        self.story = story
        self.campaign = campaign
        self.people = people
        self.officer, self.leader = people["chuyenvien"], people["lanhdao"]
        self.sectors = {sector.key: sector for sector in Sector.objects.all()}
        self.levels = {level.code: level for level in Level.objects.all()}

    def tell(self) -> list[Recognition]:
        """Tell it all and return the recognitions that become exemplar pages, in the order of the table."""
        with clock_at(self.story.opened):
            programme.open_campaign(self.campaign, self.people["bientap"])
        registrations = [(data, self.register(data)) for data in initiatives_of(self.story.slug)]
        received = [pair for pair in registrations if pair[0].outcome not in HELD_BACK]
        with clock_at(self.story.received):
            for _, registration in received:
                intake.receive(registration, self.officer)
        proposed = self.propose([pair for pair in received if pair[0].outcome != Outcome.RECEIVED])
        recognised = self.decide(proposed)
        shown = self.honour(recognised)
        if self.story.closed:
            with clock_at(self.story.closed):
                programme.close_campaign(self.campaign, self.officer)
        return shown

    def register(self, data: InitiativeData) -> Registration:
        """Draft, submit and, where the story says so, return, decline or withdraw one registration."""
        by = self.people[CLERKS.get(data.unit, "chuyenvien")]
        with clock_at(data.day):
            registration = self.draft(data, by)
            if data.outcome == Outcome.DRAFT:
                return registration
            registration = intake.submit(registration, by)
        with clock_at(data.day, hour=15):
            if data.outcome == Outcome.RETURNED:
                return intake.send_back(registration, self.officer, data.reason)
            if data.outcome == Outcome.DECLINED:
                return intake.decline(registration, self.officer, data.reason)
            if data.outcome == Outcome.WITHDRAWN:
                return intake.withdraw(registration, by, note="Đơn vị đề nghị rút để hoàn thiện nội dung.")
        return registration

    def draft(self, data: InitiativeData, by: User) -> Registration:
        entry = intake.Entry(
            title=data.title,
            sector=self.sectors[data.sector],
            kind=Initiative.Kind.INDIVIDUAL if data.individual else Initiative.Kind.COLLECTIVE,
            continuity=Registration.Continuity.CONTINUING
            if data.is_continuing
            else Registration.Continuity.NEW,
            place=data.place,
            registrant=data.registrant,
            period=data.since or "Năm 2024",
            completion=data.completion,
            goal=data.goal,
            content=MENTIONED,
            person=intake.Person(full_name="Một hội viên (không nêu tên)") if data.individual else None,
        )
        by_unit = by.username in CLERKS.values()
        registration = intake.draft(
            entry,
            unit=Unit.objects.get(code=data.unit),
            campaign=self.campaign,
            by=by,
            source=Registration.Source.FORM if by_unit else Registration.Source.DESK,
            level=self.levels[data.level],
        )
        if not by_unit:
            # The true origin stays visible; the unit that registers stands on the registration.
            registration.initiative.unit_name = data.origin
            registration.initiative.save()
        return registration

    def propose(self, pairs: list[tuple[InitiativeData, Registration]]) -> list[Told]:
        with clock_at(self.story.proposed):
            proposed = [
                (data, recognition.propose(registration, self.officer, proposal=PROPOSAL))
                for data, registration in pairs
            ]
        with clock_at(self.story.proposed, hour=16):
            for data, row in proposed:
                if data.outcome != Outcome.PROPOSED:
                    recognition.appraise(row, self.officer, APPRAISAL)
        return [pair for pair in proposed if pair[0].outcome not in (Outcome.PROPOSED, Outcome.APPRAISED)]

    def decide(self, pairs: list[Told]) -> list[Told]:
        """Decline, decide and publish; return those that stand published."""
        with clock_at(self.story.decided):
            for data, row in pairs:
                if data.outcome == Outcome.NOT_RECOGNISED:
                    recognition.decline(row, self.leader, data.reason)
            waiting = [row for data, row in pairs if data.outcome == Outcome.DECIDED]
            if waiting:
                self.decree("03", "công nhận mô hình “Dân vận khéo” năm 2024 (bổ sung)", waiting)
            published = [
                (data, row)
                for data, row in pairs
                if data.outcome in (Outcome.REVOKED, Outcome.RECOGNISED, Outcome.EXEMPLAR)
            ]
            term = self.term()
            decision = self.decree(
                "01", f"{term} mô hình “Dân vận khéo” năm 2024", [row for _, row in published]
            )
            recognition.publish(decision, self.leader)
        with clock_at(REVOKED_ON):
            for data, row in published:
                if data.outcome == Outcome.REVOKED:
                    paper = f"04-{self.story.symbol}, ngày 10/03/2025"
                    recognition.revoke(row, self.leader, data.reason, paper)
        return [pair for pair in published if pair[0].outcome != Outcome.REVOKED]

    def honour(self, pairs: list[Told]) -> list[Recognition]:
        """Raise some recognised initiatives to exemplars; return what goes to the public for each."""
        shown: list[Recognition] = []
        with clock_at(self.story.honoured):
            for data, row in pairs:
                if data.outcome == Outcome.EXEMPLAR:
                    shown.append(self.propose_exemplar(row.registration))
                else:
                    shown.append(row)
            exemplars = [row for row in shown if row.honour == Honour.EXEMPLAR]
            subject = f"{self.term()} điển hình “Dân vận khéo” năm 2024"
            recognition.publish(self.decree("02", subject, exemplars), self.leader)
        return shown

    def propose_exemplar(self, registration: Registration) -> Recognition:
        row = recognition.propose(registration, self.officer, honour=Honour.EXEMPLAR, proposal=PROPOSAL)
        return recognition.appraise(row, self.officer, APPRAISAL)

    def decree(self, number: str, subject: str, rows: list[Recognition]) -> Decision:
        """Write a demonstration decision of the issuer and decide the recognitions by it."""
        decision = Decision.objects.create(
            issuer=self.campaign.issuer,
            number=f"{number}-{self.story.symbol}",
            date=datetime.date.fromisoformat(self.story.honoured if number == "02" else self.story.decided),
            subject=f"Quyết định {subject} (minh họa)",
            signer_title=self.story.signer_title,
        )
        for row in rows:
            recognition.decide(row, self.leader, decision)
        return decision

    def term(self) -> str:
        """The issuer's own word: công nhận or xác nhận (domain k.8)."""
        confirms = self.campaign.issuer.recognition_term == Unit.RecognitionTerm.CONFIRM
        return "xác nhận" if confirms else "công nhận"


def missing_stories() -> list[CampaignStory]:
    """The stories whose campaign does not stand yet; a campaign that stands is never told again."""
    standing = set(Campaign.objects.values_list("slug", flat=True))
    return [story for story in STORIES if story.slug not in standing]
