"""Sessions in an own table: whose they are can be listed and ended, their keys are only hashed."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import DatabaseError
from django.utils import timezone

SIGNED_IN = "signed_in"
# A new hour is noted only some minutes after it began: see ``_note_seen``.
LATER = datetime.timedelta(minutes=70)


def hashed(key: str) -> str:
    """What is kept of a session's key."""
    return hashlib.sha256(key.encode()).hexdigest()


def hour(moment: datetime.datetime) -> datetime.datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


class SessionStore(db.SessionStore):
    """Django's own store in the database, but for the hashed key and three columns."""

    @classmethod
    def get_model_class(cls) -> Any:
        from minhbach_web.accounts.models import OpenSession  # noqa: PLC0415  # apps come first

        return OpenSession

    def _rows(self) -> Any:
        return self.get_model_class()._default_manager

    def _get_session_from_db(self) -> Any:
        now = timezone.now()
        row = (
            self._rows()
            .filter(session_key=hashed(self.session_key or ""), expire_date__gt=now)
            .first()
        )
        if row is None:
            self._session_key = None
            return None
        self._note_seen(row, now)
        return row

    def _note_seen(self, row: Any, now: datetime.datetime) -> None:
        """Once an hour, and never because of a page that was asked for right after signing in."""
        if row.user_id is None or now - row.seen < LATER:
            return
        try:
            self._rows().filter(pk=row.pk).update(seen=hour(now))
        except DatabaseError:  # the page that was asked for comes first
            return

    def exists(self, session_key: str) -> bool:
        return bool(self._rows().filter(session_key=hashed(session_key)).exists())

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        now = timezone.now()
        key = self._get_or_create_session_key()  # type: ignore[attr-defined]  # Django has it
        user = data.get(SESSION_KEY)
        if user and SIGNED_IN not in data:
            data[SIGNED_IN] = now.isoformat()
        since = data.get(SIGNED_IN)
        return self.get_model_class()(
            session_key=hashed(key),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=int(user) if user else None,
            signed_in=datetime.datetime.fromisoformat(since) if since else None,
            seen=hour(now),
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            self._rows().filter(session_key=hashed(key)).delete()
