"""Several people at the same moment: each act in a thread of its own, with its own connection."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection, connections

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

Act = Callable[[], Any]
PATIENCE = 30.0
# Long enough for another thread to come and wait, short enough for a test.
WHILE = 0.4


def together(*acts: Act) -> list[Any]:
    """Start all acts at once; what each gave, or the exception that it raised, in their order."""
    barrier = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(at: int, act: Act) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(PATIENCE)
            results[at] = act()
        except BaseException as error:
            results[at] = error
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=pair, name=f"person-{pair[0]}", daemon=True)
        for pair in enumerate(acts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not [t.name for t in threads if t.is_alive()], "two acts wait for each other"
    return results


class Meeting:
    """Makes an act stop in its middle, so that another one surely comes in between."""

    def __init__(self) -> None:
        self.reached = threading.Event()

    def after(self, act: Act) -> Act:
        """``act``, begun once the other act stands in its middle."""

        def later() -> Any:
            assert self.reached.wait(PATIENCE)
            return act()

        return later


@contextmanager
def pausing(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, *, done: bool = False
) -> Iterator[Meeting]:
    """The first call of ``module.name`` lets others in before it begins, or once it is done."""
    meeting, original = Meeting(), getattr(module, name)

    def paused(*args: Any, **kwargs: Any) -> Any:
        if meeting.reached.is_set():
            return original(*args, **kwargs)
        result = original(*args, **kwargs) if done else None
        meeting.reached.set()
        time.sleep(WHILE)
        return result if done else original(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(module, name, paused)
        yield meeting


def kinds(results: list[Any]) -> list[str]:
    """The names of the results' types, sorted: who came first is left to the threads."""
    return sorted(type(result).__name__ for result in results)
