"""A form in the making: begun from a version, changed step by step, published as the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.models import DataSet, FormDraft
from minhbach_web.reporting.problems import CantPublishForm, FormChanged
from minhbach_web.reporting.queries.forms import form_of
from minhbach_web.reporting.services.forms import store_form

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User


def content_of(draft: FormDraft) -> engine.Form:
    """The form as it stands in the making."""
    return engine.from_json(engine.Form, draft.content)


@transaction.atomic
def begin_version(*, base: DataSet, owner: OrganisationUnit, by: User) -> FormDraft:
    """The next version of ``base`` in the making; the one that was begun already, if any."""
    known = FormDraft.objects.filter(base__code=base.code, owner=owner).first()
    return known or _begin(form_of(base), base, owner, by)


@transaction.atomic
def begin_form(*, form: engine.Form, owner: OrganisationUnit, by: User) -> FormDraft:
    """A new form in the making. CantPublishForm when its code is taken."""
    if DataSet.objects.filter(code=form.code).exists():
        raise CantPublishForm(
            _("There is a form with the code “%(code)s”. Choose another code.")
            % {"code": form.code}
        )
    return _begin(form, None, owner, by)


def _begin(form: engine.Form, base: DataSet | None, owner: OrganisationUnit, by: User) -> FormDraft:
    draft = FormDraft.objects.create(
        base=base,
        owner=owner,
        content=engine.to_json(form),
        updated_by=by,
        updated_at=clock.now(),
    )
    audit.record(actor=by, action="reporting.begin_form", obj=f"form_draft:{draft.pk}")
    return draft


def _held(draft: FormDraft, seen: int) -> FormDraft:
    held = FormDraft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if held is None or held.version != seen:
        raise FormChanged
    return held


@transaction.atomic
def change_form(*, draft: FormDraft, seen: int, form: engine.Form, by: User) -> FormDraft:
    """The draft says ``form`` from now on. FormChanged unless it stands at version ``seen``."""
    held = _held(draft, seen)
    held.content = engine.to_json(form)
    held.version += 1
    held.updated_by, held.updated_at = by, clock.now()
    held.save()
    audit.record(actor=by, action="reporting.change_form", obj=f"form_draft:{held.pk}")
    return held


@transaction.atomic
def publish_form(*, draft: FormDraft, seen: int, by: User) -> DataSet:
    """The next version, as from now on used for new periods. Periods that are open keep theirs.

    Raises FormChanged, CantPublishForm (nothing was changed) or UsageError (it is no form yet).
    """
    held = _held(draft, seen)
    form = content_of(held)
    data = engine.form_toml(form).encode()
    engine.load_form(data)
    if held.base is not None and form == form_of(held.base):
        raise CantPublishForm(_("Nothing was changed against the last version."))
    data_set = store_form(data=data, by=by, owner=held.owner)
    held.delete()
    return data_set


@transaction.atomic
def discard_form(*, draft: FormDraft, by: User) -> None:
    """Throw the form in the making away; versions stay."""
    audit.record(actor=by, action="reporting.discard_form", obj=f"form_draft:{draft.pk}")
    FormDraft.objects.filter(pk=draft.pk).delete()
