import pytest

from tests.factories import DeskFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_receiver_is_the_nearest_unit_above_with_a_desk():
    province = DeskFactory()
    district = DeskFactory(parent=province)
    committee = UnitFactory(parent=district)
    cell = UnitFactory(parent=committee)

    assert [u.receiver for u in (cell, committee, district, province)] == [district, district, province, None]
