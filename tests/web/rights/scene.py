"""A talk, as rows: what data rights ask of it needs no arranging."""

from __future__ import annotations

import datetime
import secrets

from minhbach_web.briefing.models import Talk
from minhbach_web.core import clock
from minhbach_web.units.models import OrganisationUnit, User


def make_talk(owner: OrganisationUnit, by: User, speaker: User | None = None) -> Talk:
    """A talk of an hour tomorrow."""
    starts = clock.now() + datetime.timedelta(days=1)
    return Talk.objects.create(
        owner=owner,
        title="Kết quả quý thử nghiệm",
        place="Hội trường A",
        starts_at=starts,
        ends_at=starts + datetime.timedelta(hours=1),
        speaker=speaker,
        code=secrets.token_hex(5),
        asking=True,
        created_by=by,
        created_at=clock.now(),
    )
