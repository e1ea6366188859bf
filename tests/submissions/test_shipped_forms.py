"""The forms that come with the product: complete, in the words of their papers, read back by our reader."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from submissions import shipped_forms
from submissions.desk.official.editing import refuse_other_braces
from submissions.lists.layout.meanings import COLUMNS, column_meaning
from submissions.models import FormField, ListColumn, ListForm, OfficialForm, Unit
from submissions.vietnamese.text import foreign_letters, nfc
from tests import factories

pytestmark = pytest.mark.django_db

OFFICIAL = {"M1", "M2", "Mẫu 1", "Mẫu 1a", "Mẫu 2", "Mẫu 2a", "Mẫu 5", "Mẫu 5a", "Mẫu 5b", "Mẫu 6", "Mẫu 7"}
LISTS = {"M3", "M4", "Mẫu 3", "Mẫu 4", "Mẫu 6a", "Mẫu 6b", "Mẫu 7a", "Mẫu 7b"}
OF_TAN_YEN = {"M1", "M2", "M3", "M4"}
NINE_ITEMS = "Mẫu 9 mục"
LANDSCAPE_MM = 297
MIGRATION = import_module("submissions.migrations.0003_shipped_forms")


def official(code: str) -> OfficialForm:
    return OfficialForm.objects.get(code=code, issuer=None)


def list_form(code: str) -> ListForm:
    return ListForm.objects.get(code=code, issuer=None)


def test_every_form_of_the_design_is_there_once() -> None:
    assert sorted(OfficialForm.objects.values_list("code", flat=True)) == sorted(OFFICIAL | {NINE_ITEMS})
    assert sorted(ListForm.objects.values_list("code", flat=True)) == sorted(LISTS)


def test_forms_whose_texts_are_not_public_are_marked_as_proposals_and_no_others() -> None:
    forms = [*OfficialForm.objects.all(), *ListForm.objects.all()]

    assert {form.code for form in forms if not form.is_proposal} == OF_TAN_YEN | {NINE_ITEMS}


def test_m1_has_the_items_of_the_letter() -> None:
    form = official("M1")

    assert form.kind == "collective"
    assert form.head == "MẪU ĐĂNG KÝ CỦA TẬP THỂ"
    assert form.title == "BẢN ĐĂNG KÝ\nXây dựng mô hình, điển hình “Dân vận khéo” năm {year}"
    assert form.signatures == "Lãnh đạo tổ chức, cơ quan, đơn vị\nKý tên, đóng dấu (nếu có)"
    assert list(form.fields.values_list("content", "label")) == [
        ("unit_address", "Địa chỉ"),
        ("title", "Tên mô hình đăng ký"),
        ("sector", "Thuộc lĩnh vực"),
        ("level", "Đăng ký mô hình, điển hình ở cấp"),
        ("content", "Nội dung thực hiện"),
        ("period", "Thời gian thực hiện"),
        ("place", "Địa chỉ, phạm vi thực hiện"),
        ("goal", "Kết quả dự kiến"),
    ]
    assert list(form.fields.exclude(most_lines=None).values_list("content", "least_lines", "most_lines")) == [
        ("content", 3, 5),
        ("goal", 1, 3),
    ]


def test_m2_asks_for_the_person_and_has_two_signatures() -> None:
    form = official("M2")

    assert form.kind == "individual"
    assert list(form.fields.values_list("label", flat=True))[:5] == [
        "Tên cá nhân",
        "Chức vụ",
        "Đơn vị công tác",
        "Địa chỉ",
        "Tên nội dung đăng ký",
    ]
    assert form.signatures == "Lãnh đạo tổ chức, cơ quan, đơn vị\n(Ký tên, đóng dấu)\n\nCá nhân đăng ký"
    assert form.fields.get(content="sector").hint == (
        "Mô hình, điển hình thuộc lĩnh vực nào đánh dấu x vào ô tương ứng"
    )


@pytest.mark.parametrize(
    ("code", "grouping", "kept"), [("M3", "sector", "năm {year}"), ("M4", "none", "năm {last_year}")]
)
def test_lists_of_the_letter_have_its_columns_with_years_computed(
    code: str, grouping: str, kept: str
) -> None:
    form = list_form(code)

    assert form.grouping == grouping
    assert form.title == "DANH SÁCH ĐĂNG KÝ XÂY DỰNG\nMÔ HÌNH, ĐIỂN HÌNH “DÂN VẬN KHÉO” NĂM {year}"
    assert list(form.columns.values_list("label", "span")) == [
        ("STT", ""),
        ("Địa chỉ xây dựng mô hình", ""),
        ("Tên mô hình", ""),
        ("Tập thể hoặc cá nhân", ""),
        (
            f"Mô hình đã và đang hoạt động tiếp tục đăng ký để duy trì thực hiện {kept}",
            "Thời gian triển khai",
        ),
        ("Mô hình đăng ký xây dựng mới trong năm {year}", "Thời gian triển khai"),
        ("Dự kiến thời gian hoàn thành", ""),
        ("Mục tiêu đề ra (nêu dự kiến kế hoạch xây dựng)", ""),
    ]


def test_form_of_the_ward_has_nine_items() -> None:
    labels = list(official(NINE_ITEMS).fields.values_list("label", flat=True))

    assert labels == [
        "Tên mô hình",
        "Thực trạng, lý do xây dựng mô hình",
        "Mục tiêu, tiêu chí",
        "Nội dung, cách thức thực hiện",
        "Địa bàn, đối tượng",
        "Lực lượng thực hiện",
        "Thời gian, nguồn lực thực hiện",
        "Sản phẩm, kết quả đầu ra",
        "Khả năng duy trì, nhân rộng",
    ]


@pytest.mark.parametrize("code", sorted(LISTS))
def test_reader_knows_every_column_of_a_list_by_its_label(code: str) -> None:
    columns = list_form(code).columns.exclude(content=ListColumn.Content.EMPTY)
    known = [column for column in columns if column.content in COLUMNS]

    assert {column.label: column_meaning(column.label) for column in known} == {
        column.label: column.content for column in known
    }
    assert [column.content for column in columns if column.content == "title"] == ["title"]


@pytest.mark.parametrize("code", sorted(LISTS))
def test_column_to_be_filled_in_by_hand_is_taken_for_no_other(code: str) -> None:
    labels = list_form(code).columns.filter(content=ListColumn.Content.EMPTY).values_list("label", flat=True)

    assert [label for label in labels if column_meaning(label)] == []


@pytest.mark.parametrize("code", sorted(LISTS))
def test_list_fills_a_page_of_a4_and_no_more(code: str) -> None:
    form = list_form(code)

    width = sum(form.columns.values_list("width", flat=True))
    assert width == LANDSCAPE_MM - form.margin_left - form.margin_right


def test_texts_are_clean_vietnamese_with_known_placeholders_and_no_stale_years() -> None:
    texts = {
        text
        for model in (OfficialForm, ListForm, FormField, ListColumn)
        for row in model.objects.all()
        for name, text in vars(row).items()
        if isinstance(text, str) and name != "basis"
    }

    assert [text for text in texts if text != nfc(text) or foreign_letters(text)] == []
    assert [text for text in texts if re.search(r"\b20\d\d\b", text)] == []
    for text in texts:
        refuse_other_braces(text, ("year", "last_year", "unit", "basis"))


def test_loading_again_changes_nothing_and_keeps_what_an_administrator_changed() -> None:
    form = list_form("M3")
    form.signer = "PHÓ BÍ THƯ"
    form.save()
    before = [model.objects.count() for model in (OfficialForm, FormField, ListForm, ListColumn)]

    shipped_forms.load(apps)

    assert [model.objects.count() for model in (OfficialForm, FormField, ListForm, ListColumn)] == before
    assert list_form("M3").signer == "PHÓ BÍ THƯ"


def test_unloading_leaves_the_forms_of_issuers() -> None:
    own = factories.ListFormFactory(code="M3")

    shipped_forms.unload(apps)

    assert list(ListForm.objects.all()) == [own]
    assert not OfficialForm.objects.exists()


def test_officers_look_after_forms_and_others_only_see_them() -> None:
    def rights(group: str) -> set[str]:
        granted = Group.objects.get(name=group).permissions.filter(content_type__model__in=MIGRATION.MODELS)
        return {codename.partition("_")[0] for codename in granted.values_list("codename", flat=True)}

    assert rights(factories.OFFICERS) == {"view", "add", "change"}
    assert rights(factories.DECIDERS) == rights(factories.VIEWERS) == {"view"}
    assert rights(factories.EDITORS) == rights(factories.UNITS) == set()


def test_own_form_of_an_issuer_serves_its_campaigns_instead_of_the_shipped_one() -> None:
    campaign = factories.CampaignFactory()
    own = factories.ListFormFactory(code="M3", issuer=campaign.issuer)
    factories.ListFormFactory(code="M4", issuer=factories.DeskFactory())

    serving = {form.code: form for form in ListForm.objects.serving(campaign)}

    assert serving["M3"] == own
    assert serving["M4"].issuer is None
    assert Unit.objects.count() == 2
