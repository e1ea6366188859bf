"""One transition on many records: what will change, what is left out and why, then yes or no."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from submissions.lifecycle.refusal import Refused
from submissions.models import Unit

from .moves import Move


class DoorBulkAction(BulkAction):
    """A move on the ticked rows of a list, each through its door in its own savepoint.

    Rows that do not offer the move are left out with the reason; an id outside
    the person's scope makes the whole request a 404.
    """

    move: Move
    template_name = "desk/bulk_confirm.html"
    question: str | Promise = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A membership says where, not what: who may not see the list may not see its rows here."""
        if not request.user.has_perm(f"submissions.view_{self.model._meta.model_name}"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> QuerySet[Any]:
        """What the person may see, with what the page shows of it."""
        raise NotImplementedError

    def unit_of(self, record: Any) -> Unit:
        """The unit that registered what the record is about."""
        raise NotImplementedError

    def pass_door(self, record: Any) -> Any:
        """Call the door for one record with what the form says. Raises Refused."""
        raise NotImplementedError

    def get_queryset(self, model: Any, object_ids: list[str]) -> list[Any]:
        try:
            wanted = {int(identifier) for identifier in object_ids}
        except ValueError as error:  # also "all": a click never reaches beyond the page one sees
            raise Http404 from error
        found = list(self.rows().filter(pk__in=wanted))
        if not found or len(found) != len(wanted):
            raise Http404
        return found

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, Any]]:
        objects, skipped = [], []
        for record in self.get_queryset(self.model, self.request.GET.getlist("id")):
            refusal = self.move.refusal(record, self.request.user)
            if refusal:
                skipped.append({**self.object_context(record), "reason": refusal})
            else:
                objects.append(record)
        return objects, {"skipped": skipped}

    def object_context(self, obj: Any) -> dict[str, Any]:
        return {"item": obj, "unit": self.unit_of(obj)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"move": self.move, "question": self.question}

    def form_valid(self, form: Any) -> Any:
        """Run the action; when it changed nothing, show the page again with what was written."""
        self.refused: list[tuple[Any, str]] = []
        self.changed = 0
        response = super().form_valid(form)
        for record, message in self.refused:
            messages.warning(self.request, f"{record}: {message}")
        if not self.changed:
            messages.error(self.request, gettext("Nothing was changed."))
            return self.render_to_response(self.get_context_data(form=form))
        return response

    def execute_action(self, objects: list[Any], **kwargs: Any) -> tuple[int, int]:
        for record in objects:
            try:
                with transaction.atomic():
                    self.pass_door(record)
                self.changed += 1
            except Refused as refused:
                self.refused.append((record, refused.message))
        return self.changed, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects:
            return None
        left_out = self.skipped + len(self.refused)
        done = ngettext("%(count)d record changed", "%(count)d records changed", num_parent_objects)
        message = done % {"count": num_parent_objects}
        if left_out:
            message += ", " + ngettext("%(count)d left out", "%(count)d left out", left_out) % {
                "count": left_out
            }
        return f"{self.move.label}: {message}."

    def prepare_action(self, objects: list[Any], objects_without_access: dict[str, Any]) -> None:
        self.skipped = len(objects_without_access["skipped"])
