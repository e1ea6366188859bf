"""Inviting people at the desk, one by one and from a sheet; who stands at a unit and who left it."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from submissions.lifecycle.invitations import Guest, invite
from submissions.lists.formats.files import read_file
from submissions.models import Invitation, Membership, Unit
from tests import factories
from tests.submissions.desk.conftest import messages_of, signed_in

SHEET = reverse("desk_invitations:sheet")
HEADINGS = "Mã đơn vị;Tên đơn vị;Họ và tên;Thư điện tử;Vai trò"


def csv(*rows: str, headings: str = HEADINGS) -> SimpleUploadedFile:
    text = "\r\n".join(["DANH SÁCH PHỤ TRÁCH", headings, *rows])
    return SimpleUploadedFile("phu-trach.csv", text.encode())


def shown(user: User, file: SimpleUploadedFile) -> Any:
    """The preview of a sheet."""
    return signed_in(user).post(SHEET, {"file": file})


def confirm(user: User, preview: Any, **data: str) -> Any:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return signed_in(user).post(SHEET, {"lines": preview.context["lines"]} | data)


def problems_in(preview: Any) -> list[tuple[int, list[str]]]:
    """The row numbers of the preview with the cells that have problems."""
    return [(row.line.number, [cell for cell, _why in row.problems]) for row in preview.context["rows"]]


@pytest.fixture
def unit(desk: Unit) -> Unit:
    return factories.UnitFactory(parent=desk, name="Đảng ủy xã Ngọc Thiện", code="ngoc-thien")


class TestOne:
    def test_officer_invites_from_the_page_of_the_unit(self, officer: User, unit: Unit) -> None:
        client = signed_in(officer)
        page = client.get(reverse("desk_units:inspect", args=[unit.pk]))
        add = reverse("desk_invitations:add")
        assert f"{add}?unit={unit.pk}" in page.content.decode()
        assert client.get(add, {"unit": unit.pk}).context["form"]["unit"].value() == str(unit.pk)

        values = {"unit": unit.pk, "name": "Người Mới", "email": "moi@example.vn", "role": "leader"}
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = client.post(add, values)

        assert response.headers["Location"] == reverse("desk_units:inspect", args=[unit.pk])
        assert Membership.objects.get(unit=unit).role == "leader"
        assert mail.outbox[0].to == ["moi@example.vn"]

    def test_what_the_door_says_stands_at_its_field(self, officer: User, unit: Unit) -> None:
        factories.officer_of(factories.DeskFactory(), email="can-bo@example.vn")
        values = {"unit": unit.pk, "name": "Người Mới", "email": "can-bo@example.vn", "role": "clerk"}

        response = signed_in(officer).post(reverse("desk_invitations:add"), values)

        assert set(response.context["form"].errors) == {"email"}
        assert not unit.memberships.exists()

    def test_units_of_others_are_not_offered(self, officer: User, unit: Unit) -> None:
        foreign = factories.UnitFactory()
        values = {"unit": foreign.pk, "name": "Người Mới", "email": "moi@example.vn", "role": "clerk"}

        response = signed_in(officer).post(reverse("desk_invitations:add"), values)

        assert set(response.context["form"].errors) == {"unit"}
        assert not Membership.objects.filter(unit=foreign).exists()

    def test_page_of_the_unit_shows_states_and_open_doors(self, officer: User, unit: Unit) -> None:
        invite(Guest(unit, "A Đang Chờ", "cho@example.vn"), officer)
        expired = invite(Guest(unit, "B Hết Hạn", "het@example.vn"), officer)
        expired.invitations.update(expires_at=timezone.now() - datetime.timedelta(days=1))
        factories.clerk_of(unit, first_name="C Đang Dùng", username="z")

        members = signed_in(officer).get(reverse("desk_units:inspect", args=[unit.pk])).context["members"]

        assert [(one.name, len(one.doors)) for one in members] == [
            ("A Đang Chờ", 2),
            ("B Hết Hạn", 2),
            ("C Đang Dùng", 1),
        ]
        assert len({one.state for one in members}) == 3

    def test_list_of_units_counts_members_and_invited(self, officer: User, unit: Unit) -> None:
        invite(Guest(unit, "Người Mới", "moi@example.vn"), officer)
        factories.clerk_of(unit, last_login=timezone.now())

        response = signed_in(officer).get(reverse("desk_units:index"))

        row = next(row for row in response.context["object_list"] if row == unit)
        assert (row.members, row.invited) == (2, 1)
        assert row.last_seen is not None

    @pytest.mark.parametrize(
        ("door", "left"), [("desk_invitations:renew", True), ("desk_invitations:withdraw", False)]
    )
    def test_invitation_is_renewed_or_withdrawn(
        self, officer: User, unit: Unit, door: str, left: bool
    ) -> None:
        membership = invite(Guest(unit, "Người Mới", "moi@example.vn"), officer)
        invitation = membership.invitations.get()

        response = signed_in(officer).post(reverse(door, args=[invitation.pk]))

        assert response.headers["Location"] == reverse("desk_units:inspect", args=[unit.pk])
        assert unit.memberships.exists() is left
        assert Invitation.objects.count() == (2 if left else 0)

    def test_officer_takes_a_clerk_out(self, officer: User, unit: Unit) -> None:
        membership = factories.clerk_of(unit).memberships.get()
        signed_in(officer).post(reverse("desk_memberships:dismiss", args=[membership.pk]))
        assert not unit.memberships.exists()

    @pytest.mark.parametrize(("state", "found"), [("waiting", 1), ("expired", 1), ("accepted", 0), ("", 2)])
    def test_list_is_filtered_by_state(self, officer: User, unit: Unit, state: str, found: int) -> None:
        invite(Guest(unit, "Người Một", "mot@example.vn"), officer)
        expired = invite(Guest(unit, "Người Hai", "hai@example.vn"), officer)
        expired.invitations.update(expires_at=timezone.now())
        other = factories.UnitFactory(parent=factories.DeskFactory())
        invite(Guest(other, "Người Ba", "ba@example.vn"), factories.officer_of(other.get_parent()))

        response = signed_in(officer).get(reverse("desk_invitations:index"), {"state": state})

        assert len(response.context["object_list"]) == found


class TestMany:
    def test_good_sheet_invites_everybody(self, officer: User, desk: Unit, unit: Unit) -> None:
        factories.UnitFactory(parent=desk, name="Đảng ủy xã Cao Xá", short_name="Cao Xá")
        sheet = csv(
            "ngoc-thien;;Người Một;mot@example.vn;",
            ";dang uy xa cao xa;Người Hai;hai@example.vn;Lãnh đạo đơn vị",
            ";;;;",
        )
        preview = shown(officer, sheet)
        assert not Membership.objects.filter(role="clerk").exists()

        response = confirm(officer, preview)

        assert response.headers["Location"] == reverse("desk_invitations:index")
        assert set(Membership.objects.exclude(role="desk").values_list("unit__name", "role")) == {
            ("Đảng ủy xã Ngọc Thiện", "clerk"),
            ("Đảng ủy xã Cao Xá", "leader"),
        }
        assert sorted(one.to[0] for one in mail.outbox) == ["hai@example.vn", "mot@example.vn"]

    def test_every_problem_is_named_by_row_and_cell(self, officer: User, desk: Unit, unit: Unit) -> None:
        factories.UnitFactory.create_batch(2, parent=desk, name="Chi bộ thôn Chiên")
        factories.clerk_of(unit, email="co-roi@example.vn")
        factories.UnitFactory(code="noi-khac", parent=factories.DeskFactory())
        sheet = csv(
            "ngoc-thien;;Người Một;mot@example.vn;",
            "khong-co;;Người Hai;hai@example.vn;",
            ";Chi bộ thôn Chiên;Người Ba;ba@example.vn;",
            "noi-khac;;Người Bốn;bon@example.vn;",
            "ngoc-thien;;;khong-phai;giám đốc",
            "ngoc-thien;;Người Sáu;co-roi@example.vn;",
            "ngoc-thien;;Người Bảy;bay@example.vn;",
            "ngoc-thien;;Người Bảy;BAY@example.vn;",
            ";;Người Chín;chin@example.vn;",
        )

        assert problems_in(shown(officer, sheet)) == [
            (3, []),
            (4, ["A4"]),
            (5, ["B5"]),
            (6, ["A6"]),
            (7, ["E7", "C7", "D7"]),
            (8, ["D8"]),
            (9, ["D9"]),
            (10, ["D10"]),
            (11, ["A11"]),
        ]

    def test_all_or_nothing_unless_the_good_ones_are_asked_for(self, officer: User, unit: Unit) -> None:
        sheet = "ngoc-thien;;Người Một;mot@example.vn;", "khong-co;;Người Hai;hai@example.vn;"
        preview = shown(officer, csv(*sheet))

        confirm(officer, preview)
        assert not unit.memberships.exists()

        confirm(officer, preview, good_only="1")
        assert [one.user.email for one in unit.memberships.all()] == ["mot@example.vn"]

    def test_same_preview_confirmed_twice_invites_once(self, officer: User, unit: Unit) -> None:
        preview = shown(officer, csv("ngoc-thien;;Người Một;mot@example.vn;"))
        confirm(officer, preview)
        confirm(officer, preview)
        assert (unit.memberships.count(), len(mail.outbox)) == (1, 1)

    def test_rows_of_another_officer_meet_the_own_scope(
        self, officer: User, stranger: User, unit: Unit
    ) -> None:
        preview = shown(officer, csv("ngoc-thien;;Người Một;mot@example.vn;"))
        confirm(stranger, preview, good_only="1")
        assert not unit.memberships.exists()

    def test_forged_rows_are_refused(self, officer: User, unit: Unit) -> None:
        response = signed_in(officer).post(SHEET, {"lines": "khong-phai"})
        assert response.headers["Location"] == SHEET
        assert len(messages_of(response)) == 1

    @pytest.mark.parametrize(
        "file",
        [
            csv("ngoc-thien;Người Một", headings="Mã đơn vị;Họ và tên"),
            csv(),
            SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(40)),
            SimpleUploadedFile("rong.xlsx", b""),
        ],
        ids=["no e-mail", "no rows", "picture", "empty"],
    )
    def test_other_files_are_refused_at_the_field(
        self, officer: User, unit: Unit, file: SimpleUploadedFile
    ) -> None:
        assert set(shown(officer, file).context["form"].errors) == {"file"}

    def test_blank_sheet_holds_the_units_nobody_serves(self, officer: User, desk: Unit, unit: Unit) -> None:
        served = factories.UnitFactory(parent=desk, code="co-nguoi")
        factories.clerk_of(served)
        response = signed_in(officer).get(reverse("desk_invitations:blank_sheet"))

        [grid] = read_file(response.content, "mau.xlsx").grids
        assert [row[:2] for row in grid.cells] == [
            ["Mã đơn vị", "Tên đơn vị"],
            ["ngoc-thien", "Đảng ủy xã Ngọc Thiện"],
        ]
        refused = shown(officer, SimpleUploadedFile("mau.xlsx", response.content))
        assert set(refused.context["form"].errors) == {"file"}

    def test_only_who_may_invite_sees_the_page(self, people: dict[str, User]) -> None:
        allowed = {role for role, user in people.items() if signed_in(user).get(SHEET).status_code == 200}
        assert allowed == {"officer", "administrator"}
