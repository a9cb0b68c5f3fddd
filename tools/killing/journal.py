"""What each person began and what was acknowledged, written down before the next act."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Act:
    """One act of one person. ``about`` is its own mark; ``done``: an answer came."""

    kind: str
    about: dict[str, Any]
    done: bool = False
    refused: bool = False


@dataclass
class Journal:
    """All acts in their order; ``path`` keeps those that were acknowledged, one a line."""

    path: Path
    acts: list[Act] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    answers: int = 0

    @contextmanager
    def act(self, kind: str, **about: Any) -> Iterator[Act]:
        """Begin an act; leaving the block without an error acknowledges it."""
        act = Act(kind, about)
        with self.lock:
            self.acts.append(act)
        yield act
        with self.lock, self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps({"kind": kind, **act.about}, ensure_ascii=False) + "\n")
            act.done = not act.refused

    def trouble(self, text: str) -> None:
        """Something that a person should never see."""
        with self.lock:
            self.troubles.append(text)

    def now(self) -> list[Act]:
        """A copy: what was begun and acknowledged until this moment."""
        with self.lock:
            return [Act(a.kind, dict(a.about), a.done, a.refused) for a in self.acts]


def of(acts: list[Act], kind: str) -> tuple[list[Act], list[Act]]:
    """Acts of a kind: the acknowledged ones, and all that may have happened."""
    mine = [act for act in acts if act.kind == kind]
    return [a for a in mine if a.done], [a for a in mine if not a.refused]
