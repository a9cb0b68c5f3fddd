"""Fields: their results show, their instructions don't; boxes and lists of old forms."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from minhbach.readers.ooxml.names import VAL, W, is_on, number, val

_BOX, _TICKED = "☐", "☒"


@dataclass(slots=True)
class Fields:
    """The fields that are open at this point, outermost first."""

    open: list[bool] = field(default_factory=list)  # per field: in its result yet?
    hide: bool = False  # inside an instruction

    def mark(self, element: etree._Element) -> str:
        """Take a ``w:fldChar``; what an old form field shows by itself, else ""."""
        kind = element.get(W + "fldCharType")
        shown = ""
        if kind == "begin":
            shown = "" if self.hide else _form_field(element.find(W + "ffData"))
            self.open.append(False)
        elif kind == "separate" and self.open:
            self.open[-1] = True
        elif kind == "end" and self.open:
            self.open.pop()
        self.hide = not all(self.open)
        return shown

    def close(self) -> None:
        """Forget fields that were never ended: what follows shows."""
        self.open.clear()
        self.hide = False


def _form_field(data: etree._Element | None) -> str:
    if data is None:
        return ""
    box = data.find(W + "checkBox")
    if box is not None:
        ticked = box.find(W + "checked")
        ticked = ticked if ticked is not None else box.find(W + "default")
        return _TICKED if ticked is not None and is_on(ticked) else _BOX
    choices = data.find(W + "ddList")
    if choices is None:
        return ""
    entries = [entry.get(VAL) or "" for entry in choices.iterchildren(W + "listEntry")]
    at = number(val(choices, "result") or val(choices, "default"))
    return entries[at] if 0 <= at < len(entries) else ""
