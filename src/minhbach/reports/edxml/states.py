"""What becomes of a document that came in an envelope: nine states, and messages that say them.

Source of the codes and of their order: Quyết định 28/2018/QĐ-TTg; the order is data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from minhbach.errors import UnreadableFile
from minhbach.reports.edxml.parts import Answered, Organ, day_text, moment_of, moment_text
from minhbach.reports.edxml.reading import Found, parsed
from minhbach.reports.edxml.writing import finished, organ_of, started
from minhbach.reports.words import words


@dataclass(frozen=True, slots=True)
class Status:
    """One message about a document: ``sender`` says that ``about`` is in the state ``code``."""

    sender: Organ
    about: Answered
    code: str
    at: datetime
    description: str = ""
    given_id: str = ""

    @property
    def document_id(self) -> str:
        """DocumentId of the document that it speaks of."""
        return self.given_id or self.about.document_id


def state_names() -> dict[str, str]:
    """Code → words, in the order of the codes."""
    names: dict[str, str] = words("edxml")["states"]
    return names


def needs_reason(code: str) -> bool:
    """Whether who says this state has to say why."""
    return code in words("edxml")["with_reason"]


def next_states(codes: tuple[str, ...]) -> tuple[str, ...]:
    """What may follow, given the states so far from the first on.

    A request to take the document back (13) stands between the others: once it is refused (16),
    work goes on from where it was; once it is granted (15), nothing follows.

    >>> next_states(())
    ('01',)
    >>> next_states(("01", "03"))
    ('04', '13')
    >>> next_states(("01", "03", "13", "16"))
    ('04', '13')
    """
    order: dict[str, list[str]] = words("edxml")["order"]
    asides = words("edxml")["asides"]
    last = codes[-1] if codes else ""
    if last == asides["refused"]:
        main = [code for code in codes if code not in asides.values()]
        last = main[-1] if main else ""
    return tuple(order.get(last, ()))


def later_states(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Every state that may be told next by an office that does not tell each step.

    >>> later_states(("01", "03", "04"))
    ('05', '06', '13', '15', '16')
    """
    found: set[str] = set()
    ways = [codes]
    while ways:
        way = ways.pop()
        for code in next_states(way):
            if code not in found:
                found.add(code)
                ways.append((*way, code))
    return tuple(sorted(found))


def write_status(status: Status, codes: Mapping[str, Any] | None = None) -> bytes:
    """The message as XML, prefixed as an envelope is."""
    codes = {**words("edxml"), **(codes or {})}
    make, root = started(codes["namespace"])
    header = make(make(root, "edXMLEnvelope"), "edXMLHeader")
    element = make(header, "Status")
    about = make(element, "ResponseFor")
    make(about, "OrganId", status.about.organ_id)
    make(about, "Code", status.about.code)
    make(about, "PromulgationDate", day_text(status.about.date))
    make(about, "DocumentId", status.document_id)
    organ_of(make, element, "From", status.sender)
    make(element, "StatusCode", status.code)
    make(element, "Description", status.description or codes["states"][status.code])
    make(element, "Timestamp", moment_text(status.at))
    return finished(root)


def read_status(data: bytes, file: str = "edxml") -> Status:
    """The message in a file. Raises as ``read_edxml`` does; also for a code that is none."""
    found = Found(parsed(data, file), file)
    if not found.all("Status"):
        raise UnreadableFile("edxml-no-status", file=file)
    code = found.text("Status/StatusCode")
    if code not in state_names():
        raise UnreadableFile("edxml-code", file=file, field="StatusCode", given=code)
    about = Answered(
        found.text("Status/ResponseFor/OrganId"),
        found.text("Status/ResponseFor/Code"),
        found.day("Status/ResponseFor/PromulgationDate"),
    )
    given = found.text("Status/ResponseFor/DocumentId", "")
    description = found.text("Status/Description", "")
    return Status(
        sender=found.organs("Status/From", 1)[0],
        about=about,
        code=code,
        at=_moment(found),
        description="" if description == state_names()[code] else description,
        given_id="" if given == about.document_id else given,
    )


def _moment(found: Found) -> datetime:
    try:
        return moment_of(found.text("Status/Timestamp"))
    except ValueError as error:
        raise UnreadableFile("edxml-date", file=found.file, field="Status/Timestamp") from error
