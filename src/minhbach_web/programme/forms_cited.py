"""What a person sends to the register: a status, another entry, a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minhbach_web.core.search import search_key
from minhbach_web.programme.models import CitedDocument, LegalStatus, SourceDocument
from minhbach_web.programme.queries import visible_documents

if TYPE_CHECKING:
    from minhbach_web.units.models import User


def named(others: QuerySet[CitedDocument], text: str) -> CitedDocument | None:
    """The one entry that ``text`` names: its number, else all its words; None for none or many."""
    exact = list(others.filter(notation__iexact=text.strip())[:2])
    if len(exact) == 1:
        return exact[0]
    words = search_key(text).split()
    if not words or exact:
        return None
    for word in words:
        others = others.filter(search_key__contains=f" {word}")
    found = list(others[:2])
    return found[0] if len(found) == 1 else None


class StatusForm(forms.Form):
    """In force, replaced or expired; where that is known from; the file of the document."""

    status = forms.ChoiceField(label=_("Status"), choices=LegalStatus.choices)
    replaced_by = forms.CharField(
        label=_("Replaced by (number or title)"), required=False, max_length=200
    )
    source = forms.CharField(label=_("Where this is known from"), required=False, max_length=500)
    file: forms.ModelChoiceField[SourceDocument] = forms.ModelChoiceField(
        queryset=None, label=_("The document itself, among those sent"), required=False
    )

    def __init__(
        self,
        *args: Any,
        entry: CitedDocument,
        others: QuerySet[CitedDocument],
        user: User,
        **kwargs: Any,
    ) -> None:
        replaced_by = entry.replaced_by
        kwargs.setdefault(
            "initial",
            {
                "status": entry.status,
                "replaced_by": (replaced_by.notation or replaced_by.title) if replaced_by else "",
                "source": entry.status_source,
                "file": entry.file_id,
            },
        )
        super().__init__(*args, **kwargs)
        self.others = others.exclude(pk=entry.pk)
        number = entry.notation or "-"
        files = visible_documents(user).filter(number__iexact=number)
        self.fields["file"].queryset = files  # type: ignore[attr-defined]  # a form field of its own kind

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        text = data.get("replaced_by")
        data["replaced_by"] = None
        if data.get("status") == LegalStatus.REPLACED and text:
            data["replaced_by"] = named(self.others, text)
            if data["replaced_by"] is None:
                self.add_error("replaced_by", _("No single entry has this number or title."))
        known = data.get("status") not in (None, LegalStatus.UNKNOWN)
        if known and not data.get("source"):
            self.add_error("source", _("Say where the status is known from."))
        if data.get("status"):
            data["status"] = LegalStatus(data["status"])
        return data


class MergeForm(forms.Form):
    """The other entry, by number or title."""

    into = forms.CharField(label=_("Number or title of the other entry"), max_length=300)

    def __init__(self, *args: Any, others: QuerySet[CitedDocument], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = others

    def clean_into(self) -> CitedDocument:
        text = self.cleaned_data["into"]
        by_key = self.others.filter(key=text).first()
        found = by_key or named(self.others, text)
        if found is None:
            raise ValidationError(_("No single entry has this number or title."))
        return found


class TableForm(forms.Form):
    """The table with statuses."""

    LIMIT = 5 * 2**20
    file = forms.FileField(label=_("Table (CSV)"), widget=forms.FileInput(attrs={"accept": ".csv"}))

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if sent.size > self.LIMIT:
            raise ValidationError(_("The table is larger than 5 MB."))
        return sent
