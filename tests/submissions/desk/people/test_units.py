"""The tree of units and who serves them; only an administrator changes either."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from submissions.models import Membership, Unit
from tests import factories
from tests.submissions.desk.conftest import signed_in


def form_of(**changes: object) -> dict[str, object]:
    values = {
        "name": "Chi bộ thôn Chiên",
        "code": "chi-bo-thon-chien",
        "type": "party_cell",
        "level": factories.level().pk,
        "recognition_term": "recognise",
    }
    return values | changes


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Huyện ủy Tân Yên", "Đảng ủy xã Ngọc Thiện"]),
        ({"type": "commune"}, ["Đảng ủy xã Ngọc Thiện"]),
        ({"receives": "true"}, ["Huyện ủy Tân Yên"]),
        ({"q": "ngoc thien"}, ["Đảng ủy xã Ngọc Thiện"]),
        ({"q": "Dang uy xa"}, ["Đảng ủy xã Ngọc Thiện"]),
    ],
)
def test_own_tree_is_listed_filtered_and_searched(
    officer: User, unit: Unit, filters: dict[str, str], found: list[str]
) -> None:
    factories.UnitFactory(name="Đảng ủy xã của nơi khác")

    response = signed_in(officer).get(reverse("desk_units:index"), filters)

    assert [row.name for row in response.context["object_list"]] == found


def test_new_unit_stands_below_the_one_that_was_chosen(administrator: User, unit: Unit) -> None:
    client = signed_in(administrator)

    client.post(reverse("desk_units:add"), form_of(parent=unit.pk, valid_from="01/07/2025"))
    client.post(reverse("desk_units:add"), form_of(code="dinh", parent=""))

    added = Unit.objects.get(code="chi-bo-thon-chien")
    assert added.get_parent() == unit
    assert f"{added.valid_from:%d/%m/%Y}" == "01/07/2025"
    assert Unit.objects.get(code="dinh").is_root()


def test_unit_moves_with_everything_below_it(administrator: User, desk: Unit, unit: Unit) -> None:
    cell = factories.UnitFactory(parent=unit)
    other = factories.DeskFactory()

    signed_in(administrator).post(
        reverse("desk_units:edit", args=[unit.pk]),
        form_of(name=unit.name, code=unit.code, type="commune", parent=other.pk),
    )

    assert list(Unit.objects.get(pk=other.pk).get_descendants()) == [unit, cell]
    assert Unit.objects.get(pk=desk.pk).is_leaf()


def test_unit_never_moves_below_itself(administrator: User, unit: Unit) -> None:
    cell = factories.UnitFactory(parent=unit)

    response = signed_in(administrator).post(
        reverse("desk_units:edit", args=[unit.pk]),
        form_of(name=unit.name, code=unit.code, type="commune", parent=cell.pk),
    )

    assert set(response.context["form"].errors) == {"parent"}


@pytest.fixture
def steward(desk: Unit) -> User:
    """An officer who may also write the units of the own desk."""
    rights = Permission.objects.filter(codename__in=["add_unit", "change_unit"])
    officer = factories.officer_of(desk)
    officer.user_permissions.add(*rights)
    return officer


@pytest.mark.parametrize("below_another", [True, False])
def test_top_unit_of_the_own_scope_stays_where_it_stands(
    administrator: User, desk: Unit, unit: Unit, steward: User, below_another: bool
) -> None:
    parent = factories.DeskFactory() if below_another else None
    if parent:
        desk.move(parent, "last-child")

    for chosen in ("", unit.pk, factories.DeskFactory().pk):
        signed_in(steward).post(
            reverse("desk_units:edit", args=[desk.pk]),
            form_of(name=f"Huyện ủy mới: {chosen or 0}", code=desk.code, receives="on", parent=chosen),
        )
        kept = Unit.objects.get(pk=desk.pk)
        assert (kept.name, kept.get_parent()) == (f"Huyện ủy mới: {chosen or 0}", parent)


def test_only_an_administrator_puts_a_unit_at_the_top(desk: Unit, unit: Unit, steward: User) -> None:
    client = signed_in(steward)

    added = client.post(reverse("desk_units:add"), form_of(parent=""))
    moved = client.post(
        reverse("desk_units:edit", args=[unit.pk]), form_of(name=unit.name, code=unit.code, parent="")
    )

    assert set(added.context["form"].errors) == set(moved.context["form"].errors) == {"parent"}
    assert list(Unit.get_root_nodes()) == [desk]


def test_page_names_who_serves_the_unit(officer: User, unit: Unit) -> None:
    factories.clerk_of(unit, username="van-thu")

    response = signed_in(officer).get(reverse("desk_units:inspect", args=[unit.pk]))

    assert [(row.name, row.role) for row in response.context["members"]] == [("van-thu", "Cán bộ đơn vị")]


def test_person_serves_a_desk_only_where_there_is_one(administrator: User, desk: Unit, unit: Unit) -> None:
    person, client = factories.UserFactory(), signed_in(administrator)
    add = reverse("desk_memberships:add")

    refused = client.post(add, {"user": person.pk, "unit": unit.pk, "role": "desk"})
    client.post(add, {"user": person.pk, "unit": desk.pk, "role": "desk"})
    client.post(add, {"user": person.pk, "unit": unit.pk, "role": "clerk"})

    assert set(refused.context["form"].errors) == {"role"}
    assert set(Membership.objects.values_list("unit", "role")) == {(desk.pk, "desk"), (unit.pk, "clerk")}


@pytest.mark.parametrize(
    ("query", "found"), [({"role": "clerk"}, 1), ({"q": "ngoc thien"}, 1), ({"q": "khong co"}, 0)]
)
def test_memberships_are_filtered_and_searched(
    administrator: User, desk: Unit, unit: Unit, query: dict[str, str], found: int
) -> None:
    factories.clerk_of(unit, username="van-thu")
    factories.officer_of(desk, username="can-bo")

    response = signed_in(administrator).get(reverse("desk_memberships:index"), query)

    assert len(response.context["object_list"]) == found


def test_membership_is_ended(administrator: User, unit: Unit) -> None:
    membership = factories.clerk_of(unit).memberships.get()

    signed_in(administrator).post(reverse("desk_memberships:delete", args=[membership.pk]))

    assert not Membership.objects.exists()
