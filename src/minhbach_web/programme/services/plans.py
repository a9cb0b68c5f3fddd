"""The life of a plan: propose, decide item by item, cut, adopt; amend what runs."""

from minhbach_web.programme.services.adoption import adopt_plan, progress_of
from minhbach_web.programme.services.amended import adopt_amendment
from minhbach_web.programme.services.amending import accept_unchanged, decide_pairing
from minhbach_web.programme.services.cutting import cut_item, cut_places, join_pieces
from minhbach_web.programme.services.decisions import Changes, accept_rest, decide_item
from minhbach_web.programme.services.gaps import fill_gap
from minhbach_web.programme.services.pairing import amend_programme, stop_amending
from minhbach_web.programme.services.proposing import propose_plan

__all__ = [
    "Changes",
    "accept_rest",
    "accept_unchanged",
    "adopt_amendment",
    "adopt_plan",
    "amend_programme",
    "cut_item",
    "cut_places",
    "decide_item",
    "decide_pairing",
    "fill_gap",
    "join_pieces",
    "progress_of",
    "propose_plan",
    "stop_amending",
]
