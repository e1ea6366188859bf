"""The outbox: e-mails written with the notices, sent in the background, tried again when they fail.

An e-mail is claimed by counting its attempt before it is tried, outside of any transaction: a slow server
holds no lock, and two workers never try the same one. What a worker left behind is tried again later.
"""

import datetime
import logging
import time
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from submissions.models import Invitation, Mail, MailPreference, Notice

logger = logging.getLogger(__name__)

Delivery = MailPreference.Delivery
State = Mail.State

# After the first, second, … attempt; after the last one only the desk sends it again.
PAUSES = (
    datetime.timedelta(minutes=5),
    datetime.timedelta(minutes=30),
    datetime.timedelta(hours=3),
    datetime.timedelta(hours=12),
)
MOST_ATTEMPTS = len(PAUSES) + 1
# Whoever claimed an e-mail and has not said for so long what became of it has died.
LOST_AFTER = datetime.timedelta(minutes=10)

# Without a worker the person waits while their e-mails go out, but not longer than this.
AT_ONCE_SECONDS = 10
DOWN_KEY, DOWN_SECONDS = "submissions-mail-down", 60

DIGEST_HOUR = 7
DIGEST_DAYS = 7

# Stands where the secret of an invitation goes; who reads the outbox sees this.
MASK = "••••••••••••"


def write(notices: Sequence[Notice]) -> None:
    """Save notices that are not told yet, each with its e-mail for those who want one at once."""
    known = set(
        Notice.objects.filter(
            person__in={one.person_id for one in notices}, key__in={one.key for one in notices}
        ).values_list("person_id", "event", "key")
    )
    new = [one for one in notices if (one.person_id, one.event, one.key) not in known]
    for notice in new:
        if notice.person.email and delivery_of(notice.person) == Delivery.AT_ONCE:
            notice.mail = mail_of([notice])
    Mail.objects.bulk_create([one.mail for one in new if one.mail], batch_size=500)
    Notice.objects.bulk_create(new, batch_size=500)
    send_soon()


def write_invitation(invitation: Invitation, *, subject: str, path: str) -> None:
    """Write the e-mail of an invitation. `path` is the page that takes its secret, which is not in it yet."""
    membership = invitation.membership
    context = {"membership": membership, "invitation": invitation, "path": f"{path}?ma={MASK}"}
    text, html = render("invitation", membership.user, subject, context)
    invitation.mail = Mail.objects.create(
        person=membership.user,
        unit=membership.unit,
        address=membership.user.email,
        subject=subject,
        text=text,
        html=html,
    )
    invitation.save(update_fields=["mail"])
    send_soon()


def delivery_of(person: object) -> str:
    """How a person wants to be told by e-mail."""
    preference = getattr(person, "mail_preference", None)
    return preference.delivery if preference else Delivery.AT_ONCE


def mail_of(notices: Sequence[Notice], subject: str = "") -> Mail:
    """Return an unsaved e-mail that tells notices of one person about one unit."""
    first = notices[0]
    subject = subject or first.subject
    text, html = render("notices", first.person, subject, {"notices": notices, "unit": first.unit})
    return Mail(
        person=first.person,
        unit=first.unit,
        address=first.person.email,
        subject=subject,
        text=text,
        html=html,
    )


def render(name: str, person: Any, subject: str, context: dict[str, Any]) -> tuple[str, str]:
    """Return the text and the HTML of an e-mail to a person, in the language of the portal."""
    context = context | {
        "person_name": person.get_full_name() or person.get_username(),
        "subject": subject,
        "base_url": getattr(settings, "WAGTAILADMIN_BASE_URL", ""),
        "portal_name": getattr(settings, "WAGTAIL_SITE_NAME", ""),
    }
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(f"mail/{name}.txt", context), render_to_string(f"mail/{name}.html", context)


def write_digests() -> int:
    """Write the daily e-mails that are due and return how many.

    One for each unit a person is told about, so that a desk reads only of its own units; once a day, from
    seven in the morning, with what is unread and in no e-mail yet. What is older than a week stays on
    the page.
    """
    now = timezone.localtime()
    if now.hour < DIGEST_HOUR:
        return 0
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    told_today = Notice.objects.filter(
        person=OuterRef("person"), unit=OuterRef("unit"), mail__created_at__gte=today
    )
    due = (
        Notice.objects.filter(
            ~Exists(told_today),
            person__mail_preference__delivery=Delivery.DAILY,
            person__is_active=True,
            mail=None,
            read_at=None,
            created_at__gte=now - datetime.timedelta(days=DIGEST_DAYS),
        )
        .exclude(person__email="")
        .select_related("person", "unit")
        .order_by("person", "unit", "created_at", "pk")
    )
    written = 0
    for _key, group in groupby(due, key=lambda one: (one.person_id, one.unit_id)):
        _write_digest(list(group))
        written += 1
    return written


@transaction.atomic
def _write_digest(notices: Sequence[Notice]) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("%(count)d notices for %(unit)s") % {"count": len(notices), "unit": notices[0].unit}
    mail = mail_of(notices, subject[:255] if len(notices) > 1 else "")
    mail.save()
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mail=mail)


def send_soon() -> None:
    """Send what waits once the transaction is committed: by the worker if there is one, else now.

    Whatever goes wrong with it, the action that caused the e-mail stands.
    """
    if "background" in getattr(settings, "TASKS", {}):
        transaction.on_commit(lambda: send_waiting.using(backend="background").enqueue(), robust=True)
    else:
        transaction.on_commit(lambda: send_waiting.enqueue(AT_ONCE_SECONDS), robust=True)


@task()
def send_waiting(seconds: float | None = None) -> int:
    """Send what waits for its first attempt, for `seconds` at most; return how many went out."""
    if seconds is not None and caches["default"].get(DOWN_KEY):
        return 0
    return send(Mail.objects.filter(state=State.DRAFT, tried_at=None), seconds)


def send_due() -> int:
    """Send what waits and what failed and is due again; return how many went out."""
    now = timezone.now()
    condition = Q(state=State.DRAFT, tried_at=None) | Q(state=State.DRAFT, tried_at__lte=now - LOST_AFTER)
    for attempts, pause in enumerate(PAUSES, start=1):
        condition |= Q(state=State.FAILED, attempts=attempts, tried_at__lte=now - pause)
    return send(Mail.objects.filter(condition))


def send(mails: QuerySet[Mail], seconds: float | None = None) -> int:
    """Try to send e-mails one after the other over one connection; return how many went out.

    One that fails says why and does not hold up the others. When the server cannot be reached at all, all
    of them count an attempt.
    """
    found = list(mails.order_by("pk").values_list("pk", "attempts"))
    if not found:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:  # noqa: BLE001 - every service of mail fails in its own way
        _fail_all([pk for pk, _attempts in found], error)
        return 0
    end = None if seconds is None else time.monotonic() + seconds
    sent = 0
    for pk, attempts in found:
        if end is not None and time.monotonic() > end:
            break
        mail = _claim(pk, attempts)
        sent += mail is not None and _try(mail, connection)
    connection.close()
    return sent


def _fail_all(pks: Sequence[int], error: Exception) -> None:
    logger.warning("The mail server cannot be reached (%s); e-mails wait", type(error).__name__)
    caches["default"].set(DOWN_KEY, True, DOWN_SECONDS)
    for start in range(0, len(pks), 500):
        Mail.objects.filter(pk__in=pks[start : start + 500]).exclude(state=State.SENT).update(
            state=State.FAILED, attempts=F("attempts") + 1, tried_at=timezone.now(), error=_words(error)
        )


def _claim(pk: int, attempts: int) -> Mail | None:
    """Count one more attempt and return the e-mail, or None when somebody else counted meanwhile."""
    unclaimed = Mail.objects.filter(pk=pk, attempts=attempts).exclude(state=State.SENT)
    if not unclaimed.update(state=State.DRAFT, attempts=attempts + 1, tried_at=timezone.now()):
        return None
    return Mail.objects.select_related("invitation").get(pk=pk)


def is_void(mail: Mail) -> bool:
    """Whether an e-mail invites to nothing any more: its invitation has ended or is gone."""
    invitation = getattr(mail, "invitation", None)
    return MASK in mail.text and not (invitation and invitation.is_open)


def _try(mail: Mail, connection: Any) -> bool:
    invitation = getattr(mail, "invitation", None)
    if is_void(mail):
        with translation.override(settings.LANGUAGE_CODE):
            mail.error = _("The invitation has ended. Invite the person again.")
        mail.state, mail.attempts = State.FAILED, MOST_ATTEMPTS
    else:
        _send_one(mail, invitation.renew_secret() if invitation else "", connection)
    mail.save(update_fields=["state", "attempts", "sent_at", "error"])
    return mail.state == State.SENT


def _send_one(mail: Mail, secret: str, connection: Any) -> None:
    text, html = (part.replace(MASK, secret) if secret else part for part in (mail.text, mail.html))
    message = EmailMultiAlternatives(mail.subject, text, to=[mail.address], connection=connection)
    message.attach_alternative(html, "text/html")
    try:
        message.send()
    except Exception as error:  # noqa: BLE001 - as above
        mail.state, mail.error = State.FAILED, _words(error)
        # A connection that broke is no connection; the next e-mail opens one of its own.
        connection.close()
    else:
        mail.state, mail.sent_at, mail.error = State.SENT, timezone.now(), ""


def _words(error: Exception) -> str:
    return str(error)[:500] or type(error).__name__
