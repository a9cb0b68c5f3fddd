"""What people type about edXML envelopes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minhbach_web import engine
from minhbach_web.core.forms import DayField

if TYPE_CHECKING:
    from minhbach_web.engine.edxml import Envelope


def organ(code: str) -> str:
    """An identifier as an exchange axis takes it; ValidationError says which shape it has."""
    code = code.strip().upper()
    if not engine.is_edxml_organ(code):
        raise ValidationError(
            _("“%(code)s” is no identifier: it looks like H37.02.02 or 000.00.01.H37.")
            % {"code": code}
        )
    return code


class EnvelopeForm(forms.Form):
    """What an edXML envelope says and only the office knows."""

    sender_id = forms.CharField(
        label=gettext_lazy("Identifier of the sending office"),
        help_text=gettext_lazy("As Decision 20/2020/QĐ-TTg gives it: H37.02.02"),
        max_length=35,
    )
    sender_name = forms.CharField(label=gettext_lazy("Sending office"), max_length=300)
    receiver_id = forms.CharField(
        label=gettext_lazy("Identifier of the receiving office"), max_length=35
    )
    receiver_name = forms.CharField(label=gettext_lazy("Receiving office"), max_length=300)
    more = forms.CharField(
        label=gettext_lazy("Further receiving offices"),
        help_text=gettext_lazy("One a line, the identifier first: H37.02.03 Name of the office"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    number = forms.CharField(label=gettext_lazy("Number of the report"), max_length=20)
    notation = forms.CharField(
        label=gettext_lazy("Notation"), help_text=gettext_lazy("BC-UBND, BC/TU"), max_length=60
    )
    date = DayField(label=gettext_lazy("Date of issue"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=120)
    competence = forms.CharField(
        label=gettext_lazy("Signed on behalf of"), max_length=120, required=False
    )
    position = forms.CharField(label=gettext_lazy("Position"), max_length=120, required=False)
    signer = forms.CharField(label=gettext_lazy("Signed by"), max_length=120)
    business = forms.ChoiceField(
        label=gettext_lazy("This envelope"),
        choices=(
            ("0", gettext_lazy("is new")),
            ("2", gettext_lazy("updates what was sent with this number")),
            ("3", gettext_lazy("replaces what was sent with this number")),
            ("1", gettext_lazy("takes back what was sent with this number")),
        ),
        initial="0",
        widget=forms.RadioSelect,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it updates, replaces or takes back"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    answer_organ = forms.CharField(
        label=gettext_lazy("It answers a document of (identifier)"),
        help_text=gettext_lazy("The document that asked for this report. May stay empty."),
        max_length=35,
        required=False,
    )
    answer_code = forms.CharField(
        label=gettext_lazy("Number and notation of that document"), max_length=80, required=False
    )
    answer_date = DayField(label=gettext_lazy("Day of that document"), required=False)

    def clean_sender_id(self) -> str:
        return organ(self.cleaned_data["sender_id"])

    def clean_receiver_id(self) -> str:
        return organ(self.cleaned_data["receiver_id"])

    def clean_more(self) -> list[tuple[str, str]]:
        found = []
        for line in self.cleaned_data["more"].splitlines():
            code, _space, name = " ".join(line.split()).partition(" ")
            if code and not name:
                raise ValidationError(_("Write the name of %(code)s behind it.") % {"code": code})
            if code:
                found.append((organ(code), name))
        return found

    def clean_answer_organ(self) -> str:
        code: str = self.cleaned_data["answer_organ"]
        return organ(code) if code else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["business"] = data.get("business") or "0"
        if data["business"] != "0" and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why: the receiver reads it."))
        about = ("answer_organ", "answer_code", "answer_date")
        for name in about:
            if any(data.get(n) for n in about) and name not in self.errors and not data.get(name):
                self.add_error(name, _("Give identifier, number and day of that document."))
        return data

    def envelope(self, attachments: list[tuple[str, str, bytes]], **fields: Any) -> Envelope:
        """The envelope, with what the report itself says in ``fields``."""
        data = self.cleaned_data
        answered = (data["answer_organ"], data["answer_code"], data["answer_date"])
        same = ("number", "notation", "date", "place", "signer", "position", "competence")
        return engine.edxml_envelope(
            (data["sender_id"], data["sender_name"]),
            [(data["receiver_id"], data["receiver_name"]), *data["more"]],
            attachments,
            answers=[answered] if answered[0] else [],
            business=data["business"],
            reason=data["reason"].strip() if data["business"] != "0" else "",
            **{name: data[name] for name in same},
            **fields,
        )


class TakeForm(forms.Form):
    """An envelope that came in."""

    file = forms.FileField(
        label=gettext_lazy("Envelope (.edxml)"),
        widget=forms.FileInput(attrs={"accept": ".edxml,.xml"}),
        error_messages={"required": gettext_lazy("Choose the .edxml file.")},
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    again = forms.BooleanField(
        label=gettext_lazy("Read it again although it came in before"), required=False
    )


class StatusForm(forms.Form):
    """A message about a state that came back."""

    file = forms.FileField(
        label=gettext_lazy("Message about a state (.edxml)"),
        widget=forms.FileInput(attrs={"accept": ".edxml,.xml"}),
        error_messages={"required": gettext_lazy("Choose the .edxml file.")},
    )
