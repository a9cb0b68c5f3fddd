"""The register of official figures: a figure is made once, its number gets new versions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web.briefing.amounts import scaled
from minhbach_web.briefing.models import Figure, FigureVersion
from minhbach_web.briefing.problems import AlreadyThere, CantRead, Changed, NothingNew
from minhbach_web.core import clock, db
from minhbach_web.core.search import search_key
from minhbach_web.core.services import audit
from minhbach_web.core.services.files import digest

if TYPE_CHECKING:
    from minhbach_web.briefing.models import Territory
    from minhbach_web.briefing.periods import Span
    from minhbach_web.units.models import OrganisationUnit, User

AT_ONCE = 500  # rows in one statement
LOCK = 0x4D42_4647  # "MBFG"
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,59}")


@dataclass(frozen=True)
class Identity:
    """What a number is about. ``code`` "" lets one be made of the other words."""

    concept: str
    territory: Territory
    period: Span
    measure: str
    code: str = ""
    invented: bool = False


@dataclass(frozen=True)
class Number:
    """A number with where it comes from."""

    value: Decimal
    status: str
    source: str
    retrieved_on: date
    published_on: date | None = None
    next_update: date | None = None
    address: str = ""
    licence: str = ""
    qualifier: str = ""
    source_document_id: int | None = None
    source_anchor: str = ""
    source_quote: str = ""


@transaction.atomic
def add_figure(*, identity: Identity, number: Number, keeper: OrganisationUnit, by: User) -> Figure:
    """A new figure with its first version. Raises AlreadyThere, CantRead."""
    db.lock(LOCK)
    check_territory(identity.territory, identity.period)
    if known := same_figure(identity):
        raise AlreadyThere(
            _(
                "The register has this figure under the code %(code)s. Correct it there if the "
                "number has changed."
            )
            % {"code": known.code}
        )
    (version,) = write_figures(things=[(identity, number)], keeper=keeper, by=by)
    _record("briefing.add_figure", version.figure, version, by)
    return version.figure


def write_figures(
    *, things: Sequence[tuple[Identity, Number]], keeper: OrganisationUnit, by: User
) -> list[FigureVersion]:
    """The rows of new figures with their first versions. The caller holds ``LOCK``, has checked
    that the register doesn't have them, and records the act. Raises CantRead for a code."""
    codes, now = Codes(thing.code for thing, _number in things), clock.now()
    figures = [
        Figure(
            code=codes.free(thing),
            concept=thing.concept,
            territory=thing.territory,
            period=str(thing.period),
            starts=thing.period.start(),
            ends=thing.period.end(),
            measure=thing.measure,
            keeper=keeper,
            invented=thing.invented,
            created_by=by,
            created_at=now,
        )
        for thing, _number in things
    ]
    for figure in figures:
        figure.set_keys()
    Figure.objects.bulk_create(figures, batch_size=AT_ONCE)
    versions = [
        _version(figure, 1, number, reason="", by=by)
        for figure, (_thing, number) in zip(figures, things, strict=True)
    ]
    return FigureVersion.objects.bulk_create(versions, batch_size=AT_ONCE)


@transaction.atomic
def add_version(
    *, figure: Figure, number: Number, reason: str, by: User, seen: int | None = None
) -> FigureVersion:
    """A new version of the number, with its reason. Raises NothingNew, Changed, CantRead.

    ``seen``: the version that the person looked at; another one since then is told.
    """
    db.lock(LOCK)
    last = figure.versions.order_by("-n")[0]
    if seen is not None and last.n != seen:
        raise Changed
    if not reason.strip():
        raise CantRead(_("Say why the number changes: the reason stands beside it."))
    if says_the_same(last, number):
        raise NothingNew(_("Nothing has changed against the version before."))
    version = write_version(figure, last.n + 1, number, reason=reason.strip(), by=by)
    _record("briefing.add_version", figure, version, by)
    return version


def says_the_same(version: FigureVersion, number: Number) -> bool:
    """Whether a version gives this number as final, from the same source and day."""
    return number.value == version.value and all(
        getattr(version, name) == getattr(number, name)
        for name in ("status", "source", "published_on", "next_update", "address", "qualifier")
    )


def same_figure(identity: Identity) -> Figure | None:
    """The figure of this code, or about the same thing, place, time and measure."""
    if identity.code and (known := Figure.objects.filter(code=identity.code).first()):
        return known
    return Figure.objects.filter(
        concept_key=search_key(identity.concept),
        territory=identity.territory,
        period=str(identity.period),
        measure_key=search_key(identity.measure) or identity.measure,
    ).first()


def check_territory(territory: Territory, period: Span) -> None:
    """A figure of a territory that didn't exist then can't be right. Raises CantRead."""
    first, after = period.start(), period.end()
    if territory.valid_to and first >= territory.valid_to:
        heir = f" {territory.becomes.name} ({territory.becomes.code})" if territory.becomes else ""
        raise CantRead(
            _("%(name)s (%(code)s) ended on %(day)s. Choose what took its place:%(heir)s.")
            % {
                "name": territory.name,
                "code": territory.code,
                "day": f"{territory.valid_to:%d/%m/%Y}",
                "heir": heir or " –",
            }
        )
    if territory.valid_from and after <= territory.valid_from:
        raise CantRead(
            _("%(name)s (%(code)s) begins on %(day)s. Choose the territory of that time.")
            % {
                "name": territory.name,
                "code": territory.code,
                "day": f"{territory.valid_from:%d/%m/%Y}",
            }
        )


class Codes:
    """Gives each new figure a code that no other has."""

    def __init__(self, asked: Iterable[str]) -> None:
        self._taken: dict[str, set[str]] = {}
        self._next: dict[str, int] = {}
        self._given = set(filter(None, asked))

    def free(self, thing: Identity) -> str:
        """The code asked for, or one made of first letters: "TDTG-VN-2023"."""
        if thing.code:
            if not CODE.fullmatch(thing.code):
                raise CantRead(
                    _("A code has capital letters, digits and hyphens: GDP-2023. Not “%(code)s”.")
                    % {"code": thing.code[:40]}
                )
            return thing.code
        code = self._made(self._base(thing))
        self._given.add(code)
        return code

    def _base(self, thing: Identity) -> str:
        short = "".join(word[0] for word in search_key(thing.concept).split()[:8]).upper()
        short = re.sub(r"[^A-Z0-9]", "", short) or "SL"
        place = re.sub(r"[^A-Z0-9-]", "", thing.territory.code.upper())[:20]
        return "-".join(part for part in (short, place, str(thing.period)) if part)

    def _made(self, base: str) -> str:
        if base not in self._taken:
            rows = Figure.objects.filter(code__startswith=base)
            self._taken[base] = set(rows.values_list("code", flat=True))
        n = self._next.get(base, 1)
        while (code := base if n == 1 else f"{base}-{n}") in self._taken[
            base
        ] or code in self._given:
            n += 1
        self._next[base] = n + 1
        return code


def write_version(
    figure: Figure, n: int, number: Number, *, reason: str, by: User
) -> FigureVersion:
    """The row of a version, within a transaction that holds ``LOCK`` and records the act."""
    version = _version(figure, n, number, reason=reason, by=by)
    version.save(force_insert=True)
    return version


def _version(figure: Figure, n: int, number: Number, *, reason: str, by: User) -> FigureVersion:
    value, scale = scaled(number.value)
    return FigureVersion(
        figure=figure,
        n=n,
        number=value,
        scale=scale,
        qualifier=number.qualifier,
        status=number.status,
        source=number.source,
        source_document_id=number.source_document_id,
        source_anchor=number.source_anchor,
        source_quote=number.source_quote,
        address=number.address,
        licence=number.licence,
        published_on=number.published_on,
        retrieved_on=number.retrieved_on,
        next_update=number.next_update,
        reason=reason,
        by=by,
        at=clock.now(),
    )


def _record(action: str, figure: Figure, version: FigureVersion, by: User) -> None:
    said = f"{figure.code}/{version.n}: {version.number}e-{version.scale} {version.status}"
    audit.record(
        actor=by,
        action=action,
        obj=f"figure:{figure.pk}",
        digests={"version": digest(said.encode())},
    )
