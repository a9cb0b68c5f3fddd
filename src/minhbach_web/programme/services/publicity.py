"""The public page of a programme: closed until a person opens it, closed again at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.programme.models import Programme

if TYPE_CHECKING:
    from minhbach_web.units.models import User


@transaction.atomic
def open_to_public(*, programme: Programme, by: User) -> Programme:
    """From now on anyone may read the programme's public page; a second call changes nothing."""
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    if locked.public_since is None:
        locked.public_since = clock.now()
        locked.save(update_fields=["public_since"])
        audit.record(actor=by, action="programme.open", obj=f"programme:{locked.pk}")
    return locked


@transaction.atomic
def close_to_public(*, programme: Programme, by: User) -> Programme:
    """The page isn't there any more for anyone outside."""
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    if locked.public_since is not None:
        locked.public_since = None
        locked.save(update_fields=["public_since"])
        audit.record(actor=by, action="programme.close", obj=f"programme:{locked.pk}")
    return locked
