"""A form being filled in: the page, what saves it while one types, its print, and giving it up."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View
from wagtail.admin.admin_url_finder import AdminURLFinder

from submissions import scope
from submissions.lifecycle import drafts
from submissions.lifecycle.refusal import Refused
from submissions.models import Attachment, Deadline, FormDraft, Level, Registration
from submissions.models.deadlines import registering
from submissions.unit_area.forms import SignInForm, sectors_of
from submissions.unit_area.paper_form import PaperForm
from submissions.unit_area.similar import Similar, similar_to

from .access import UnitMixin
from .attachments import attach_from

SIGN_IN_FIELDS = ("csrfmiddlewaretoken", "username", "password")


def open_drafts(page: UnitMixin) -> QuerySet[FormDraft]:
    """Return the forms being filled in that a page may show: the unit's, for a desk only its person's own."""
    seen = scope.form_drafts if page.on_behalf else scope.own_form_drafts
    return seen(page.request.user).filter(unit=page.unit)


def saved_words(draft: FormDraft) -> str:
    """Return when a form was saved, for the person who types."""
    return _("Saved at %(time)s") % {"time": timezone.localtime(draft.saved_at).strftime("%H:%M")}


def texts_of(posted: QueryDict) -> dict[str, str]:
    """Return what a page sends, each text by its name."""
    return {name: str(posted[name]) for name in posted}


class DraftMixin(UnitMixin):
    """A page of one form being filled in."""

    open_to_desk = True
    draft: FormDraft

    def find_record(self) -> None:
        self.draft = get_object_or_404(
            open_drafts(self).select_related(
                "form",
                "campaign__issuer",
                "campaign__scheme",
                "unit__level",
                "registration__initiative",
                "previous__initiative",
                "saved_by",
            ),
            pk=self.kwargs["pk"],
        )

    def page(self, name: str = "fill") -> str:
        """Return the address of a page of this form."""
        return reverse(f"unit_area:{name}", kwargs={"unit": self.unit.code, "pk": self.draft.pk})

    @cached_property
    def levels(self) -> list[Level]:
        """The levels the unit may register for."""
        return drafts.levels_for(self.draft.campaign, self.unit)

    def form(self, data: Any = None, **kwargs: Any) -> PaperForm:
        """Return the form with what is saved, or with `data` to be checked."""
        sectors = sectors_of(self.draft.campaign)
        return PaperForm(data, draft=self.draft, sectors=sectors, levels=self.levels, **kwargs)

    def save(self, posted: QueryDict) -> None:
        """Keep what was typed. Raises Overtaken and Refused as the door does."""
        version = posted.get("version", "")
        self.draft = drafts.save(
            self.draft,
            texts_of(posted),
            self.request.user,
            version=int(version) if version.isdecimal() else -1,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(draft=self.draft, **kwargs)


class SentMixin(DraftMixin):
    """A page that a second click on “send” may still meet: the form is a registration by now."""

    sent: Registration | None = None

    def find_record(self) -> None:
        became = Registration.objects.filter(
            unit=self.unit, form_drafts=self.kwargs["pk"], form_drafts__sent_at__isnull=False
        )
        self.sent = scope.registrations(self.request.user).filter(pk__in=became.values("pk")).first()
        if self.sent is None:
            super().find_record()

    def page_of(self, registration: Registration) -> str:
        """Return the address of a registration: in the unit area, or at the desk of who helps the unit."""
        if self.on_behalf:
            return AdminURLFinder(self.request.user).get_edit_url(registration) or self.home_url()
        return reverse("unit_area:registration", kwargs={"unit": self.unit.code, "pk": registration.pk})


@method_decorator(never_cache, name="dispatch")
class Fill(SentMixin, TemplateView):
    """The form. Every button keeps what is typed first; nothing typed is lost whatever is refused."""

    template_name = "unit_area/fill.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who is signed out by now signs in on the spot, and what was sent goes on its way."""
        if request.method == "POST" and not request.user.is_authenticated:
            form = SignInForm(request, data=request.POST if "username" in request.POST else None)
            if not form.is_valid():
                carried = [
                    (name, text)
                    for name, texts in request.POST.lists()
                    for text in texts
                    if name not in SIGN_IN_FIELDS
                ]
                context = {"form": form, "carried": carried}
                return render(request, "unit_area/sign_in_again.html", context)
            login(request, form.get_user())
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.sent:
            return redirect(self.page_of(self.sent))
        return self.show(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.sent:
            return redirect(self.page_of(self.sent))
        typed = texts_of(request.POST)
        try:
            self.save(request.POST)
        except drafts.Overtaken as overtaken:
            self.draft = overtaken.draft
            return self.show(self.form(typed=typed, others=self.draft.values), overtaken.message)
        except Refused as refusal:
            return self.show(self.form(typed=typed), refusal.message)
        if "send" in request.POST:
            return self.send()
        return self.go_on()

    def go_on(self) -> HttpResponse:
        """Answer to the buttons that do not send."""
        if "preview" in self.request.POST:
            return redirect(self.page("draft_preview"))
        if "attach" in self.request.POST:
            try:
                attach_from(self.request, self.draft)
            except Refused as refusal:
                return self.show(self.form(), refusal.message)
            return redirect(f"{self.page()}#tep-dinh-kem")
        messages.success(
            self.request, _("%(saved)s. It is not sent to the desk yet.") % {"saved": saved_words(self.draft)}
        )
        return redirect(self.page())

    def send(self) -> HttpResponse:
        """Check the form and send it; what is missing is named at its field."""
        form = self.form(self.draft.values)
        if not form.is_valid():
            return self.show(form)
        source = Registration.Source.DESK if self.on_behalf else Registration.Source.FORM
        try:
            registration = drafts.send(
                self.draft, form.entry(), form.paper(), self.request.user, level=form.level(), source=source
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return self.show(form)
        messages.success(self.request, _("The registration was sent to the desk."))
        return redirect(self.page_of(registration))

    def due(self) -> list[tuple[str, Deadline]]:
        """Return by when it has to be sent, with the levels of each day where they differ."""
        deadlines = self.draft.campaign.deadlines.select_related("subtree")
        levels: dict[Deadline, list[str]] = {}
        for level in self.levels:
            if deadline := registering(deadlines, self.unit, level.pk):
                levels.setdefault(deadline, []).append(level.name)
        return [(", ".join(names) if len(levels) > 1 else "", one) for one, names in levels.items()]

    def show(self, form: PaperForm, refusal: str = "") -> HttpResponse:
        """Show the form; `refusal` is why what was typed is not saved."""
        draft = self.draft
        context = self.get_context_data(
            form=form,
            refusal=refusal,
            due=self.due(),
            similar=similar_titles(draft, str(form["title"].value() or "")),
            saved=saved_words(draft) if draft.version else "",
            attachments=draft.attachments.all(),
            may_attach=True,
            attachment_kinds=Attachment.Kind.choices,
        )
        return self.render_to_response(context)


class Autosave(SentMixin, View):
    """Keep what is typed while one types, and say so in a few words for the script of the page."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        if self.sent:
            return JsonResponse({"message": _("The form has been sent already.")}, status=409)
        try:
            self.save(request.POST)
        except Refused as refusal:
            return JsonResponse({"message": refusal.message}, status=409)
        return JsonResponse({"version": self.draft.version, "message": saved_words(self.draft)})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("unit_area:fill", unit=self.unit.code, pk=self.kwargs["pk"])


class SimilarTitles(DraftMixin, TemplateView):
    """The part of the page that names initiatives with a like title, fetched while one types."""

    template_name = "unit_area/_similar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            similar=similar_titles(self.draft, self.request.GET.get("title", "")[:500]), **kwargs
        )


class DiscardDraft(DraftMixin, TemplateView):
    """Ask once, then give a form up."""

    template_name = "unit_area/discard_draft.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            drafts.discard(self.draft, request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The form was given up. Nothing was sent."))
        return redirect(self.home_url())


def similar_titles(draft: FormDraft, title: str) -> Similar:
    """Return what is like the title typed on a form."""
    besides = (draft.registration, draft.previous)
    return similar_to(title, unit=draft.unit, campaign=draft.campaign, besides=besides)
