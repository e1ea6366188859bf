"""Before anything is imported, a row tells what the import will do with it."""

from typing import Any

import pytest

from submissions.lifecycle import intake
from submissions.lists.foreseeing import Foreseen, foresee
from submissions.lists.layout.rows import Row
from submissions.models import Initiative, Registration
from tests.factories import IndividualFactory, InitiativeFactory, RegistrationFactory, officer_of
from tests.submissions.lists.filled_lists import Portal, portal

pytestmark = pytest.mark.django_db

CELLS = {"title": "C9", "place": "B9", "registrant": "D9", "continuing": "E9", "new": "F9", "goal": "H9"}
State = Registration.State


@pytest.fixture
def here() -> Portal:
    return portal()


def registered(here: Portal, **values: Any) -> Registration:
    initiative = InitiativeFactory(
        unit=here.unit, title="Con đường hoa", place="Thôn Chiên", registrant="Chi đoàn thôn Chiên"
    )
    said = {"state": State.SUBMITTED, "goal": "2 km", "period": "Năm 2024", "continuity": "new"}
    return RegistrationFactory(**said | values, unit=here.unit, campaign=here.campaign, initiative=initiative)


def row_like(registration: Registration, **values: Any) -> Row:
    initiative = registration.initiative
    said: dict[str, Any] = {
        "title": initiative.title,
        "place": initiative.place,
        "registrant": initiative.registrant,
        "kind": initiative.kind,
        "sector": initiative.sector.key,
        "continuity": registration.continuity,
        "period": registration.period,
        "completion": registration.completion,
        "goal": registration.goal,
    }
    return Row(sheet="M3", row=9, cells=CELLS, **said | values)


def only(here: Portal, row: Row) -> Foreseen:
    [foreseen] = foresee([row], here.campaign, here.unit)
    return foreseen


def test_new_unchanged_and_changed(here: Portal) -> None:
    one = registered(here, state=State.RETURNED, reason="Ghi rõ mục tiêu")
    assert only(here, row_like(one, title="Camera an ninh")) == Foreseen("created")
    assert only(here, row_like(one)) == Foreseen("unchanged")
    assert only(here, row_like(one, goal="3 km")) == Foreseen("updated")


def test_what_the_desk_holds_is_refused_cell_by_cell(here: Portal) -> None:
    one = registered(here)
    foreseen = only(here, row_like(one, goal="3 km", continuity="continuing"))
    assert foreseen.outcome == "failed"
    told = {problem.column: problem for problem in foreseen.problems}
    assert set(told) == {"goal", "continuing"}
    assert {(problem.severity, problem.code) for problem in foreseen.problems} == {("refused", "with_desk")}
    assert "H9" in told["goal"].message
    assert "“2 km”" in told["goal"].message
    assert only(here, row_like(one)) == Foreseen("unchanged")


def test_another_person_is_told_at_the_name(here: Portal) -> None:
    one = registered(here)
    Initiative.objects.update(kind=Initiative.Kind.INDIVIDUAL, registrant="")
    one.initiative.refresh_from_db()
    IndividualFactory(initiative=one.initiative, full_name="Nguyễn Văn An")
    foreseen = only(here, row_like(one, registrant="Trần Thị Bình"))
    assert [problem.column for problem in foreseen.problems] == ["registrant"]
    assert "“Nguyễn Văn An”" in foreseen.problems[0].message


def test_a_declined_one_is_refused_too(here: Portal) -> None:
    one = registered(here)
    intake.decline(one, officer_of(here.campaign.issuer), "Không phù hợp")
    assert only(here, row_like(one, goal="3 km")).outcome == "failed"


def test_of_a_row_with_errors_nothing_can_be_told(here: Portal) -> None:
    one = registered(here)
    assert only(here, row_like(one, sector="")) == Foreseen("")
