"""Slots that apps fill: what a person has to do, what can be done with a document.

An app fills a slot when it is ready (``AppConfig.ready``)::

    slots.register(slots.TODO, queries.reports_to_send)
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

TODO = "todo"
WAITING = "waiting"
DONE = "done"

RETURNED = "returned"
OVERDUE = "overdue"
DUE = "due"


@dataclass(frozen=True)
class WorkItem:
    """One row: what, for which programme, due when, and the one act to do.

    ``state`` is a state of the tag component ("returned", "overdue", "due", "waiting",
    "done" …); ``reason`` is one line under the title (why a report came back).
    """

    title: str
    programme: str
    due: datetime.date | None
    state: str
    url: str
    action_label: str
    reason: str = ""


# The argument is the account that is signed in (units.User, which core does not know).
Source = Callable[[Any], Iterable[WorkItem]]
_sources: dict[str, list[Source]] = {TODO: [], WAITING: [], DONE: []}


def register(slot: str, source: Source) -> None:
    """Let ``source`` fill ``slot``; a second registration of the same source does nothing."""
    if source not in _sources[slot]:
        _sources[slot].append(source)


def items(slot: str, user: Any) -> list[WorkItem]:
    """What all sources say, the most urgent first: returned, overdue, then by day."""
    rows = [item for source in _sources[slot] for item in source(user)]
    if slot == DONE:
        return rows
    urgency = {RETURNED: 0, OVERDUE: 1}
    return sorted(
        rows, key=lambda item: (urgency.get(item.state, 2), item.due or datetime.date.max)
    )


@dataclass(frozen=True)
class Act:
    """What can be done with a thing, as a button or link on its page.

    ``posts``: the address takes an empty form instead of being a page.
    """

    label: str
    url: str
    posts: bool = False


# The arguments are the account that is signed in and the number of the document or the unit.
Offer = Callable[[Any, int], Iterable[Act]]
DOCUMENT = "document"
UNIT = "unit"
ACCOUNT = "account"  # somebody's account, for who looks after it
PERIOD = "period"  # a reporting period, for who decides about its reports
ASSIGNMENT = "assignment"
PROGRAMME = "programme"
_offers: dict[str, list[Offer]] = {
    DOCUMENT: [],
    UNIT: [],
    ACCOUNT: [],
    PERIOD: [],
    ASSIGNMENT: [],
    PROGRAMME: [],
}


def offer(thing: str, acts: Offer) -> None:
    """Let ``acts`` stand on the page of every such thing; twice the same does nothing."""
    if acts not in _offers[thing]:
        _offers[thing].append(acts)


def acts_for(thing: str, user: Any, pk: int) -> list[Act]:
    """What higher apps offer this person to do with the thing ``pk``."""
    return [act for acts in _offers[thing] for act in acts(user, pk)]


@dataclass(frozen=True)
class TreeChange:
    """A re-organisation before it is signed: keys of the units that close, of those of them whose
    work goes on in exactly one unit, and of those that get another unit above them."""

    closing: frozenset[int]
    inherited: frozenset[int]
    moving: frozenset[int]
    day: datetime.date


@dataclass(frozen=True)
class Consequence:
    """A sentence on the page where a re-organisation is signed; ``warns``: look at it first."""

    text: str
    warns: bool = False


Foresight = Callable[[TreeChange], Iterable[Consequence]]
# The arguments are the keys of the units that the decision touched and when it came into force;
# the answers say why it can't be undone any more.
TreeUse = Callable[[frozenset[int], datetime.datetime], Iterable[str]]
_foresights: list[Foresight] = []
_tree_uses: list[TreeUse] = []


def foresee(source: Foresight) -> None:
    """Let ``source`` say what a re-organisation would mean for its app."""
    if source not in _foresights:
        _foresights.append(source)


def consequences(change: TreeChange) -> list[Consequence]:
    """What all apps say about a re-organisation, warnings first."""
    found = [row for source in _foresights for row in source(change)]
    return sorted(found, key=lambda row: not row.warns)


def tell_use(source: TreeUse) -> None:
    """Let ``source`` say why a re-organisation can't be undone any more."""
    if source not in _tree_uses:
        _tree_uses.append(source)


def tree_uses(units: frozenset[int], since: datetime.datetime) -> list[str]:
    """Why a re-organisation can't be undone; empty: it can."""
    return [reason for source in _tree_uses for reason in source(units, since)]


@dataclass(frozen=True)
class Progress:
    """How far an assignment is, derived from what the unit logged; nobody types it.

    ``state`` is a state of the tag component; ``amounts``: (what, how many), the unit's own.
    """

    state: str
    entries: int = 0
    last: datetime.date | None = None
    amounts: tuple[tuple[str, int], ...] = ()


# Keys of assignments → how far each is.
ProgressSource = Callable[[Collection[int]], Mapping[int, Progress]]
_progress: list[ProgressSource] = []


def tell_progress(source: ProgressSource) -> None:
    """Let ``source`` say how far assignments are."""
    _progress[:] = [source]


def progress_of(assignments: Collection[int]) -> Mapping[int, Progress]:
    """How far each assignment is; empty where no app knows."""
    return _progress[0](assignments) if _progress and assignments else {}


_followers: list[Callable[[], object]] = []


def follow_tree(source: Callable[[], object]) -> None:
    """Have ``source`` called, in the same transaction, whenever today's tree was stored anew."""
    if source not in _followers:
        _followers.append(source)


def tree_stored() -> None:
    """Today's tree was stored: what depends on it follows."""
    for source in _followers:
        source()


@dataclass(frozen=True)
class Talk:
    """A talk that was held, as the log of activities takes it over.

    ``counts``: (code of a count of the log, number); the person who logs it confirms them.
    """

    key: int
    title: str
    day: datetime.date
    place: str = ""
    speaker: str = ""
    counts: tuple[tuple[str, int], ...] = ()


# The arguments are the account that is signed in and the talk's key.
TalkSource = Callable[[Any, int], Talk | None]
_talks: list[TalkSource] = []


def tell_talks(source: TalkSource) -> None:
    """Let ``source`` say what the log needs of a talk; None: there is none for this person."""
    _talks[:] = [source]


def talk_for(user: Any, key: str) -> Talk | None:
    """The talk with this key (as an address gives it) if the person may log it."""
    return _talks[0](user, int(key)) if _talks and key.isdecimal() else None


@dataclass(frozen=True)
class PublicLine:
    """A line of the public page: words, a figure beside them, where it comes from. No names."""

    text: str
    value: str = ""
    source: str = ""


@dataclass(frozen=True)
class PublicBlock:
    """What an app adds to the public page of a programme: figures, answered questions."""

    title: str
    lines: tuple[PublicLine, ...]
    intro: str = ""


# The argument is the key of the programme.
PublicSource = Callable[[int], Iterable[PublicBlock]]
_public: list[PublicSource] = []


def show_public(source: PublicSource) -> None:
    """Let ``source`` add to the public page of programmes that are open; twice does nothing."""
    if source not in _public:
        _public.append(source)


def public_blocks(programme: int) -> list[PublicBlock]:
    """What the apps add to the public page of the programme; empty blocks are left out."""
    found = [block for source in _public for block in source(programme)]
    return [block for block in found if block.lines]


@dataclass(frozen=True)
class Reported:
    """A total from units' reports beside a programme's progress: ``coverage`` is "9/12" units."""

    words: str
    value: str
    coverage: str


@dataclass(frozen=True)
class ReportedPeriod:
    """What units reported on a programme for one period."""

    title: str
    url: str
    totals: tuple[Reported, ...]


# The arguments are the account that is signed in and the key of the programme.
ReportedSource = Callable[[Any, int], Iterable[ReportedPeriod]]
_reported: list[ReportedSource] = []


def tell_reported(source: ReportedSource) -> None:
    """Let ``source`` say what units reported on a programme."""
    _reported[:] = [source]


def reported_on(user: Any, programme: int) -> list[ReportedPeriod]:
    """What units reported on the programme, the last period first."""
    return list(_reported[0](user, programme)) if _reported else []


_enders: list[Callable[[Any], object]] = []


def end_sessions_by(source: Callable[[Any], object]) -> None:
    """Have ``source`` called with an account whose open sessions must end at once."""
    if source not in _enders:
        _enders.append(source)


def end_sessions(user: Any) -> None:
    """The account was closed or got another password: it is signed in nowhere any more."""
    for source in _enders:
        source(user)
