"""The confirmation page as data: groups of items, the one at hand, and the marks on the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from minhbach_web.programme import queries
from minhbach_web.programme.details import (
    CitationDetails,
    Details,
    DutyDetails,
    GapDetails,
    TaskDetails,
    details_of,
)
from minhbach_web.programme.models import ItemKind, ItemStatus, Part, Plan, PlanItem
from minhbach_web.programme.services.adoption import DECIDED_ONE_BY_ONE, GONE, KEPT, Progress
from minhbach_web.programme.services.cutting import CUTTABLE, cut_places
from minhbach_web.programme.services.gaps import field_of
from minhbach_web.programme.services.matching import Proposal, Tree, propose_units, tree_of
from minhbach_web.programme.services.pages import Mark
from minhbach_web.programme.wording import gap_words, scope_words, section_words
from minhbach_web.units.queries import children, subtree

if TYPE_CHECKING:
    from minhbach_web.units.models import OrganisationUnit

TITLES: Mapping[str, str | Promise] = {
    ItemKind.THEME: _("Themes"),
    ItemKind.TASK: _("Tasks"),
    ItemKind.DUTY: _("Reporting duties"),
    ItemKind.CITATION: _("Cited documents"),
    ItemKind.GAP: _("Gaps"),
}
LOOKS = {
    ItemStatus.PENDING: "todo",
    ItemStatus.ACCEPTED: "confirmed",
    ItemStatus.EDITED: "confirmed",
    ItemStatus.SET_ASIDE: "set_aside",
    ItemStatus.REJECTED: "closed",
    ItemStatus.SEEN: "done",
    ItemStatus.CUT: "closed",
}


@dataclass(slots=True)
class ItemView:
    """One item with what the page says about it."""

    item: PlanItem
    details: Details
    children: list[ItemView] = field(default_factory=list)
    gaps: list[ItemView] = field(default_factory=list)
    whole: PlanItem | None = None
    place: int = 1
    among: int = 1

    @property
    def ref(self) -> int:
        """The item whose sentence is shown: a gap shows the sentence of its task."""
        is_gap = self.item.kind == ItemKind.GAP and self.item.parent_id
        return self.item.parent_id or self.item.pk if is_gap else self.item.pk

    @property
    def pk(self) -> int:
        return self.item.pk

    @property
    def state(self) -> str:
        """A state of the tag component."""
        if self.item.kind == ItemKind.GAP and self.item.status == ItemStatus.ACCEPTED:
            return "blank"
        return LOOKS[ItemStatus(self.item.status)]

    @property
    def state_words(self) -> str | Promise:
        """The words of the tag, where the state's own word doesn't fit."""
        if self.item.kind == ItemKind.GAP and self.item.status == ItemStatus.EDITED:
            return _("Filled in")
        if self.item.status == ItemStatus.EDITED:
            return _("Confirmed with changes")
        if self.item.status == ItemStatus.REJECTED:
            return _("Not right")
        return _("Seen") if self.item.status == ItemStatus.SEEN else ""

    @property
    def is_pending(self) -> bool:
        return self.item.status == ItemStatus.PENDING

    @property
    def is_kept(self) -> bool:
        return self.item.status in KEPT

    @property
    def section(self) -> str | Promise:
        """The section as people name it."""
        return section_words(self.item.section)

    @property
    def out_of_scope(self) -> int:
        """How many messages of the theme are out of scope."""
        return sum(not child.item.in_scope for child in self.children)

    @property
    def open_gaps(self) -> dict[str, int]:
        """Field → the gap about it that waits."""
        return {gap.gap_field: gap.pk for gap in self.gaps if gap.is_pending and gap.gap_field}

    @property
    def words(self) -> str:
        """The line of the item in a list."""
        if isinstance(self.details, GapDetails):
            return str(gap_words(self.details.code))
        if isinstance(self.details, CitationDetails):
            name = self.details.notation or self.details.title or ""
            return f"{self.details.kind} {name}".strip() or self.item.text
        return self.item.text

    def units(self, part: Part) -> list[OrganisationUnit]:
        """The units chosen by a person."""
        return [chosen.unit for chosen in self.item.chosen.all() if chosen.part == part]

    @property
    def leads(self) -> list[OrganisationUnit]:
        return self.units(Part.LEAD)

    @property
    def supports(self) -> list[OrganisationUnit]:
        return self.units(Part.SUPPORT)

    def child(self, pk: int | None) -> ItemView | None:
        """The message of this theme with that key."""
        return next((view for view in self.children if view.pk == pk), None)

    @property
    def quote_parts(self) -> tuple[str, str, str]:
        """The sentence in three: before the extracted text, the text, after it."""
        text = self.item.extracted["text"]
        before, found, after = self.item.quote.partition(text)
        return (before, found, after) if found else ("", "", before)

    @property
    def quote_differs(self) -> bool:
        """Whether the sentence says more than the text already shown: words, not a mere mark."""
        before, text, after = self.quote_parts
        around = any(char.isalpha() for char in before + after)
        return bool(self.item.quote) and (around or text != self.item.text)

    @property
    def reason_words(self) -> str | Promise:
        """Why the item is out of scope."""
        return scope_words(self.item.reason)

    @property
    def can_cut(self) -> bool:
        return self.item.kind in CUTTABLE and bool(cut_places(self.item))

    @property
    def gap_field(self) -> str | None:
        return field_of(self.details.code) if isinstance(self.details, GapDetails) else None


@dataclass(slots=True)
class Group:
    """The items of one kind."""

    kind: str
    items: list[ItemView]

    @property
    def title(self) -> str | Promise:
        return TITLES[self.kind]

    @property
    def in_scope(self) -> int:
        return sum(view.item.in_scope for view in self.items)

    @property
    def out_of_scope(self) -> int:
        return len(self.items) - self.in_scope

    @property
    def pending(self) -> int:
        return sum(view.is_pending for view in self.items)

    @property
    def can_accept_rest(self) -> bool:
        return self.kind in {ItemKind.CITATION, ItemKind.GAP} and self.pending > 1


@dataclass(frozen=True, slots=True)
class Review:
    """All of a plan to confirm."""

    plan: Plan
    groups: tuple[Group, ...]

    @property
    def items(self) -> list[ItemView]:
        """What is decided one by one, in the order of the page."""
        return [view for group in self.groups for view in group.items]

    @property
    def progress(self) -> Progress:
        items = self.items
        return Progress(sum(not view.is_pending for view in items), len(items))

    def find(self, pk: int | None) -> ItemView | None:
        return next((view for view in self.items if view.pk == pk), None)

    def first_pending(self, after: int | None = None) -> ItemView | None:
        """The next item to look at: after this one, else from the top."""
        items = self.items
        place = next((at for at, view in enumerate(items) if view.pk == after), -1)
        ahead = [*items[place + 1 :], *items[: place + 1]]
        return next((view for view in ahead if view.is_pending), None)

    def beside(self, view: ItemView) -> tuple[ItemView | None, ItemView | None]:
        """The item before and the item after."""
        items = self.items
        at = items.index(view)
        before = items[at - 1] if at else None
        return before, items[at + 1] if at + 1 < len(items) else None


def review_of(plan: Plan) -> Review:
    """The plan's items in their groups, messages under their theme, gaps also at their task."""
    views = {item.pk: ItemView(item, details_of(item)) for item in queries.items_of(plan)}
    groups: dict[str, list[ItemView]] = {kind: [] for kind in DECIDED_ONE_BY_ONE}
    for view in views.values():
        parent = views.get(view.item.parent_id or 0)
        whole = views.get(view.item.cut_from_id or 0)
        view.whole = whole.item if whole else None
        if view.item.status == ItemStatus.CUT:
            continue
        if view.item.kind == ItemKind.MESSAGE and parent:
            parent.children.append(view)
        elif view.item.kind == ItemKind.GAP and parent:
            if parent.item.status not in GONE:
                parent.gaps.append(view)
                groups[ItemKind.GAP].append(view)
        else:
            groups[view.item.kind].append(view)
    for items in groups.values():
        for place, view in enumerate(items, 1):
            view.place, view.among = place, len(items)
    return Review(plan, tuple(Group(kind, items) for kind, items in groups.items()))


def tree_for(plan: Plan) -> Tree:
    """The units that a plan's words are compared with: its owner's and all below."""
    return tree_of(plan.owner, subtree(plan.owner), children(plan.owner))


def lead_proposals(view: ItemView, tree: Tree) -> tuple[Proposal, ...]:
    """Units for the lead; a choice that was made comes first."""
    if not isinstance(view.details, TaskDetails | DutyDetails) or not view.item.in_scope:
        return ()
    words = view.details.lead if isinstance(view.details, TaskDetails) else view.details.sender
    return propose_units(words or "", tree=tree, issuer=view.item.plan.issuer)


def support_proposals(view: ItemView, tree: Tree) -> tuple[tuple[str, tuple[Proposal, ...]], ...]:
    """For each supporting body that the plan names, the units it may mean."""
    if not isinstance(view.details, TaskDetails) or not view.item.in_scope:
        return ()
    return tuple(
        (words, propose_units(words, tree=tree, issuer=view.item.plan.issuer))
        for words in view.details.support
    )


def marks_of(review: Review, href: str) -> list[Mark]:
    """Every item's place in the text, linked to the item; ``href`` holds ``{pk}``."""
    marks: list[Mark] = []
    for view in review.items:
        marks += _marks(view, href.format(pk=view.pk), view.pk)
        for child in view.children:
            marks += _marks(child, href.format(pk=view.pk), view.pk)
    return marks


def _marks(view: ItemView, href: str, ref: int) -> Sequence[Mark]:
    item = view.item
    if item.kind == ItemKind.GAP or not item.anchor:
        return ()
    look = item.kind if item.in_scope else "out"
    return (Mark(item.anchor, item.start, item.end, look, href, "", str(ref)),)
