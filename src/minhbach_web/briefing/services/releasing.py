"""Releasing a kit: an immutable version with its files, every figure in it with its source."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.briefing.models import FigureUse, Kit, KitKind, KitVersion
from minhbach_web.briefing.problems import Changed, NothingNew, NotReady
from minhbach_web.briefing.services.rendering import Rendered, render_draft
from minhbach_web.core import clock, db
from minhbach_web.core.services import audit, files
from minhbach_web.units.queries import ancestors

if TYPE_CHECKING:
    from minhbach_web.engine import KitText
    from minhbach_web.units.models import User

LOCK = 0x4D42_4B54  # "MBKT"
KIND_NAMES = {KitKind.OUTLINE: "Đề cương", KitKind.DOSSIER: "Bộ tài liệu"}
FORMATS = ("docx", "pdf", "pptx")


@dataclass(frozen=True)
class _Made:
    text: KitText
    content: str
    sha256: str
    digests: dict[str, str]


def release_kit(*, kit: Kit, seen: str, by: User, override_reason: str = "") -> KitVersion:
    """The draft as it stands becomes a version that never changes, with .docx, .pdf and .pptx.

    ``seen``: the digest of the draft that the person looked at (``Rendered.sha256``).
    ``override_reason``: why numbers without a source may pass; it stands in the kit with the
    person's name. Raises Changed, NotReady, NothingNew.
    """
    rendered = render_draft(kit, list(kit.sections.all()), by)
    reason = " ".join(override_reason.split())
    _check(rendered, seen, reason)
    n = _next(kit)
    made = _make(kit, rendered, n, reason, by)  # takes a second: before anything is locked
    with transaction.atomic():
        db.lock(LOCK)
        now = render_draft(kit, list(kit.sections.all()), by)
        if now.sha256 != seen or _next(kit) != n:
            raise Changed
        return _write(kit, made, rendered, reason, by)


def _check(rendered: Rendered, seen: str, reason: str) -> None:
    if rendered.sha256 != seen:
        raise Changed
    if not any(part.lines for part in rendered.parts):
        raise NotReady(_("The kit has no text yet. Write at least one section."))
    if rendered.troubles:
        raise NotReady(_("Some references stand for nothing. Mend them first."))
    if rendered.unsourced and not reason:
        raise NotReady(
            _("Some numbers have no source. Give them one, or say why they may pass without.")
        )


def _next(kit: Kit) -> int:
    last = kit.versions.order_by("-n").first()
    return last.n + 1 if last else 1


def _make(kit: Kit, rendered: Rendered, n: int, reason: str, by: User) -> _Made:
    above = ancestors(kit.owner).order_by("descendant_rows__depth").first()
    override = None
    if rendered.unsourced:
        quotes = tuple(dict.fromkeys(trouble.text for trouble in rendered.unsourced))
        override = engine.Override(quotes, by.full_name or by.username, reason)
    text = engine.KitText(
        title=kit.title,
        kind_name=KIND_NAMES[KitKind(kit.kind)],
        issuer=kit.owner.name,
        parent_issuer=above.name if above else "",
        n=n,
        released_on=clock.today(),
        profile="party" if kit.layout == "party" else "state",
        basis=rendered.basis,
        parts=tuple(rendered.parts),
        override=override,
        invented=rendered.invented,
    )
    _check_new(kit, text)
    content = json.dumps(engine.to_json(text), ensure_ascii=False, sort_keys=True)
    document = engine.compose_kit(text)
    digests = {suffix: files.store(engine.write_document(document, suffix)) for suffix in FORMATS}
    return _Made(text, content, files.digest(content.encode()), digests)


def _check_new(kit: Kit, text: KitText) -> None:
    last = kit.versions.order_by("-n").first()
    if last is None:
        return
    old = text_of(last)
    same = ("title", "kind_name", "profile", "basis", "parts", "override")
    if all(getattr(old, name) == getattr(text, name) for name in same):
        raise NothingNew(_("Nothing has changed since version %(n)s.") % {"n": last.n})


def _write(kit: Kit, made: _Made, rendered: Rendered, reason: str, by: User) -> KitVersion:
    unsourced = made.text.override.quotes if made.text.override else ()
    version = KitVersion.objects.create(
        kit=kit,
        n=made.text.n,
        title=kit.title,
        content=made.content,
        sha256=made.sha256,
        **{f"{suffix}_sha256": made.digests[suffix] for suffix in FORMATS},
        unsourced=list(unsourced),
        override_reason=reason if unsourced else "",
        released_by=by,
        released_at=clock.now(),
    )
    FigureUse.objects.bulk_create(
        FigureUse(kit_version=version, figure_version=used, section=at)
        for at, used in rendered.uses
    )
    audit.record(
        actor=by,
        action="briefing.release_override" if unsourced else "briefing.release_kit",
        obj=f"kit-version:{version.pk}",
        digests={"content": made.sha256, **made.digests},
    )
    return version


def text_of(version: KitVersion) -> KitText:
    """What was printed."""
    return engine.from_json(engine.KitText, json.loads(version.content))


def file_of(version: KitVersion, suffix: str) -> bytes:
    """The released file, the same bytes for ever. ``suffix``: "docx", "pdf" or "pptx"."""
    digests = {
        "docx": version.docx_sha256,
        "pdf": version.pdf_sha256,
        "pptx": version.pptx_sha256,
    }
    return files.load(digests[suffix])
