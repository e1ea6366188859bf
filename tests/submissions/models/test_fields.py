import unicodedata

import pytest
from django.core.exceptions import ValidationError

from submissions.models import Initiative
from submissions.models.fields import validate_partial_date
from tests.factories import InitiativeFactory


@pytest.mark.parametrize("value", ["2024", "2024-02", "2024-02-29", "1998-12-31"])
def test_partial_date_takes_year_month_and_day(value):
    validate_partial_date(value)


@pytest.mark.parametrize(
    "value", ["24", "2024-13", "2023-02-29", "2024-2", "29/02/2024", "2024-02-30", "nay"]
)
def test_partial_date_refuses_what_is_not_in_the_calendar(value):
    with pytest.raises(ValidationError):
        validate_partial_date(value)


@pytest.mark.django_db
def test_text_is_stored_composed_and_otherwise_as_written():
    typed = unicodedata.normalize("NFD", "Uỷ ban xã “Cao Xá” hoà giải")

    initiative = InitiativeFactory(title=typed)

    initiative.refresh_from_db()
    assert initiative.title == "Uỷ ban xã “Cao Xá” hoà giải"
    assert initiative.title_key == "uy ban xa cao xa hoa giai"


@pytest.mark.django_db
def test_titles_that_differ_in_tone_place_and_quotes_share_a_key():
    InitiativeFactory(title="Tổ hoà giải “Thuỷ Xuân”")
    InitiativeFactory(title='Tổ hòa giải "Thủy Xuân"')

    assert Initiative.objects.values("title_key").distinct().count() == 1
