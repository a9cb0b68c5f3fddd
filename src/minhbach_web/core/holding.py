"""What is stored about a person: each app says it here when it is ready.

::

    holding.register(
        holding.record(
            "reporting.decisions",
            _("Decisions on reports"),
            _("That you checked, approved or returned a report, when, and the reason."),
            holding.Rows("reporting.Decision", "by", "kind at reason"),
        )
    )

A test compares what is registered with every column of the database that names an account.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What becomes of rows when a person's data are deleted: the rows go; they stay and show the number
# of the account in place of a name; they stay as they are.
DELETED, DETACHED, KEPT = "deleted", "detached", "kept"
FATES = {
    DELETED: _("deleted"),
    DETACHED: _("stays without the name"),
    KEPT: _("stays as it is"),
}

# Why it may be stored (Law 91/2025/QH15, articles 9 and 19), and why some of it must stay.
DUTY = _("Work of a public body laid down by law (Law 91/2025/QH15, article 19)")
SECURITY = _("Keeping the site and its data safe (Law 91/2025/QH15, article 19)")
CONSENT = _("The person’s consent, which can be taken back (Law 91/2025/QH15, article 9)")
CHOICE = _("The person’s own choice in the site")
RECORD = _("Part of the office’s records: who did what on which day is kept as archive law asks.")
PROOF = _("Proof that is worth something only while nobody can change it.")

Words = str | Promise


@dataclass(frozen=True)
class Rows:
    """Rows of ``model`` whose column ``by`` names the account; ``show``: columns for an export.

    ``value``: what stands in ``by`` for an account, its key as a rule; ``where``: what else holds
    for such rows.
    """

    model: str
    by: str
    show: str = ""
    value: Callable[[Any], Any] = lambda user: user.pk
    where: Mapping[str, Any] = field(default_factory=dict)

    def all(self) -> models.QuerySet[Any]:
        """The rows that name any account at all."""
        return self._rows().exclude(**{f"{self.by}__isnull": True}).order_by()

    def of(self, user: Any) -> models.QuerySet[Any]:
        """The rows that name this account."""
        return self._rows().filter(**{self.by: self.value(user)}).order_by()

    def _rows(self) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = apps.get_model(self.model)._base_manager.filter(**self.where)
        return rows


@dataclass(frozen=True)
class Kept:
    """A kind of data about persons: what it is, why it may be stored, what deletion does to it.

    ``erase`` does what deletion asks where it is not simply that the rows go; it gives how many
    rows it changed. ``term``: the code of the period after which it goes by itself.
    """

    code: str
    label: Words
    what: Words
    basis: Words
    fate: str
    rows: tuple[Rows, ...]
    why: Words = ""
    term: str = ""
    erase: Callable[[Any], int] | None = None
    last: bool = False  # others find their rows by what this one takes away

    @property
    def stored(self) -> list[Rows]:
        """Its rows as far as this site has such tables (some come with a setting)."""
        return [rows for rows in self.rows if _there(rows)]

    @property
    def fate_words(self) -> str:
        return str(FATES[self.fate])

    def forget(self, user: Any) -> int:
        """What deletion does to this person's rows; gives how many were changed."""
        if self.erase is not None:
            return self.erase(user)
        if self.fate != DELETED:
            return 0
        return sum(rows.of(user).delete()[0] for rows in self.stored)


def record(code: str, label: Words, what: Words, *rows: Rows) -> Kept:
    """Who did what in the work of the office: the rows stay, the name goes. The usual kind."""
    return Kept(code=code, label=label, what=what, basis=DUTY, fate=DETACHED, why=RECORD, rows=rows)


_kinds: dict[str, Kept] = {}
# Keys of accounts → a sentence for each that still holds something.
Duties = Callable[[Collection[int]], Mapping[int, str]]
_duties: list[Duties] = []


def register(*kinds: Kept) -> None:
    """Make kinds of data known; twice the same does nothing."""
    for kind in kinds:
        _kinds.setdefault(kind.code, kind)


def kinds() -> list[Kept]:
    """Every kind, in the order of their codes: an app's kinds stand together."""
    return [kind for _code, kind in sorted(_kinds.items())]


def hold_back(source: Duties) -> None:
    """Let ``source`` say, in a sentence, what somebody must pass on before they can be deleted."""
    if source not in _duties:
        _duties.append(source)


def open_duties(user: Any) -> list[str]:
    """What the person still holds; empty: nothing stands in the way of deletion."""
    return [found[user.pk] for source in _duties if user.pk in (found := source((user.pk,)))]


def without_duties(accounts: Collection[int]) -> set[int]:
    """Those of these accounts that hold nothing any more."""
    return set(accounts).difference(*(source(accounts) for source in _duties))


def forget(user: Any) -> dict[str, int]:
    """Delete a person's data; gives how many rows of each kind went or lost the name."""
    ordered = sorted(kinds(), key=lambda kind: kind.last)
    return {kind.code: kind.forget(user) for kind in ordered}


@dataclass(frozen=True)
class Held:
    """How many rows of a kind there are, and about how many people (1 for one person's)."""

    kind: Kept
    rows: int
    people: int


def counts(user: Any = None) -> list[Held]:
    """Every kind with its rows, one person's or everybody's, asked in one question."""
    parts = [_counted(kind.code, rows, user) for kind in kinds() for rows in kind.stored]
    found: dict[str, tuple[int, int]] = {}
    if parts:
        for code, n, people in parts[0].union(*parts[1:], all=True):
            rows, most = found.get(code, (0, 0))
            found[code] = (rows + n, max(most, people))
    return [Held(kind, *found.get(kind.code, (0, 0))) for kind in kinds()]


def _counted(code: str, rows: Rows, user: Any) -> models.QuerySet[Any]:
    query: Any = rows.all() if user is None else rows.of(user)
    one = query.annotate(kind_of_data=Value(code, output_field=models.CharField()))
    numbers = one.values("kind_of_data").annotate(
        how_many=Count("pk"), how_many_people=Count(rows.by, distinct=True)
    )
    told: models.QuerySet[Any] = numbers.values_list("kind_of_data", "how_many", "how_many_people")
    return told


def _there(rows: Rows) -> bool:
    label, _dot, name = rows.model.partition(".")
    return label in apps.app_configs and name.lower() in apps.all_models[label]


def export(kind: Kept, user: Any) -> Iterator[dict[str, Any]]:
    """This person's rows of a kind, each as column → value in words; nothing of other people."""
    for rows in kind.stored:
        model = apps.get_model(rows.model)
        names = rows.show.split()
        fields = {name: named_field(model, name) for name in names}
        for row in rows.of(user).order_by("pk").values_list("pk", *names).iterator(500):
            told = dict(zip(names, row[1:], strict=True))
            yield {
                "table": str(model._meta.db_table),
                "number": row[0],
                **{name: _plain(fields[name], value) for name, value in told.items()},
            }


def named_field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    """The column at ``name``, which may lead over others ("revision__submission")."""
    *path, last = name.split("__")
    for step in path:
        found = model._meta.get_field(step).related_model
        assert isinstance(found, type)  # noqa: S101  # a foreign key has a model
        model = found
    named = (f for f in model._meta.concrete_fields if last in (f.name, f.attname, f.column))
    return next(named)


def _plain(field: models.Field[Any, Any], value: Any) -> Any:
    words = dict(field.flatchoices).get(value) if field.choices else None
    if words is not None:
        return str(words)
    if value is None or isinstance(value, (bool, int, str, dict, list)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
