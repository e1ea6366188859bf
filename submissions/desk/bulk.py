"""One transition on many records: what will change, what is left out and why, then yes or no."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from submissions.desk.moves import Move
from submissions.lifecycle.refusal import Refused
from submissions.models import Unit

ALL = ["all"]
# What one step changes at most; the page lists every one of them.
MOST = 2_000
# Refusals that are told one by one.
MOST_TOLD = 10
# Rows that stand open on the page; a longer list is folded.
MOST_OPEN = 20

LeftOut = list[tuple[Any, str]]


class DoorBulkAction(BulkAction):
    """A move on the ticked rows of a list, each through its door in its own savepoint.

    Rows that do not offer the move are left out with the reason; an id outside
    the person's scope makes the whole request a 404. `id=all` stands for every row
    that the list shows under the filters of the address, where `shown_rows` knows them.

    The page carries the moment at which it was read (`seen_at`) and how many rows it showed
    (`listed`): what changed since is left out, for nobody changes what nobody has seen.
    """

    move: Move
    template_name = "desk/bulk_confirm.html"
    question: str | Promise = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A membership says where, not what: who may not see the list may not see its rows here."""
        if not request.user.has_perm(f"submissions.view_{self.model._meta.model_name}"):
            raise PermissionDenied
        self.read_at = timezone.now()
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> QuerySet[Any]:
        """What the person may see, with what the page shows of it."""
        raise NotImplementedError

    def shown_rows(self) -> QuerySet[Any]:
        """What the list shows under the filters of the address; a list without them has no “all”."""
        raise Http404

    def unit_of(self, record: Any) -> Unit:
        """The unit that registered what the record is about."""
        raise NotImplementedError

    def changed_at(self, record: Any) -> datetime.datetime | None:
        """When the record was last changed, if it keeps that."""
        return None

    def pass_door(self, record: Any) -> Any:
        """Call the door for one record with what the form says. Raises Refused."""
        raise NotImplementedError

    def pass_doors(self, records: Sequence[Any]) -> tuple[Sequence[Any], LeftOut]:
        """Call the door for each record; return those that passed, and those that did not with the reason.

        For a door that takes many at once. Raises Refused when it refuses all.
        """
        passed, left_out = [], []
        for record in records:
            try:
                with transaction.atomic():
                    self.pass_door(record)
                passed.append(record)
            except Refused as refused:
                left_out.append((record, refused.message))
        return passed, left_out

    def get_queryset(self, model: Any, object_ids: list[str]) -> list[Any]:
        if object_ids == ALL:
            return list(self.shown_rows()[: MOST + 1])
        try:
            wanted = {int(identifier) for identifier in object_ids}
        except ValueError as error:
            raise Http404 from error
        found = list(self.rows().filter(pk__in=wanted))
        if not found or len(found) != len(wanted):
            raise Http404
        return found

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, Any]]:
        objects, skipped = [], []
        found = self.get_queryset(self.model, self.request.GET.getlist("id"))
        too_many = len(found) > MOST
        seen_at = self.seen_at()
        for record in [] if too_many else found:
            refusal = self.refusal(record, seen_at)
            if refusal:
                skipped.append({**self.object_context(record), "reason": refusal})
            else:
                objects.append(record)
        return objects, {"skipped": skipped, "too_many": too_many, "listed": len(found)}

    def refusal(self, record: Any, seen_at: datetime.datetime | None) -> str:
        """Why the record is left out; empty when it is not."""
        refusal = self.move.refusal(record, self.request.user)
        changed_at = self.changed_at(record)
        if not refusal and seen_at and changed_at and changed_at > seen_at:
            return gettext("It was changed after this page was opened. Read it again.")
        return refusal

    def seen_at(self) -> datetime.datetime | None:
        """When the page was read from which this comes."""
        try:
            moment = parse_datetime(self.request.POST.get("seen_at", ""))
        except ValueError:
            return None
        return moment if moment and timezone.is_aware(moment) else None

    def object_context(self, obj: Any) -> dict[str, Any]:
        return {"item": obj, "unit": self.unit_of(obj)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {
            "move": self.move,
            "question": self.question,
            "seen_at": self.read_at.isoformat(),
            "most": MOST,
            "most_open": MOST_OPEN,
        }

    def form_valid(self, form: Any) -> Any:
        """Run the action; when it changed nothing, show the page again with what was written."""
        self.refused: LeftOut = []
        self.changed = 0
        try:
            response = super().form_valid(form)
        except Refused as refused:
            messages.error(self.request, refused.message)
            return self.render_to_response(self.get_context_data(form=form))
        self.tell_refused()
        if not self.changed:
            messages.error(self.request, self.nothing_changed())
            return self.render_to_response(self.get_context_data(form=form))
        return response

    def tell_refused(self) -> None:
        """Say which records the door refused and why, the first of many."""
        for record, message in self.refused[:MOST_TOLD]:
            messages.warning(self.request, f"{record}: {message}")
        more = len(self.refused) - MOST_TOLD
        if more > 0:
            messages.warning(
                self.request,
                ngettext("%(count)d more was left out.", "%(count)d more were left out.", more)
                % {"count": more},
            )

    def nothing_changed(self) -> str:
        """Say that nothing was changed, and why when somebody was quicker."""
        if self.gone:
            return gettext("Nothing was changed: somebody else has dealt with these records meanwhile.")
        return gettext("Nothing was changed.")

    def execute_action(self, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        passed, self.refused = self.pass_doors(objects)
        self.changed = len(passed)
        return self.changed, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects:
            return None
        left_out = self.skipped + len(self.refused) + self.gone
        done = ngettext("%(count)d record changed", "%(count)d records changed", num_parent_objects)
        message = done % {"count": num_parent_objects}
        if left_out:
            message += ", " + ngettext("%(count)d left out", "%(count)d left out", left_out) % {
                "count": left_out
            }
        return f"{self.move.label}: {message}."

    def prepare_action(self, objects: list[Any], objects_without_access: dict[str, Any]) -> None:
        self.skipped = len(objects_without_access["skipped"])
        shown = self.request.POST.get("listed", "")
        self.gone = max(0, int(shown) - objects_without_access["listed"]) if shown.isdecimal() else 0
