"""After a change only the rows are checked again that it can have a say in; it comes to the same."""

import random
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from submissions.lists import checking, corrections
from submissions.models import Batch, BatchRow, Registration
from tests.factories import CampaignFactory, InitiativeFactory, RegistrationFactory
from tests.submissions.lists.filled_lists import GOOD, Portal, portal

pytestmark = pytest.mark.django_db

TITLES = (
    "Con đường hoa",
    "Làm con đường hoa",
    "Con đường hoa số 1",
    "Camera an ninh",
    "Camera an  ninh.",
    "Không dải vàng mã khi đưa tang",
    "Không rải vàng mã khi đưa tang",
    "",
)
PLACES = ("Thôn Chiên", "thôn chiên", "Thôn Trại", "")
REGISTRANTS = (
    "Chi đoàn thôn Chiên",
    "Tập thể: Chi đoàn thôn Chiên",
    "Chi hội Phụ nữ",
    "Ông Nguyễn Văn An",
    "",
)
GOALS = ("Một trăm hộ", "Hai trăm hộ")


@pytest.fixture
def here() -> Portal:
    return portal()


def known_registrations(here: Portal, chance: random.Random) -> list[Registration]:
    """Register some of the same this year, in every state, and the year before."""
    last_year = CampaignFactory(issuer=here.campaign.issuer, year=here.campaign.year - 1)
    states = [Registration.State.SUBMITTED, Registration.State.DRAFT]
    return [
        RegistrationFactory(
            unit=here.unit,
            campaign=chance.choice([here.campaign, last_year]),
            state=chance.choice(states),
            initiative__unit=here.unit,
            initiative__title=chance.choice(TITLES[:-1]),
            initiative__place=chance.choice(PLACES[:-1]),
            initiative__registrant=chance.choice(REGISTRANTS[:3]),
        )
        for _number in range(12)
    ]


def spoilt_batch(here: Portal, chance: random.Random) -> Batch:
    """A waiting list of which many rows mean the same."""
    batch = here.upload([{**GOOD[0], "title": f"Mô hình {number}"} for number in range(30)])
    codes = [registration.code for registration in known_registrations(here, chance)]
    rows = list(batch.rows.all())
    for row in rows:
        row.values |= cells(chance) | {"code": chance.choice(["", "", "", *codes])}
    BatchRow.objects.bulk_update(rows, ["values"])
    checking.check_again(batch)
    return batch


def cells(chance: random.Random) -> dict[str, str]:
    return {
        "title": chance.choice(TITLES),
        "place": chance.choice(PLACES),
        "registrant": chance.choice(REGISTRANTS),
        "goal": chance.choice(GOALS),
        "continuity": chance.choice(["new", "continuing", ""]),
    }


def told(batch: Batch) -> list[Any]:
    return [
        (row.position, row.included, row.problems, row.values[checking.FORESEEN]) for row in batch.rows.all()
    ]


def change(batch: Batch, by: User, chance: random.Random) -> str:
    """Do one thing that a clerk may do on the preview page."""
    positions = chance.sample(range(1, 31), chance.choice([1, 1, 1, 5]))
    what = chance.choice(["correct", "correct", "include", "different", "set"])
    if what == "correct":
        corrections.correct_many(batch, {position: cells(chance) for position in positions}, by)
    elif what == "include":
        corrections.include_many(batch, positions, chance.choice([True, False]), by)
    elif what == "different":
        corrections.call_different(batch, positions[0], by)
    else:
        corrections.set_cells(batch, {"continuity": chance.choice(["new", "continuing"])}, by, positions)
    return f"{what} {positions}"


@pytest.mark.parametrize("seed", range(4))
def test_checking_around_a_change_finds_what_checking_everything_finds(here: Portal, seed: int) -> None:
    chance = random.Random(seed)
    batch = spoilt_batch(here, chance)
    codes = set()
    for _step in range(12):
        done = change(batch, here.clerk, chance)
        around = told(batch)
        checking.check_again(batch)
        assert told(batch) == around, done
        codes |= {problem["code"] for row in batch.rows.all() for problem in row.problems}
    assert {"duplicate_in_file", "similar_in_file", "duplicate_code", "with_desk"} <= codes


def test_of_many_rows_only_the_concerned_are_written(here: Portal) -> None:
    batch = here.upload([{**GOOD[0], "title": f"Mô hình số {number}"} for number in range(60)])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        corrections.correct(batch, 7, {"title": "Mô hình số 30"}, here.clerk)
    written = [query["sql"] for query in queries if query["sql"].startswith("UPDATE")]
    assert len(written) == 2
    assert written[1].count("WHEN") == 2 * 1
    assert [row.values["row"] for row in batch.rows.exclude(problems=[])] == [
        batch.rows.get(position=31).values["row"]
    ]


def test_a_row_tells_what_the_import_will_do_with_it(here: Portal) -> None:
    here.imported(GOOD)
    batch = here.upload(
        [
            GOOD[0],
            {**GOOD[1], "goal": "Lắp 30 mắt camera"},
            {**GOOD[1], "title": "Mới"},
            {**GOOD[1], "title": ""},
        ]
    )
    assert [row.values[checking.FORESEEN] for row in batch.rows.all()] == [
        "unchanged",
        "failed",
        "created",
        "",
    ]
    assert corrections.standing_of(batch).foreseen == {
        "created": 1,
        "updated": 0,
        "unchanged": 1,
        "failed": 1,
    }


def test_a_collective_that_the_portal_holds_without_a_name_is_not_asked_for_it_again(here: Portal) -> None:
    RegistrationFactory(
        unit=here.unit,
        campaign=here.campaign,
        state=Registration.State.SUBMITTED,
        initiative=InitiativeFactory(unit=here.unit, registrant=""),
    )
    own = Registration.objects.get()
    row = {
        "sector": own.initiative.sector.key,
        "place": own.initiative.place,
        "registrant": "Tập thể",
        "new": own.period,
        "goal": own.goal,
    }

    batch = here.upload([{**row, "title": own.initiative.title}, {**row, "title": "Camera an ninh"}])

    codes = [[problem["code"] for problem in row.problems] for row in batch.rows.order_by("position")]
    assert codes == [[], ["unnamed_collective"]]
