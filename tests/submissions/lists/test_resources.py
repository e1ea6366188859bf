from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from submissions.lifecycle import intake
from submissions.lists.comparing import check_against_campaign
from submissions.lists.layout.rows import Row
from submissions.lists.resources import RegistrationResource, dataset_of, row_key
from submissions.models import Registration
from tests.factories import CampaignFactory, RegistrationFactory, officer_of, sector
from tests.submissions.lists.filled_lists import Portal, portal

pytestmark = pytest.mark.django_db

ROW = {
    "title": "Thắp sáng đường quê",
    "place": "Thôn Chiên",
    "registrant": "Chi đoàn thôn Chiên",
    "sector": "economy",
    "kind": "collective",
    "continuity": "new",
    "period": "Năm 2024",
    "completion": "12/2024",
    "goal": "Có đèn\ntrên mọi ngõ",
}


@pytest.fixture
def here() -> Portal:
    return portal()


def run(here: Portal, *rows: dict[str, str], dry_run: bool = False) -> Any:
    resource = RegistrationResource(campaign=here.campaign, unit=here.unit, by=here.clerk)
    return resource.import_data(dataset_of(ROW | row for row in rows), dry_run=dry_run)


def types(result: Any) -> list[str]:
    return [row.import_type for row in result.rows]


def as_row(**values: str) -> Row:
    return Row(sheet="M3", row=9, **(ROW | values), cells={"title": "C9", "new": "F9"})


class TestResource:
    def test_a_row_is_new_once_and_then_skipped(self, here: Portal) -> None:
        assert types(run(here, {})) == ["new"]
        assert types(run(here, {})) == ["skip"]

    @pytest.mark.parametrize(
        "spelling",
        [{"title": "thắp  sáng ĐƯỜNG quê."}, {"place": "thôn chiên"}, {"registrant": "Chi đoàn Chiên"}],
    )
    def test_another_spelling_meets_the_same_registration(
        self, here: Portal, spelling: dict[str, str]
    ) -> None:
        run(here, {})
        intake.send_back(Registration.objects.get(), officer_of(here.campaign.issuer), "Sửa")
        assert types(run(here, spelling)) == ["update"]
        assert Registration.objects.count() == 1

    def test_another_place_is_another_registration(self, here: Portal) -> None:
        assert types(run(here, {}, {"place": "Thôn Trại"})) == ["new", "new"]

    def test_two_collectives_may_do_the_same_at_one_place(self, here: Portal) -> None:
        rows = ({"registrant": "Chi bộ 1"}, {"registrant": "Chi bộ 2"})
        assert types(run(here, *rows)) == ["new", "new"]
        assert types(run(here, *rows)) == ["skip", "skip"]

    def test_the_word_for_the_kind_is_kept_as_nobodys_name(self, here: Portal) -> None:
        assert types(run(here, {"registrant": "Tập thể"})) == ["new"]
        assert Registration.objects.get().initiative.registrant == ""
        assert types(run(here, {"registrant": "Tập thể"})) == ["skip"]

    def test_a_person_is_not_called_individual(self, here: Portal) -> None:
        (row,) = run(here, {"kind": "individual", "registrant": "Cá nhân"}).invalid_rows
        assert row.field_specific_errors == {"registrant": ["Thiếu họ tên cá nhân."]}

    def test_a_dry_run_writes_nothing(self, here: Portal) -> None:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert types(run(here, {}, dry_run=True)) == ["new"]
        assert not [q for q in captured.captured_queries if q["sql"].startswith(("INSERT", "UPDATE"))]
        assert not Registration.objects.exists()

    def test_every_error_of_a_row_is_told_at_once(self, here: Portal) -> None:
        bad = {"title": "", "sector": "sport", "kind": "", "continuity": "x", "completion": "a" * 256}
        (row,) = run(here, bad).invalid_rows
        assert set(row.field_specific_errors) == {"title", "sector", "kind", "continuity", "completion"}

    def test_what_the_list_has_no_column_for_stays(self, here: Portal) -> None:
        person = {"kind": "individual", "registrant": "Người Thử"}
        run(here, person)
        registration = Registration.objects.get()
        intake.send_back(registration, officer_of(here.campaign.issuer), "Sửa")
        entry = intake.Entry(
            title=ROW["title"],
            sector=sector(),
            kind="individual",
            continuity="new",
            place=ROW["place"],
            content="Nội dung",
            started="2023",
            person=intake.Person("Người Thử", position="Trưởng thôn"),
        )
        intake.amend(registration, entry, here.clerk)
        assert types(run(here, person)) == ["update"]
        after = intake.entry_of(Registration.objects.get())
        assert (after.content, after.started, after.goal) == ("Nội dung", "2023", ROW["goal"])
        assert after.person == intake.Person("Người Thử", position="Trưởng thôn")

    def test_a_withdrawn_registration_is_made_anew(self, here: Portal) -> None:
        run(here, {})
        intake.withdraw(Registration.objects.get(), here.clerk)
        assert types(run(here, {})) == ["new"]

    def test_a_declined_one_is_refused_when_it_changed(self, here: Portal) -> None:
        run(here, {})
        intake.decline(Registration.objects.get(), officer_of(here.campaign.issuer), "Không phù hợp")
        assert types(run(here, {})) == ["skip"]
        assert types(run(here, {"goal": "Khác"})) == ["invalid"]

    def of_last_year(self, here: Portal) -> Registration:
        return RegistrationFactory(
            campaign=CampaignFactory(issuer=here.campaign.issuer, year=here.campaign.year - 1),
            unit=here.unit,
            state="received",
            title="THẮP SÁNG đường quê",
            initiative__registrant=ROW["registrant"],
            initiative__started="2023",
        )

    def test_a_continued_row_goes_on_with_the_initiative_of_last_year(self, here: Portal) -> None:
        earlier = self.of_last_year(here)
        assert types(run(here, {"continuity": "continuing"})) == ["new"]
        registration = Registration.objects.get(campaign=here.campaign)
        assert (registration.previous, registration.initiative) == (earlier, earlier.initiative)
        assert (registration.initiative.title, registration.initiative.started) == (ROW["title"], "2023")
        assert types(run(here, {"continuity": "continuing"})) == ["skip"]

    @pytest.mark.parametrize("other", [{}, {"place": "Thôn Trại"}, {"registrant": "Chi bộ 2"}])
    def test_a_new_row_or_one_about_something_else_continues_nothing(
        self, here: Portal, other: dict[str, str]
    ) -> None:
        earlier = self.of_last_year(here)
        run(here, {"continuity": "continuing" if other else "new"} | other)
        registration = Registration.objects.get(campaign=here.campaign)
        assert registration.previous is None
        assert registration.initiative != earlier.initiative

    def test_what_was_continued_and_withdrawn_is_made_anew(self, here: Portal) -> None:
        self.of_last_year(here)
        run(here, {"continuity": "continuing"})
        intake.withdraw(Registration.objects.get(campaign=here.campaign), here.clerk)
        assert types(run(here, {"continuity": "continuing"})) == ["new"]

    @pytest.mark.parametrize(("text", "code"), [("Cấp tỉnh", "tinh"), ("", "co-so"), ("Khối", "co-so")])
    def test_the_level_a_row_names_is_registered_for(self, here: Portal, text: str, code: str) -> None:
        run(here, {"level_text": text})
        assert Registration.objects.get().level.code == code

    def test_matching_needs_the_same_queries_for_many_rows(self, here: Portal) -> None:
        def queries(count: int) -> int:
            rows = [{"title": f"Mô hình {number}"} for number in range(count)]
            with CaptureQueriesContext(connection) as captured:
                run(here, *rows, dry_run=True)
            return sum(not q["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")) for q in captured)

        assert queries(1) == queries(20)


class TestCheckAgainstCampaign:
    def codes(self, here: Portal, row: Row) -> list[tuple[str, str]]:
        return [(p.severity, p.code) for p in check_against_campaign([row], here.campaign, here.unit)]

    def test_nothing_to_say_about_a_new_title(self, here: Portal) -> None:
        assert self.codes(here, as_row()) == []

    def test_the_same_registration_is_no_duplicate(self, here: Portal) -> None:
        run(here, {})
        assert self.codes(here, as_row()) == []

    def test_the_same_title_at_another_place_is_asked_about(self, here: Portal) -> None:
        run(here, {})
        assert self.codes(here, as_row(place="Thôn Trại")) == [("warning", "duplicate_in_campaign")]

    def test_new_though_registered_last_year_is_asked_about(self, here: Portal) -> None:
        last_year = CampaignFactory(issuer=here.campaign.issuer, year=here.campaign.year - 1)
        RegistrationFactory(campaign=last_year, unit=here.unit, title="Thắp sáng đường quê", state="received")
        assert self.codes(here, as_row()) == [("warning", "continues_last_year")]
        assert self.codes(here, as_row(continuity="continuing")) == []

    @pytest.mark.parametrize(
        ("text", "codes"),
        [("Cấp huyện", []), ("", []), ("Khối", ["level_not_used"]), ("x", ["level_not_used"])],
    )
    def test_a_level_that_cannot_be_registered_for_is_told(
        self, here: Portal, text: str, codes: list[str]
    ) -> None:
        assert [code for _, code in self.codes(here, as_row(level_text=text))] == codes

    def test_another_units_registration_is_asked_about_at_the_same_place_only(self, here: Portal) -> None:
        RegistrationFactory(campaign=here.campaign, title=ROW["title"], state="submitted")
        assert self.codes(here, as_row()) == [("warning", "in_other_unit")]
        assert self.codes(here, as_row(place="Thôn Trại")) == []

    def test_without_a_unit_the_whole_campaign_is_compared(self, here: Portal) -> None:
        run(here, {})
        problems = check_against_campaign([as_row(), as_row(place="Thôn Trại")], here.campaign)
        assert [(p.code, p.message.split()[1]) for p in problems] == [("duplicate_in_campaign", "C9:")]

    def test_the_key_folds_marks_case_and_punctuation(self) -> None:
        assert row_key("“Uỷ ban”, khéo!", "Thôn Đồng") == row_key("Ủy ban khéo", "thon dong")
