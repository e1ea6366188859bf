"""What a registration says in each column of a list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from submissions.lists.layout.registrants import registrant_kind
from submissions.lists.writing.records import Content, records_of, registrant_text, time_columns
from submissions.models import Initiative, Registration
from tests.factories import IndividualFactory, InitiativeFactory, RegistrationFactory, UnitFactory, sector


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("collective", "Chi đoàn thôn Chiên", "Chi đoàn thôn Chiên"),
        ("collective", "", "Tập thể"),
        ("collective", "Nguyễn Văn Trỗi", "Tập thể: Nguyễn Văn Trỗi"),
        ("collective", "Ánh sáng", "Tập thể: Ánh sáng"),
        ("collective", "Tập thể: Tổ 1", "Tập thể: Tập thể: Tổ 1"),
        ("individual", "Nguyễn Văn A", "Nguyễn Văn A"),
        ("individual", "", "Cá nhân"),
        ("individual", "Xã A", "Cá nhân: Xã A"),
    ],
)
def test_registrant_is_a_name_or_its_kind_and_never_taken_for_the_other(
    kind: str, name: str, text: str
) -> None:
    assert registrant_text(kind, name) == text
    assert registrant_kind(text) == kind


@pytest.mark.parametrize(
    ("continuity", "period", "columns"),
    [
        ("continuing", "Năm 2024", {"continuing": "Năm 2024"}),
        ("new", "Từ tháng 3", {"new": "Từ tháng 3"}),
        ("new", "", {"new": "x"}),
        ("", "Năm 2023 / Năm 2024", {"continuing": "Năm 2023", "new": "Năm 2024"}),
        ("", "", {"continuing": "", "new": ""}),
    ],
)
def test_the_column_that_is_filled_tells_new_or_continued(
    continuity: str, period: str, columns: dict[str, str]
) -> None:
    assert time_columns(continuity, period) == columns


@pytest.mark.django_db
class TestRecordsOf:
    def test_every_content_of_a_registration(self) -> None:
        unit = UnitFactory(name="Đảng ủy xã Cao Xá")
        initiative = InitiativeFactory(
            unit=unit, title="Camera an ninh", sector=sector("defence_security"), registrant="Công an xã"
        )
        one = RegistrationFactory(
            unit=unit,
            initiative=initiative,
            continuity="continuing",
            period="Năm 2024",
            completion="12/2024",
            content="Lắp camera",
            state="submitted",
        )

        (record,) = records_of(Registration.objects.all(), persons=False)

        assert (record.sector, record.code) == ("defence_security", one.code)
        assert record.texts == {
            Content.TITLE: "Camera an ninh",
            Content.PLACE: "Thôn Chiên",
            Content.REGISTRANT: "Công an xã",
            Content.CONTINUING: "Năm 2024",
            Content.CONTINUITY: "Tiếp tục duy trì",
            Content.PERIOD: "Năm 2024",
            Content.COMPLETION: "12/2024",
            Content.GOAL: "100% hộ tham gia",
            Content.CONTENT: "Lắp camera",
            Content.LEVEL: "cấp cơ sở",
            Content.KIND: "Tập thể",
            Content.UNIT: "Đảng ủy xã Cao Xá",
            Content.STATE: "Đã gửi",
        }

    @pytest.mark.parametrize(("persons", "text"), [(True, "Nguyễn Thị Kín Đáo"), (False, "Cá nhân")])
    def test_a_person_is_named_only_when_asked_for(self, persons: bool, text: str) -> None:
        individual = IndividualFactory(full_name="Nguyễn Thị Kín Đáo")
        RegistrationFactory(initiative=individual.initiative)

        (record,) = records_of(Registration.objects.all(), persons=persons)

        assert record.texts[Content.REGISTRANT] == text

    def test_a_person_whose_data_was_removed_stays_a_person(self) -> None:
        initiative = InitiativeFactory(kind=Initiative.Kind.INDIVIDUAL, registrant="")
        RegistrationFactory(initiative=initiative)

        (record,) = records_of(Registration.objects.all(), persons=True)

        assert record.texts[Content.REGISTRANT] == "Cá nhân"

    def test_unit_by_unit_in_one_query(self) -> None:
        first, second = UnitFactory(name="Xã A"), UnitFactory(name="Xã B")
        for unit in (second, first, second):
            RegistrationFactory(unit=unit)

        with CaptureQueriesContext(connection) as queries:
            records = records_of(Registration.objects.order_by("-pk"), persons=True)

        assert [record.texts[Content.UNIT] for record in records] == ["Xã A", "Xã B", "Xã B"]
        assert len(queries) == 1
