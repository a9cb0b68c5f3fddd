"""Forms about people and their roles."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minhbach_web.units.models import OrganisationUnit, Role, User


class RoleForm(forms.Form):
    """A role for somebody in a unit."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Person"),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose the person who gets the role.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )

    def __init__(self, *args: Any, users: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["user"], users)


class AccountForm(forms.Form):
    """A new account with its first role."""

    full_name = forms.CharField(
        label=_("Full name"),
        max_length=120,
        error_messages={"required": _("Enter the person's full name.")},
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        help_text=_("Letters, digits and @ . + - _; no spaces."),
        validators=[UnicodeUsernameValidator()],
        error_messages={"required": _("Enter a user name.")},
    )
    unit = forms.ModelChoiceField(
        OrganisationUnit.objects.none(),
        label=_("Unit"),
        empty_label=_("Choose a unit"),
        error_messages={"required": _("Choose the unit in which the person works.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )

    def __init__(self, *args: Any, units: QuerySet[OrganisationUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["unit"], units)

    def clean_username(self) -> str:
        username: str = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(_("This user name is taken. Choose another one."))
        return username


def _offer(field: forms.Field, choices: QuerySet[Any]) -> None:
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- tells the type checker
    field.queryset = choices
