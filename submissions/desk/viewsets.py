"""The base of every list of the desk: rows narrowed by scope, actions narrowed by policy.

Wagtail's generic views check permission for the model only. Here every view that
reads a record reads it from `rows(user)`, so that a stranger's id is a 404.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import history
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.log_actions import registry as log_registry
from wagtail.permissions import ModelPermissionPolicy

from submissions.models import Campaign

Rows = Callable[[Any], QuerySet[Any]]

PER_PAGE = 30


class DeskPolicy(ModelPermissionPolicy):
    """Django's permissions, but never more than the actions the desk offers.

    Even an administrator has no form that writes a record whose states belong to the doors.
    """

    def __init__(self, model: Any, offered: tuple[str, ...]) -> None:
        super().__init__(model)
        self.offered = offered

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.offered and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, [action for action in actions if action in self.offered])


class CampaignPolicy(DeskPolicy):
    """For what belongs to campaigns: who may change them writes it, who may see them reads it."""

    def __init__(self, offered: tuple[str, ...]) -> None:
        super().__init__(Campaign, offered)

    def _get_permission_name(self, action: str) -> str:
        return str(super()._get_permission_name("view" if action == "view" else "change"))


class ScopedIndexMixin:
    """A list of what the person may see, and nothing else."""

    rows: Rows | None = None
    related: tuple[str, ...] = ()
    default_ordering: Any = None
    request: Any

    def get_base_queryset(self) -> QuerySet[Any]:
        assert self.rows is not None  # noqa: S101 - set by DeskViewSet.construct_view, which refuses its absence
        return self.rows(self.request.user).select_related(*self.related)

    def order_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Order by the chosen column, then by age, so that paging never repeats a row."""
        ordering = self.ordering  # type: ignore[attr-defined]
        if not ordering:
            return queryset
        keys = (ordering,) if isinstance(ordering, str) else tuple(ordering)
        return queryset.order_by(*keys, "-pk")


class ScopedObjectMixin:
    """One record out of what the person may see; any other id is a 404."""

    rows: Rows | None = None
    related: tuple[str, ...] = ()
    request: Any
    kwargs: dict[str, Any]

    def get_object(self, queryset: Any = None) -> Any:
        assert self.rows is not None  # noqa: S101 - as above
        return get_object_or_404(
            self.rows(self.request.user).select_related(*self.related), pk=self.kwargs["pk"]
        )


class IndexView(ScopedIndexMixin, generic.IndexView):
    """A list whose rows lead to the record's page."""

    paginate_by = PER_PAGE

    def get_record_url(self, record: Any) -> str:
        """The page of a record: what stands in it, or the form where there is no such page."""
        return self.get_inspect_url(record) or self.get_edit_url(record)

    def record_column(self, name: str, **kwargs: Any) -> TitleColumn:
        """The column that leads to the record."""
        return TitleColumn(
            name, get_url=self.get_record_url, get_title_id=lambda record: f"desk_{record.pk}_title", **kwargs
        )


class BulkIndexView(IndexView):
    """A list with check boxes.

    Wagtail's bulk actions reach any model; only snippets get the boxes by default.
    Who lacks `bulk_permission`, a codename of `submissions`, sees neither boxes nor actions.
    """

    template_name = "desk/bulk_index.html"
    bulk_permission = ""

    @property
    def offers_bulk_actions(self) -> bool:
        """Whether this person may make the moves that the list offers on many rows."""
        return bool(self.request.user.has_perm(f"submissions.{self.bulk_permission}"))

    def checkbox_columns(self) -> list[BulkActionsCheckboxColumn]:
        """The column of boxes, or none."""
        if not self.offers_bulk_actions:
            return []
        return [BulkActionsCheckboxColumn("bulk_actions", obj_type="desk")]


class CreateView(generic.CreateView):
    """A new record, made by a form that offers only what the person oversees."""


class EditView(ScopedObjectMixin, generic.EditView):
    """A form for a record of the person's scope."""


class DeleteView(ScopedObjectMixin, generic.DeleteView):
    """Asks before deleting a record of the person's scope."""


class InspectView(ScopedObjectMixin, generic.InspectView):
    """A record as it stands, with the transitions that are open to the person as buttons."""

    moves: tuple[Any, ...] = ()
    move_url_name: Callable[[str], str] | None = None
    history_url_name: str | None = None

    def get_page_title(self) -> str:
        return capfirst(self.model._meta.verbose_name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"open_moves": self.open_moves()}

    def open_moves(self) -> list[tuple[Any, str]]:
        """Each transition that its door would let this person make now, with its address."""
        return [
            (move, reverse(self.move_url_name(move.name), args=[self.object.pk]))  # type: ignore[misc]
            for move in self.moves
            if not move.refusal(self.object, self.request.user)
        ]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = list(super().header_more_buttons)
        if self.history_url_name:
            url = reverse(self.history_url_name, args=[self.object.pk])
            buttons.append(Button(_("History"), url=url, icon_name="history", priority=90))
        return buttons


class HistoryView(ScopedObjectMixin, history.HistoryView):
    """Everything that was logged on a record, one line each; too few lines to filter."""

    filterset_class = None
    any_permission_required = ["add", "change", "delete", "view"]
    inspect_url_name: str | None = None

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.inspect_url_name:
            return list(super().header_buttons) if self.edit_url_name else []
        url = reverse(self.inspect_url_name, args=[self.object.pk])
        return [HeaderButton(_("Back to the record"), url=url, icon_name="arrow-left")]

    def get_base_queryset(self) -> QuerySet[Any]:
        # Wagtail keeps one entry for each request and action here, so that receiving three
        # registrations at once would leave a trace on the last one only.
        return self._annotate_queryset(log_registry.get_logs_for_instance(self.object))


class DeskViewSet(ModelViewSet):
    """A list of the desk with the pages named in `routes`; its rows come from `rows(user)`.

    `moves` are the transitions offered on the record's page; each has a view in
    `move_views` under the move's name.
    """

    rows: Rows
    related: tuple[str, ...] = ()
    routes: tuple[str, ...] = ("index", "index_results", "inspect", "history", "history_results")
    offered: tuple[str, ...] = ("view",)
    moves: tuple[Any, ...] = ()
    move_views: dict[str, Any] = {}
    index_view_class = IndexView
    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = DeleteView
    history_view_class = HistoryView
    inspect_view_class = InspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = PER_PAGE
    form_fields: list[str] = []
    sort_order_field = None

    @property
    def permission_policy(self) -> DeskPolicy:
        return DeskPolicy(self.model, self.offered)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        offered = {
            f"{name}_url_name": self.get_url_name(name) if name in self.routes else self.UNDEFINED
            for name in ("add", "edit", "delete", "history", "inspect", "usage")
        }
        return super().get_common_view_kwargs(
            **{"rows": self.rows, "related": self.related, **offered, **kwargs}
        )

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_inspect_view_kwargs(
            **{"moves": self.moves, "move_url_name": self.get_url_name, **kwargs}
        )

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        """Build a view; a view that reads records without narrowing them is refused at start."""
        if not issubclass(view_class, ScopedIndexMixin | ScopedObjectMixin | CreateView):
            raise ImproperlyConfigured(f"{view_class.__name__} does not narrow its rows by user.")
        return super().construct_view(view_class, **kwargs)

    @property
    def usage_view(self) -> Any:
        """There is none: the list of what refers to a record would cross the borders of scopes."""
        return self.inspect_view

    @property
    def url_finder_class(self) -> type:
        """Leads from Wagtail's reports to the record's page."""
        page = "edit" if "edit" in self.routes else "inspect"
        policy = DeskPolicy(self.model, ("change",) if page == "edit" else ("view",))
        return type(
            "_FinderClass",
            (_RecordURLFinder,),
            {
                "permission_policy": policy,
                "edit_url_name": self.get_url_name(page),
                "action": "change" if page == "edit" else "view",
            },
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        pages = [pattern for pattern in super().get_urlpatterns() if pattern.name in self.routes]
        return pages + [
            path(f"{name.replace('_', '-')}/<int:pk>/", self.construct_view(view_class), name=name)
            for name, view_class in self.move_views.items()
        ]

    def get_permissions_to_register(self) -> Any:
        """Every right of the model, so that an administrator can give it to a group."""
        return Permission.objects.filter(
            content_type__app_label=self.app_label, content_type__model=self.model_name
        )


class _RecordURLFinder(ModelAdminURLFinder):
    action = "view"

    def get_edit_url(self, instance: Any) -> str | None:
        if self.user and not self.permission_policy.user_has_permission(self.user, self.action):
            return None
        return self.construct_edit_url(instance)
