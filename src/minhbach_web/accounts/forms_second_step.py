"""Forms of the second step, in our words; codes that fail are counted for each person."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm, SignupWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from minhbach_web.accounts.services import attempts

CODE = _("Code")
NAME_HINT = _("So that you know it again later, such as “office computer” or “telephone”.")


class _Counted:
    """``clean_code`` that waits after five wrong codes."""

    user: Any

    def clean_code(self) -> str:
        what = ("second step", str(self.user.pk))
        if attempts.blocked(*what):
            raise ValidationError(
                _("Too many wrong codes. Wait a quarter of an hour, then try again.")
            )
        try:
            code = super().clean_code()  # type: ignore[misc]  # of the class beside it
        except ValidationError:
            attempts.failed(*what)
            raise
        attempts.forgotten(*what)
        return str(code)


class AuthenticateForm(_Counted, AllauthAuthenticateForm):  # type: ignore[misc] # no types
    """The code at sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])
        self.fields["code"].help_text = _(
            "Six digits from the app on your telephone, or one of your recovery codes."
        )


class ReauthenticateForm(_Counted, AllauthReauthenticateForm):  # type: ignore[misc] # no types
    """The code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])


class ActivateForm(ActivateTOTPForm):  # type: ignore[misc] # allauth has no types
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])
        self.fields["code"].label = _("The six digits that the app shows now")


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc] # allauth has no types
    """A new passkey: always one that can sign in alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        _name(self.fields["name"])


class JoinKeyForm(SignupWebAuthnForm):  # type: ignore[misc] # allauth has no types
    """The passkey of somebody who was invited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["name"])


class EditKeyForm(EditWebAuthnForm):  # type: ignore[misc] # allauth has no types
    """A passkey's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self.fields["name"])


def _code(field: forms.Field) -> None:
    field.label = CODE
    field.widget.attrs = {
        "autocomplete": "one-time-code",
        "inputmode": "numeric",
        "maxlength": "12",
    }


def _name(field: forms.Field) -> None:
    assert isinstance(field, forms.CharField)  # noqa: S101 -- tells the type checker
    field.label = _("Name of the key")
    field.help_text = NAME_HINT
    field.widget.attrs["maxlength"] = "60"
    field.validators.append(_short)


def _short(text: str) -> None:
    if len(text) > 60:
        raise ValidationError(_("At most 60 characters."))
