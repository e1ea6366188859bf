"""How a list form and its records become a list: letterhead, header, groups, foot."""

import pytest

from submissions.lists.writing.records import Record
from submissions.lists.writing.sheet import (
    HeaderCell,
    SheetColumn,
    cells_of,
    in_order,
    lay_out,
    wordings_of,
)
from submissions.models import ListForm, Sector, SectorWording

from .made import campaign_of_tan_yen, commune, form_of, record, sheet_of

pytestmark = pytest.mark.django_db


def test_letterhead_names_the_body_above_and_the_sender_over_the_star() -> None:
    assert sheet_of([]).letterhead == [
        ("HUYỆN ỦY TÂN YÊN", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("ĐẢNG ỦY XÃ CAO XÁ", ""),
        ("*", "…, ngày … tháng … năm …"),
    ]


def test_letterhead_of_a_unit_with_none_above() -> None:
    campaign = campaign_of_tan_yen()
    form = form_of("M4", campaign)

    sheet = lay_out(form, [], [], wordings=[], campaign=campaign, unit=campaign.issuer)

    assert sheet.letterhead == [
        ("HUYỆN ỦY TÂN YÊN", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("*", "…, ngày … tháng … năm …"),
    ]


def test_a_form_may_go_without_letterhead() -> None:
    assert sheet_of([], letterhead=False).letterhead == []


def test_title_and_head_have_years_and_unit_filled_in_and_other_braces_kept() -> None:
    sheet = sheet_of([], title="CỦA {unit}\nNĂM {year} SO VỚI {last_year} {0}", head="Mẫu M3\n\n{year}")

    assert sheet.title == ["CỦA Đảng ủy xã Cao Xá", "NĂM 2024 SO VỚI 2023 {0}"]
    assert sheet.head == ["Mẫu M3", "2024"]


def test_neighbours_share_a_heading_and_the_other_labels_go_over_both_rows() -> None:
    sheet = sheet_of([], code="M4")

    assert sheet.header_rows == 2
    assert sheet.header[0] == HeaderCell("STT", 0, 0, 2, 1)
    assert HeaderCell("Thời gian triển khai", 0, 4, 1, 2) in sheet.header
    assert sheet.header[-2:] == [
        HeaderCell("Mô hình đã và đang hoạt động tiếp tục đăng ký để duy trì thực hiện năm 2023", 1, 4, 1, 1),
        HeaderCell("Mô hình đăng ký xây dựng mới trong năm 2024", 1, 5, 1, 1),
    ]


def test_header_without_spans_has_one_row() -> None:
    sheet = sheet_of([], code="Mẫu 6a")

    assert sheet.header_rows == 1
    assert {(cell.row, cell.rows, cell.columns) for cell in sheet.header} == {(0, 1, 1)}


def test_groups_stand_in_the_order_of_the_scheme_with_their_topics_and_number_anew() -> None:
    campaign = campaign_of_tan_yen()
    SectorWording.objects.filter(scheme=campaign.scheme).delete()
    for order, (key, label, hint) in enumerate(
        [("economy", "Lĩnh vực kinh tế", "Hiến đất,\nxây dựng"), ("culture_society", "Lĩnh vực văn hóa", "")]
    ):
        SectorWording.objects.create(
            scheme=campaign.scheme, sector=Sector.objects.get(key=key), label=label, hint=hint, order=order
        )
    form = form_of("M3", campaign)
    records = [record("A"), record("B", "culture_society"), record("C"), record("D", "defence_security")]

    sheet = lay_out(
        form,
        [SheetColumn("stt", "STT"), SheetColumn("title", "Tên")],
        records,
        wordings=wordings_of(form, campaign),
        campaign=campaign,
        unit=commune(campaign),
    )

    assert [(group.heading, [row.cells for row in group.rows]) for group in sheet.groups] == [
        ("I- Lĩnh vực kinh tế (Hiến đất, xây dựng)", [["1", "A"], ["2", "C"]]),
        ("II- Lĩnh vực văn hóa", [["1", "B"]]),
        # The scheme forgot these two; their own names lead them.
        ("III- Xây dựng Đảng và hệ thống chính trị", [["...", ""]]),
        ("IV- Quốc phòng - an ninh", [["1", "D"]]),
    ]


def test_the_form_s_own_scheme_wins_over_the_campaign_s() -> None:
    campaign, other = campaign_of_tan_yen(), campaign_of_tan_yen()
    other.scheme.wordings.update(label="Lĩnh vực riêng")
    form = form_of("M3", campaign)
    form.scheme = other.scheme

    assert {wording.label for wording in wordings_of(form, campaign)} == {"Lĩnh vực riêng"}


def test_records_of_no_sector_stand_above_the_first_heading() -> None:
    sheet = sheet_of([record("A"), record("Chưa rõ", sector="")])

    assert sheet.groups[0].heading == ""
    assert [row.cells[2] for row in sheet.groups[0].rows] == ["Chưa rõ"]


def test_a_flat_form_is_one_group_without_heading() -> None:
    sheet = sheet_of([record("A"), record("B", "culture_society")], code="M4")

    (group,) = sheet.groups
    assert (group.heading, [row.cells[0] for row in group.rows]) == ("", ["1", "2"])


def test_cells_follow_the_columns_and_leave_out_what_no_file_can_hold() -> None:
    columns = [SheetColumn(content, "") for content in ("goal", "stt", "sector", "empty", "title")]

    cells = cells_of(record("Một\ufffehai", goal="=1\n2"), columns, "3", {"economy": "Kinh tế"})

    assert cells == ["=1\n2", "3", "Kinh tế", "", "Mộthai"]


def test_a_sector_that_is_not_known_stands_as_it_was_written() -> None:
    unknown = Record({"sector": "Nông nghiệp"})

    assert cells_of(unknown, [SheetColumn("sector", "")], "1", {}) == ["Nông nghiệp"]


def test_records_in_order_of_the_sectors() -> None:
    campaign = campaign_of_tan_yen()
    wordings = wordings_of(form_of("M3", campaign), campaign)
    records = [record("A", "defence_security"), record("B"), record("C", ""), record("D")]

    assert [one.texts["title"] for one in in_order(records, wordings)] == ["C", "B", "D", "A"]


def test_foot_and_margins_are_those_of_the_form() -> None:
    sheet = sheet_of([], code="Mẫu 3", margin_left=35)

    assert sheet.foot.left == ["Nơi nhận:", "- Đảng ủy Khối (qua Ban Tuyên giáo),", "- Lưu."]
    assert sheet.foot.right == ["T/M CẤP ỦY", "BÍ THƯ", "(Ký, ghi rõ họ tên, đóng dấu)"]
    assert (sheet.foot.bold, sheet.margins.left, sheet.margins.right) == (2, 35, 15)


def test_a_form_without_recipients_and_signer_has_no_foot() -> None:
    sheet = sheet_of([])

    assert (sheet.foot.left, sheet.foot.right) == ([], [])


def test_every_shipped_form_can_be_laid_out() -> None:
    campaign = campaign_of_tan_yen()

    for form in ListForm.objects.serving(campaign):
        sheet = sheet_of([record()], code=form.code)
        assert next(len(row.cells) for group in sheet.groups for row in group.rows) == len(sheet.columns)
        assert 0 < sheet.half < len(sheet.columns)
