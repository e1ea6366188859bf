"""Letters with a secret link that a person asked for: they pass no outbox, so that nobody else reads them.

A letter that fails is not tried again: the person asks once more.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django_tasks import task
from django_tasks.base import Task

from .outbox import render

ADDRESS_SALT = "submissions.address"


def send_soon(letter: Task[..., Any], *args: Any) -> None:
    """Send a letter after the transaction, by the worker if there is one; the page does not wait for it."""
    backend = "background" if "background" in getattr(settings, "TASKS", {}) else "default"
    transaction.on_commit(lambda: letter.using(backend=backend).enqueue(*args), robust=True)


@task()
def reset_letter(person_id: int) -> None:
    """Send a person the link with which a new password is set."""
    person = get_user_model()._default_manager.get(pk=person_id)
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    path = f"{reverse('unit_area:set_password', args=[uid])}?ma={token}"
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("A new password for the registration portal")
    _send("password_reset", person, person.email, subject, {"path": path})


@task()
def address_letter(person_id: int, address: str) -> None:
    """Send the link that confirms a new e-mail address to that address."""
    person = get_user_model()._default_manager.get(pk=person_id)
    secret = signing.dumps([person.pk, person.email, address], salt=ADDRESS_SALT, compress=True)
    path = f"{reverse('unit_area:confirm_address')}?ma={secret}"
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Confirm your e-mail address")
    _send("address", person, address, subject, {"path": path})


def _send(name: str, person: Any, address: str, subject: str, context: dict[str, Any]) -> None:
    text, html = render(name, person, subject, context)
    message = EmailMultiAlternatives(subject, text, to=[address])
    message.attach_alternative(html, "text/html")
    message.send()
