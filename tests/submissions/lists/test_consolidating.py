"""List N of a desk: its files and its letter are made with it, or not at all."""

import io

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from docx import Document
from wagtail.models import ModelLogEntry

from submissions.lifecycle.refusal import Refused
from submissions.lists.consolidating import file_name, make_list, subject_of
from submissions.models import ConsolidatedList, ListForm, Registration
from tests import factories

pytestmark = pytest.mark.django_db

State = Registration.State


@pytest.fixture
def desk():
    above = factories.UnitFactory(name="Đảng bộ tỉnh Bắc Giang", type="party_committee")
    return factories.DeskFactory(parent=above, name="Huyện ủy Tân Yên")


@pytest.fixture
def campaign(desk):
    return factories.CampaignFactory(issuer=desk, slug="tan-yen-2024")


@pytest.fixture
def officer(desk):
    return factories.officer_of(desk)


@pytest.fixture
def form(desk):
    return factories.ListFormFactory(
        issuer=desk,
        code="M3",
        contents=("stt", "title", "registrant"),
        authority="T/M BAN THƯỜNG VỤ",
        signer="PHÓ BÍ THƯ\n(Ký, ghi rõ họ tên)",
        grouping=ListForm.Grouping.SECTOR,
    )


@pytest.fixture
def person(campaign):
    """A registration of a private person."""
    registration = factories.RegistrationFactory(campaign=campaign, state=State.RECEIVED, title="Đường hoa")
    registration.initiative.kind, registration.initiative.registrant = "individual", ""
    registration.initiative.save()
    factories.IndividualFactory(initiative=registration.initiative, full_name="Trần Thị Thử")
    return registration


@pytest.fixture
def make(campaign, desk, form, officer):
    def made(by=None, **changes):
        wanted = Registration.objects.filter(campaign=campaign, state=State.RECEIVED)
        words = {"subject": "V/v gửi danh sách", "addressee": "Ban Dân vận Tỉnh ủy", "names_persons": False}
        return make_list(
            wanted, by or officer, desk=desk, campaign=campaign, **({"form": form} | words | changes)
        )

    return made


def of_sector(campaign, title: str, key: str) -> Registration:
    registration = factories.RegistrationFactory(campaign=campaign, state=State.RECEIVED, title=title)
    registration.initiative.sector = factories.sector(key)
    registration.initiative.save()
    return registration


def texts_of(file) -> str:
    """Everything that stands in a Word or an Excel file, cell by cell."""
    data = file.read()
    if file.name.endswith("xlsx"):
        rows = openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
        return "\n".join(str(cell) for row in rows for cell in row if cell)
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_rows_stand_in_the_order_of_the_files(campaign, make):
    of_sector(campaign, "Camera an ninh", "defence_security")
    of_sector(campaign, "Đường hoa", "culture_society")
    of_sector(campaign, "Vườn rau sạch", "economy")

    made = make()

    titles = [row.registration.initiative.title for row in made.rows.all()]
    for text in (texts_of(made.excel), texts_of(made.word)):
        assert sorted(titles, key=text.index) == titles


def test_the_letter_says_what_it_sends_and_leaves_number_and_date_to_the_office(campaign, make, person):
    factories.RegistrationFactory(campaign=campaign, state=State.RECEIVED, unit=person.unit)
    factories.RegistrationFactory(campaign=campaign, state=State.RECEIVED)

    text = texts_of(make().letter)

    assert "ĐẢNG BỘ TỈNH BẮC GIANG" in text
    assert "HUYỆN ỦY TÂN YÊN" in text
    assert "Số:          -CV/\nV/v gửi danh sách" in text
    assert "…, ngày … tháng … năm …" in text
    assert "Kính gửi: Ban Dân vận Tỉnh ủy" in text
    assert (
        "Ban Dân vận Huyện ủy gửi kèm Danh sách tổng hợp số 1 (M3 – Danh sách đăng ký), gồm 3 mô hình của "
        "2 đơn vị; trong đó 2 mô hình của tập thể, 1 mô hình của cá nhân."
    ) in text
    assert "Nơi nhận:\n- Như trên,\n- Lưu." in text
    assert "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n(Ký, ghi rõ họ tên)" in text


@pytest.mark.parametrize("names_persons", [False, True])
def test_private_persons_are_named_only_when_asked_and_logged_then(make, person, names_persons):
    made = make(names_persons=names_persons)

    assert ("Trần Thị Thử" in texts_of(made.excel)) == names_persons
    assert ("Trần Thị Thử" in texts_of(made.word)) == names_persons
    assert "Trần Thị Thử" not in texts_of(made.letter)
    looks = ModelLogEntry.objects.for_instance(person).filter(action="submissions.individual.view")
    assert looks.exists() == names_persons
    assert made.names_persons == names_persons


def test_who_may_not_see_persons_makes_no_list_that_names_them(make, officer, person):
    group = officer.groups.get()
    group.permissions.remove(*group.permissions.filter(codename="view_individual"))

    with pytest.raises(Refused):
        make(names_persons=True)


def test_when_it_fails_neither_list_nor_file_is_kept(campaign, make, form):
    registration = factories.RegistrationFactory(campaign=campaign, state=State.RECEIVED)
    form.template.save("hong.docx", ContentFile(b"no Word file"))
    before = files_there()

    with pytest.raises(Refused):
        make()

    assert files_there() == before
    assert not ConsolidatedList.objects.exists()
    registration.refresh_from_db()
    assert registration.state == "received"


def test_a_file_that_was_written_is_removed_when_the_transaction_fails(campaign, make, person, monkeypatch):
    write = FileSystemStorage._save

    def full_at_the_letter(storage, name, content):
        if "cong-van" in name:
            raise OSError("the disk is full")
        return write(storage, name, content)

    before = files_there()
    monkeypatch.setattr(FileSystemStorage, "_save", full_at_the_letter)

    with pytest.raises(OSError, match="full"):
        make()

    assert files_there() == before
    assert not ConsolidatedList.objects.exists()


def test_the_files_say_of_which_list_they_are(campaign, make, person):
    made = make()

    assert [file_name(made, field) for field in ("excel", "word", "letter")] == [
        "m3-so-1-tan-yen-2024.xlsx",
        "m3-so-1-tan-yen-2024.docx",
        "m3-so-1-tan-yen-2024-cong-van.docx",
    ]


def test_the_usual_subject_names_the_year(campaign):
    assert subject_of(campaign) == ("V/v gửi danh sách tổng hợp đăng ký mô hình “Dân vận khéo” năm 2024")


def files_there() -> set[str]:
    """Every file of consolidated lists in the private storage."""
    storage = storages["private"]
    found, folders = set(), ["consolidated"]
    while folders:
        folder = folders.pop()
        if not storage.exists(folder):
            continue
        inner, files = storage.listdir(folder)
        folders += [f"{folder}/{one}" for one in inner]
        found |= {f"{folder}/{one}" for one in files}
    return found
