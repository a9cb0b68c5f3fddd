"""Taking a file in: read first, keep only what could be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.search import search_key
from minhbach_web.core.services import audit, files
from minhbach_web.programme.models import Holding, SourceDocument
from minhbach_web.programme.services import readings
from minhbach_web.programme.services.cited import enter_citations
from minhbach_web.units.queries import home_units

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit, User

DEFAULT_LIMIT = 20 * 2**20


def upload_limit() -> int:
    """The largest file taken, in bytes."""
    return int(getattr(settings, "UPLOAD_LIMIT", DEFAULT_LIMIT))


def store_document(
    *,
    data: bytes,
    name: str,
    by: User,
    unit: OrganisationUnit | None = None,
    reading: engine.Document | None = None,
) -> SourceDocument:
    """The document in ``data``, read and kept for ``unit`` (the person's first unit).

    ``reading``: its Document, where the caller has read it (a workbook, say). The same bytes are
    the same document. Raises the engine's MinhBachError; then nothing of the file is kept.
    """
    if len(data) > upload_limit():
        megabytes = upload_limit() // 2**20
        raise engine.RefusedFile("file-too-large", file=name, limit=f"{megabytes} MB")
    unit = unit or home_units(by).first()
    if unit is None:
        raise PermissionError("a document is kept for a unit")
    sha256 = files.digest(data)
    known = SourceDocument.objects.filter(sha256=sha256).first()
    if known is not None:
        return _hold(known, unit, by)
    document = reading or engine.read(data, name)
    return _record(replace(document, name=name), data, unit=unit, by=by)


def _store(data: bytes, document: engine.Document, sha256: str) -> None:
    """Keep the file and its reading. The new row is held: nobody else writes or takes them.

    Bytes that were there before are somebody's evidence: they stay when this fails.
    """
    there = files.kept(sha256)
    try:
        files.store(data)
        readings.store(document, sha256)
    except BaseException:
        if not there:
            readings.forget(sha256)
        raise


@transaction.atomic
def _record(
    document: engine.Document, data: bytes, *, unit: OrganisationUnit, by: User
) -> SourceDocument:
    sha256 = files.digest(data)
    head = document.header
    words = (document.name, head.kind_name, head.number, head.subject, head.issuer)
    source, is_new = SourceDocument.objects.get_or_create(
        sha256=sha256,
        defaults={
            "name": document.name[-255:],
            "format": document.format,
            "size": len(data),
            "kind": head.kind or "",
            "kind_name": head.kind_name or "",
            "number": head.number or "",
            "issued_on": head.date,
            "issuer": head.issuer or "",
            "subject": head.subject or "",
            "search_key": search_key(" ".join(word for word in words if word)),
            "uploaded_by": by,
            "uploaded_at": clock.now(),
        },
    )
    Holding.objects.get_or_create(
        document=source, unit=unit, defaults={"by": by, "at": clock.now()}
    )
    if is_new:
        audit.record(
            actor=by,
            action="document.store",
            obj=f"document:{source.pk}",
            digests={"file": sha256},
        )
        enter_citations(source=source, document=document)
        _store(data, document, sha256)
    return source


@transaction.atomic
def _hold(source: SourceDocument, unit: OrganisationUnit, by: User) -> SourceDocument:
    _, is_new = Holding.objects.get_or_create(
        document=source, unit=unit, defaults={"by": by, "at": clock.now()}
    )
    if is_new:
        audit.record(
            actor=by,
            action="document.hold",
            obj=f"document:{source.pk}",
            digests={"file": source.sha256},
        )
    return source
