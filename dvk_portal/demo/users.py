"""The people of the demo: one administrator, one editor, one officer, one leader, two clerks."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User

from submissions.models import Membership, Unit

DEFAULT_PASSWORD = "dan-van-kheo-2024"  # noqa: S105 - the published password of the demo


@dataclass(frozen=True)
class UserData:
    """A demo account; `units` are the codes of the units it serves in `role`."""

    username: str
    first_name: str
    group: str = ""
    role: str = ""
    units: tuple[str, ...] = ()

    @property
    def is_administrator(self) -> bool:
        return not self.group


DESKS = ("huyen-uy-tan-yen", "khoi-cac-co-quan-thai-nguyen")

USERS = (
    UserData("quantri", "Quản trị"),
    UserData("bientap", "Biên tập viên", "Biên tập viên", Membership.Role.DESK, DESKS),
    UserData("chuyenvien", "Chuyên viên Ban Dân vận", "Chuyên viên", Membership.Role.DESK, DESKS),
    UserData("lanhdao", "Lãnh đạo", "Hội đồng / lãnh đạo", Membership.Role.DESK, DESKS),
    UserData("donvi1", "Cán bộ xã Cao Xá", "Đơn vị", Membership.Role.CLERK, ("tan-yen-cao-xa",)),
    UserData("donvi2", "Cán bộ thị trấn Nhã Nam", "Đơn vị", Membership.Role.CLERK, ("tan-yen-nha-nam",)),
)


def with_published_password() -> list[str]:
    """The demo accounts that still open with the password everybody can read in the README."""
    accounts = get_user_model().objects.filter(username__in=[user.username for user in USERS], is_active=True)
    return [account.username for account in accounts if account.check_password(DEFAULT_PASSWORD)]


def load_users(password: str) -> dict[str, User]:
    """Make the accounts that are missing and return all of them by user name.

    An account that stands keeps its password, groups and units.
    """
    return {data.username: _load_user(data, password) for data in USERS}


def _load_user(data: UserData, password: str) -> User:
    user, created = get_user_model().objects.get_or_create(
        username=data.username,
        defaults={
            "first_name": data.first_name,
            "is_staff": data.is_administrator,
            "is_superuser": data.is_administrator,
        },
    )
    if created:
        user.set_password(password)
        user.save()
        if data.group:
            user.groups.add(Group.objects.get(name=data.group))
        for unit in Unit.objects.filter(code__in=data.units):
            Membership.objects.create(user=user, unit=unit, role=data.role)
    return user
