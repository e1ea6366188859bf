"""The short lists: levels, sectors and their wordings."""

import pytest
from django.contrib.auth.models import User
from django.urls import NoReverseMatch, reverse

from submissions.models import Level, Sector, SectorScheme, Unit
from tests import factories
from tests.submissions.desk.conftest import signed_in


def test_level_is_added_with_the_day_from_which_it_holds(administrator: User) -> None:
    signed_in(administrator).post(
        reverse("desk_levels:add"),
        {"code": "dac-khu", "name": "cấp đặc khu", "rank": 2, "valid_from": "01/07/2025"},
    )

    added = Level.objects.get(code="dac-khu")
    assert (added.rank, f"{added.valid_from:%d/%m/%Y}", added.valid_to) == (2, "01/07/2025", None)


def test_sector_is_renamed_and_keeps_its_key(administrator: User) -> None:
    sector = factories.sector("economy")

    signed_in(administrator).post(
        reverse("desk_sectors:edit", args=[sector.pk]), {"name": "Kinh tế", "slug": "kinh-te", "order": 1}
    )

    sector.refresh_from_db()
    assert (sector.name, sector.key, sector.order) == ("Kinh tế", "economy", 1)


def test_sectors_are_never_added() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("desk_sectors:add")


def test_scheme_is_written_with_its_wordings(administrator: User, desk: Unit) -> None:
    rows = {
        f"rows-{number}-{field}": value
        for number, sector in enumerate(Sector.objects.order_by("key")[:2])
        for field, value in {"sector": sector.pk, "label": f"Lĩnh vực {sector.key}", "order": number}.items()
    }

    signed_in(administrator).post(
        reverse("desk_schemes:add"),
        {"issuer": desk.pk, "name": "Mẫu M3", "rows-TOTAL_FORMS": 4, "rows-INITIAL_FORMS": 0, **rows},
    )

    scheme = SectorScheme.objects.get()
    assert list(scheme.wordings.values_list("label", flat=True)) == [
        "Lĩnh vực culture_society",
        "Lĩnh vực defence_security",
    ]


def test_sector_is_worded_once_in_a_scheme(administrator: User, desk: Unit) -> None:
    rows = {
        f"rows-{number}-{field}": value
        for number in range(2)
        for field, value in {"sector": factories.sector().pk, "label": "Kinh tế", "order": 1}.items()
    }

    response = signed_in(administrator).post(
        reverse("desk_schemes:add"),
        {"issuer": desk.pk, "name": "Mẫu M3", "rows-TOTAL_FORMS": 2, "rows-INITIAL_FORMS": 0, **rows},
    )

    assert response.status_code == 200
    assert not SectorScheme.objects.exists()
