"""Which form serves which registration, how the files are called, and what one file holds."""

import io
import zipfile

import docx
import pytest

from submissions.lifecycle.refusal import Refused
from submissions.models import Campaign, Initiative, OfficialForm, Registration, Unit
from submissions.papers import bundle, pdf
from submissions.papers.bundle import Forms, Kind, file_name, make_bundle
from tests.factories import RegistrationFactory

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def own_form(code: str, issuer: Unit | None, kind: str = "", **fields: object) -> OfficialForm:
    form = OfficialForm.objects.create(issuer=issuer, code=code, name=code, title=code, kind=kind, **fields)
    form.fields.create(order=1, content="title", label="Tên mô hình")
    return form


def test_a_collective_gets_m1_and_a_person_m2(
    collective: Registration, individual: Registration, m1: OfficialForm, m2: OfficialForm
) -> None:
    forms = Forms()

    assert (forms.of(collective), forms.of(individual)) == (m1, m2)


def test_the_issuers_own_form_comes_before_a_shipped_one(
    collective: Registration, individual: Registration, m2: OfficialForm
) -> None:
    own = own_form("Mẫu Z", collective.campaign.issuer, Initiative.Kind.COLLECTIVE)
    own_form("Mẫu Y", collective.campaign.issuer, Initiative.Kind.INDIVIDUAL, is_proposal=True)

    assert (Forms().of(collective), Forms().of(individual)) == (own, m2)


def test_without_any_other_a_proposal_serves(collective: Registration) -> None:
    OfficialForm.objects.all().delete()
    for_both = own_form("Mẫu 9", None, is_proposal=True)
    assert Forms().of(collective) == for_both

    for_its_kind = own_form("Mẫu 10", None, Initiative.Kind.COLLECTIVE, is_proposal=True)
    assert Forms().of(collective) == for_its_kind


def test_a_form_that_does_not_ask_for_the_initiative_registers_none(collective: Registration) -> None:
    OfficialForm.objects.all().delete()
    own_form("Biên bản", None).fields.all().delete()

    assert Forms().of(collective) is None
    with pytest.raises(Refused):
        make_bundle([collective], Kind.WORD, persons=True)


def test_the_forms_of_a_campaign_are_asked_for_once(
    collective: Registration, individual: Registration, django_assert_max_num_queries: object
) -> None:
    forms = Forms()
    forms.of(collective)

    with django_assert_max_num_queries(0):  # type: ignore[operator]
        form = forms.of(individual)
        assert form is not None
        assert [field.content for field in form.fields.all()][:2] == ["full_name", "position"]


@pytest.mark.parametrize(
    ("title", "number", "name"),
    [
        ("Thắp sáng đường quê", 7, "M1-0007-thap-sang-duong-que.docx"),
        ("Thắp sáng đường quê", None, "M1-thap-sang-duong-que.docx"),
        ("7 ngày xanh - sạch - đẹp", 12345, "M1-12345-7-ngay-xanh-sach-dep.docx"),
        ("../../etc/passwd\n<b>", 1, "M1-0001-etc-passwd-b.docx"),
        (
            "Đảng viên, viên chức, người lao động chi bộ 02 tích cực chăm sóc sức khỏe nhân dân",
            2,
            "M1-0002-dang-vien-vien-chuc-nguoi-lao-dong-chi-bo-02-tich-cuc-cham.docx",
        ),
        ("x" * 80, 3, f"M1-0003-{'x' * 60}.docx"),
        ("“…”", None, "M1.docx"),
    ],
)
def test_a_file_is_called_so_that_every_system_takes_it(
    collective: Registration, m1: OfficialForm, title: str, number: int | None, name: str
) -> None:
    collective.initiative.title, collective.book_number = title, number

    assert file_name(m1, collective, Kind.WORD) == name


def test_a_code_with_marks_is_plain_in_the_name(collective: Registration) -> None:
    form = OfficialForm(code="Mẫu 2a")

    assert file_name(form, collective, Kind.PDF) == "MAU-2A-0007-thap-sang-duong-que.pdf"


def test_one_form_is_a_plain_file(collective: Registration) -> None:
    made = make_bundle([collective], Kind.WORD, persons=True)

    with made.file as file:
        assert docx.Document(io.BytesIO(file.read())).paragraphs[0].text == "MẪU ĐĂNG KÝ CỦA TẬP THỂ"
    assert (made.name, made.content_type) == ("M1-0007-thap-sang-duong-que.docx", WORD_TYPE)


def test_many_are_a_zip_of_files_with_different_names(
    campaign: Campaign, unit: Unit, collective: Registration, individual: Registration
) -> None:
    twins = [RegistrationFactory(campaign=campaign, unit=unit, title="Camera an ninh") for _twin in range(3)]

    made = make_bundle([collective, individual, *twins], Kind.WORD, persons=False)

    with made.file as file, zipfile.ZipFile(file) as archive:
        assert archive.namelist() == [
            "M1-0007-thap-sang-duong-que.docx",
            "M2-hien-dat-mo-duong.docx",
            "M1-camera-an-ninh.docx",
            "M1-camera-an-ninh-2.docx",
            "M1-camera-an-ninh-3.docx",
        ]
        second = docx.Document(io.BytesIO(archive.read("M2-hien-dat-mo-duong.docx")))
        assert second.paragraphs[0].text == "MẪU ĐĂNG KÝ CỦA CÁ NHÂN"
        assert "Người Đăng Ký Thử" not in "".join(paragraph.text for paragraph in second.paragraphs)
    assert (made.name, made.content_type) == ("bieu-mau-docx.zip", "application/zip")


@pytest.mark.skipif(not pdf.is_available(), reason="WeasyPrint or Pango is not installed")
def test_pdf_is_a_plain_file_too(collective: Registration) -> None:
    made = make_bundle([collective], Kind.PDF, persons=True)

    with made.file as file:
        assert file.read(5) == b"%PDF-"
    assert (made.name, made.content_type) == ("M1-0007-thap-sang-duong-que.pdf", "application/pdf")


def test_too_many_at_once_are_refused_before_the_first_is_written(
    collective: Registration, individual: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(bundle.LIMITS, Kind.WORD, 1)

    with pytest.raises(Refused, match="1"):
        make_bundle([collective, individual], Kind.WORD, persons=True)


def test_nothing_chosen_is_refused() -> None:
    with pytest.raises(Refused):
        make_bundle([], Kind.WORD, persons=True)
