"""Forms of coming in and leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from minhbach_web.accounts.services.leaving import Choice
from minhbach_web.core.forms import DaysForm
from minhbach_web.units import queries

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from minhbach_web.core.leaving import Holding, Source

NOBODY = "end"
NEW_PASSWORD = forms.PasswordInput(attrs={"autocomplete": "new-password"})


def username_field() -> forms.CharField:
    return forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("Letters, digits and @ . + - _; no spaces."),
        validators=[UnicodeUsernameValidator()],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter a user name.")},
    )


def free_name(text: str) -> str:
    """The user name as it is stored. Raises ValidationError when somebody has it."""
    username: str = AbstractBaseUser.normalize_username(text)
    if queries.user_by_name(username):
        raise ValidationError(_("This user name is taken. Choose another one."))
    return username


class InvitationForm(DaysForm):
    """Who is invited, with their first role."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=120,
        error_messages={"required": _("Enter the person's full name.")},
    )
    username = username_field()
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("The link is sent there, too, when this site can send e-mail."),
        error_messages={"invalid": _("Enter an e-mail address such as lan@coquan.vn.")},
    )
    unit: Any = forms.ModelChoiceField(
        None,
        label=_("Unit"),
        empty_label=_("Choose a unit"),
        error_messages={"required": _("Choose the unit in which the person works.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=queries.role_choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )
    field_order = ("full_name", "username", "email", "unit", "role", "valid_from", "valid_to")

    def __init__(self, *args: Any, units: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells the type checker
        field.queryset = units

    def clean_username(self) -> str:
        return free_name(self.cleaned_data["username"])


class PasswordForm(forms.Form):
    """A new password, twice, for an account that exists or is about to."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=200,
        widget=NEW_PASSWORD,
        help_text=_(
            "At least ten characters, not only digits. A short sentence is good and easy to keep."
        ),
        error_messages={"required": _("Enter a password.")},
    )
    again = forms.CharField(
        label=_("New password, once more"),
        strip=False,
        max_length=200,
        widget=NEW_PASSWORD,
        error_messages={"required": _("Enter the password once more.")},
    )

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "password" in data and "again" in data and data["password"] != data["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        return data


class AskForm(forms.Form):
    """Who forgot the password."""

    who = forms.CharField(
        label=_("User name or e-mail address"),
        max_length=254,
        error_messages={"required": _("Enter your user name or your e-mail address.")},
    )


class StartForm(PasswordForm):
    """The first administrator and, where there is no unit yet, the office at the top."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("It stands where the site was started: minhbach serve printed it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the code.")},
    )
    office = forms.CharField(
        label=_("Name of your office"),
        max_length=250,
        help_text=_(
            "The unit at the top. Its units are added afterwards, from a table or by hand."
        ),
        error_messages={"required": _("Enter the name of your office.")},
    )
    office_code = forms.CharField(
        label=_("Code of your office"),
        max_length=40,
        help_text=_("Short, such as DUK or VP-TU; it stands in tables."),
        error_messages={"required": _("Enter a code for your office.")},
    )
    full_name = forms.CharField(
        label=_("Your full name"),
        max_length=120,
        error_messages={"required": _("Enter the person's full name.")},
    )
    username = username_field()
    field_order = (
        "code", "office", "office_code", "full_name", "username", "password", "again",
    )  # fmt: skip

    def __init__(self, *args: Any, with_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_office:
            del self.fields["office"], self.fields["office_code"]

    def clean_username(self) -> str:
        return free_name(self.cleaned_data["username"])


class LeavingForm(forms.Form):
    """To whom each thing goes. A field for each thing: ``role-12``."""

    close = forms.BooleanField(
        label=_("Close the account at once: whoever is signed in with it is signed out"),
        required=False,
        initial=True,
    )

    def __init__(
        self,
        *args: Any,
        held: list[tuple[Source, list[Holding]]],
        people: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.things = [
            (f"{source.kind}-{row.key}", source, row)
            for source, rows in held
            for row in rows
            if not row.fixed
        ]
        choices = [(NOBODY, _("Nobody: it ends")), *people]
        for name, _source, row in self.things:
            label = f"{row.title} – {row.detail}" if row.detail else row.title
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)
        self.order_fields([*(name for name, _source, _row in self.things), "close"])

    def choices(self, people: dict[str, Any]) -> list[Choice]:
        """What was chosen."""
        return [
            Choice(source.kind, row.key, row.title, people.get(self.cleaned_data[name]))
            for name, source, row in self.things
        ]
