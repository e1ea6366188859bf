"""How a door says no, and how it holds a row while it decides."""

from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

Record = TypeVar("Record", bound=Model)


class Refused(Exception):
    """A transition is not allowed; the message says why and what to do, in the reader's language."""

    @property
    def message(self) -> str:
        return str(self.args[0])


def require(allowed: bool, message: str) -> None:
    """Raise Refused with `message` unless `allowed`."""
    if not allowed:
        raise Refused(message)


def refuse_for(why: str) -> None:
    """Raise Refused with `why`, the answer of a guard, unless it is empty."""
    require(not why, why)


def require_permission(user: Any, codename: str) -> None:
    """Raise Refused unless one of the person's groups grants `submissions.<codename>`."""
    require(
        user.has_perm(f"submissions.{codename}"),
        _("Your account does not have this right. Ask the administrator to add you to the right group."),
    )


def hold(record: Record) -> Record:
    """Read the row again and lock it until the transaction ends, so that two people cannot both decide.

    Rows that refer to it may still be written meanwhile (`no_key`): the desk's lock on a unit does not
    stand against an import into that unit.
    """
    rows = type(record)._default_manager.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=record.pk)
