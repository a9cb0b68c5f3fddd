"""Where in the Document a note or a remark belongs: numbers of the file → anchors."""

from __future__ import annotations

from bisect import bisect_right

from minhbach.model.document import Comment, Note
from minhbach.readers.drafts import Block, Draft
from minhbach.readers.raw import RawDocument

_MOST_PLACES = 20  # anchors that one note lists


def placed_notes(raw: RawDocument, blocks: list[Block]) -> tuple[Note, ...]:
    """One note per code: how often, and where (the first place is its anchor)."""
    pictures = (Note("images", params={"count": str(raw.images)}),) if raw.images else ()
    if not raw.found:
        return pictures
    anchor = _Places(blocks).anchor
    notes = []
    for code, sources in raw.found.items():
        places = dict.fromkeys(anchor(source) for source in sources)
        shown = [place for place in places if place]
        params = {"count": str(len(sources))}
        if len(shown) > 1:
            params["places"] = ", ".join(shown[:_MOST_PLACES])
        notes.append(Note(code, shown[0] if shown else None, params))
    return (*notes, *pictures)


def placed_comments(raw: RawDocument, blocks: list[Block]) -> tuple[Comment, ...]:
    """The remarks, each with the anchor of its paragraph."""
    if not raw.comments:
        return ()
    anchor = _Places(blocks).anchor
    return tuple(
        Comment(comment.text, anchor(comment.source), comment.author, comment.date)
        for comment in raw.comments
    )


class _Places:
    """Number in the file → anchor of the paragraph that holds it."""

    def __init__(self, blocks: list[Block]) -> None:
        self._anchors: dict[int, str] = {}
        for block in blocks:
            for draft in (block,) if isinstance(block, Draft) else tuple(block.lines()):
                for source in range(draft.source[0], draft.source[1] + 1):
                    self._anchors.setdefault(source, draft.anchor)
        self._numbers = sorted(self._anchors)

    def anchor(self, source: int) -> str | None:
        """What stood in a paragraph without text is told of the one above it."""
        above = bisect_right(self._numbers, source)
        return self._anchors[self._numbers[above - 1]] if above and source else None
