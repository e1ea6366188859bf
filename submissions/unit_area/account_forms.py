"""The forms with which a person looks after the own account."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from submissions.models import MailPreference
from submissions.notices import letters

from . import limits

MOST_TO_AN_ADDRESS = 3
# Addresses that one account can have letters sent to.
MOST_OF_A_PERSON = 10


class ResetForm(forms.Form):
    """The address to which the link for a new password goes, if it is an account's."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one that the registry desk knows."),
    )

    def send(self) -> None:
        """Send the link to whoever has an account with a password under the address; nobody is told."""
        email = self.cleaned_data["email"]
        if not limits.within(MOST_TO_AN_ADDRESS, "reset-address", email):
            return
        for person in get_user_model()._default_manager.filter(email__iexact=email, is_active=True):
            if person.has_usable_password():
                letters.send_soon(letters.reset_letter, person.pk)


class NewPasswordForm(SetPasswordForm):
    """A first or new password, typed twice, with the rules for it as one text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = " ".join(password_validators_help_texts())


class ChangePasswordForm(NewPasswordForm, PasswordChangeForm):
    """The old password and a new one."""

    field_order = ["old_password", "new_password1", "new_password2"]


class AccountForm(forms.Form):
    """Name, e-mail address and how to be told by e-mail. A new address counts once it is confirmed."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A new address counts once you open the link that is sent to it."),
    )
    delivery = forms.ChoiceField(
        label=_("How do you want to be told by e-mail?"),
        choices=MailPreference.Delivery.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        self.person = person
        kept = MailPreference.objects.filter(person=person).first()
        self.preference = kept or MailPreference(person=person)
        kwargs["initial"] = {
            "name": person.get_full_name(),
            "email": person.email,
            "delivery": self.preference.delivery,
        }
        super().__init__(*args, **kwargs)

    def save(self) -> str:
        """Save what the form says and return the new address that waits for its confirmation, if any."""
        if "name" in self.changed_data:
            self.person.first_name, self.person.last_name = self.cleaned_data["name"], ""
            self.person.save(update_fields=["first_name", "last_name"])
        self.preference.delivery = self.cleaned_data["delivery"]
        self.preference.save()
        return self._send_confirmation() if "email" in self.changed_data else ""

    def _send_confirmation(self) -> str:
        email = str(self.cleaned_data["email"])
        within = limits.within(MOST_OF_A_PERSON, "new-address-of", str(self.person.pk))
        if email and within and limits.within(MOST_TO_AN_ADDRESS, "new-address", email):
            letters.send_soon(letters.address_letter, self.person.pk, email)
        return email
