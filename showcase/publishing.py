"""From the record to the public: a published recognition offers a draft page, a revoked one takes it down.

An initiative lives for years and has one page. A later recognition does not make a second one; it
gives the page a draft with the new facts, which the public sees when an editor publishes it.
"""

from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from showcase.models import ExemplarIndexPage, ExemplarPage
from submissions.lifecycle.refusal import Refused, hold, require
from submissions.models import Decision, Initiative, Recognition

DRAFT = "showcase.exemplar.draft"
TAKE_DOWN = "showcase.exemplar.take_down"
LOG_ACTIONS = {
    DRAFT: gettext_lazy("Fill the exemplar from the record"),
    TAKE_DOWN: gettext_lazy("Take down the exemplar"),
}

LONGEST_TITLE = 255


@transaction.atomic
def draft_exemplar(recognition: Recognition, by: Any = None) -> ExemplarPage:
    """The page of the recognised initiative, as a draft filled from the record where there is none yet.

    `by` is who asks for it, None when the portal itself does. A page that tells of an earlier
    recognition gets a draft with the facts of this one. Nothing of the person behind an individual
    initiative is copied (Luật 91/2025/QH15). Raises Refused unless the recognition is published, or
    when the portal has no list of exemplars.
    """
    recognition = hold(recognition)
    require(
        recognition.state == Recognition.State.PUBLISHED,
        _("Only a published recognition can be shown to the public."),
    )
    # Locked, so that two drafts are not put in the same place below the list.
    index = ExemplarIndexPage.objects.select_for_update(of=("self",)).order_by("path").first()
    if index is None:
        raise Refused(_("The portal has no list of exemplars yet. Make one first."))
    page = page_of(recognition.registration.initiative)
    if page is None:
        return _new_page(index, recognition, by)
    draft = page.get_latest_revision_as_object()
    if _is_later(recognition, draft.recognition):
        _take_facts(draft, recognition, by)
    return page


def draft_missing() -> list[ExemplarPage]:
    """A draft for every initiative that was recognised before the portal had a list of exemplars."""
    told = ExemplarPage.objects.exclude(recognition=None).values("recognition__registration__initiative")
    waiting = _standing().exclude(registration__initiative__in=told)
    return [draft_exemplar(recognition) for recognition in waiting]


@transaction.atomic
def take_down(recognition: Recognition) -> None:
    """Unpublish the page of a revoked recognition and log why; lists and search follow.

    No draft that tells of it stays scheduled. When an earlier recognition of the initiative still
    stands, its facts come back as a draft.
    """
    initiative = recognition.registration.initiative
    page = page_of(initiative)
    if page is None:
        return
    page.revisions.filter(content__recognition=recognition.pk).update(approved_go_live_at=None)
    if page.recognition_id == recognition.pk:
        page.unpublish(log_action=False)
        told = {"note": recognition.reason, "basis": recognition.revocation_paper}
        log(instance=page, action=TAKE_DOWN, data=told)
    draft = page.get_latest_revision_as_object()
    standing = _standing().filter(registration__initiative=initiative).last()
    if standing and draft.recognition_id == recognition.pk:
        _take_facts(draft, standing, by=None)


def page_of(initiative: Initiative) -> ExemplarPage | None:
    """The one page that tells of the initiative, published or not."""
    return ExemplarPage.objects.filter(recognition__registration__initiative=initiative).first()


def offer_draft(sender: Any, recognition: Recognition, **kwargs: Any) -> None:
    """Answer `recognition_published`: once the decision stands, there is a draft for the editors."""
    transaction.on_commit(lambda: _offer(recognition.pk), robust=True)


def withdraw_page(sender: Any, recognition: Recognition, **kwargs: Any) -> None:
    """Answer `recognition_revoked`: in the same transaction, the public page is gone."""
    take_down(recognition)


def offer_missing_drafts(sender: Any, instance: ExemplarIndexPage, created: bool, **kwargs: Any) -> None:
    """Answer the making of a list of exemplars: what was recognised before waits in it as drafts."""
    if created and not kwargs.get("raw"):
        transaction.on_commit(draft_missing, robust=True)


def _offer(recognition_pk: int) -> None:
    """Draft the page unless the recognition was revoked meanwhile or there is no list to put it in."""
    recognition = _standing().filter(pk=recognition_pk).first()
    if recognition and ExemplarIndexPage.objects.exists():
        draft_exemplar(recognition)


def _standing() -> QuerySet[Recognition]:
    """The recognitions in force, in the order of their decisions."""
    return (
        Recognition.objects.filter(state=Recognition.State.PUBLISHED)
        .select_related("registration__initiative", "decision")
        .order_by("decision__date", "pk")
    )


def _is_later(recognition: Recognition, shown: Recognition) -> bool:
    return (_decision(recognition).date, recognition.pk) > (_decision(shown).date, shown.pk)


def _decision(recognition: Recognition) -> Decision:
    """The decision of a recognition in force, which always has one."""
    return cast(Decision, recognition.decision)


def _new_page(index: ExemplarIndexPage, recognition: Recognition, by: Any) -> ExemplarPage:
    page = ExemplarPage(title=_title(recognition), live=False, owner=by, **_facts(recognition))
    index.add_child(instance=page)
    page.save_revision(user=by, log_action=DRAFT)
    return page


def _take_facts(draft: ExemplarPage, recognition: Recognition, by: Any) -> None:
    """Put the facts of another recognition into the newest draft; a published page waits for an editor."""
    for name, value in _facts(recognition).items():
        setattr(draft, name, value)
    if not draft.live:
        draft.save()
    draft.save_revision(user=by, log_action=DRAFT)


def _title(recognition: Recognition) -> str:
    title = recognition.registration.initiative.title
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 2].rsplit(' ', 1)[0]} …"


def _facts(recognition: Recognition) -> dict[str, Any]:
    """What the page copies from the record, and nothing that belongs to a private person."""
    registration, decision = recognition.registration, _decision(recognition)
    initiative = registration.initiative
    collective = initiative.kind == Initiative.Kind.COLLECTIVE
    return {
        "recognition": recognition,
        "campaign": registration.campaign,
        "sector": initiative.sector,
        "level": recognition.level,
        "unit_name": initiative.unit_name,
        "registrant": initiative.registrant if collective else "",
        "place": initiative.place,
        "kind": initiative.kind,
        "continuity": registration.continuity,
        "year": registration.campaign.year,
        "honour": recognition.honour,
        "decision_number": decision.number,
        "decision_date": decision.date,
    }
