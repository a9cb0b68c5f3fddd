"""edXML envelopes and messages about states, as files. See the package for what the door is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from minhbach.reports.edxml import Envelope as Envelope  # noqa: PLC0414  # offered to the site
    from minhbach.reports.edxml import Status


def edxml_envelope(
    sender: tuple[str, str],
    receivers: Iterable[tuple[str, str]],
    attachments: Iterable[tuple[str, str, bytes]],
    *,
    answers: Iterable[tuple[str, str, date]] = (),
    **fields: Any,
) -> Envelope:
    """An edXML envelope; its ``problems()`` are what an exchange axis would refuse in it."""
    from minhbach.reports import edxml  # noqa: PLC0415  # loaded when used

    return edxml.Envelope(
        sender=edxml.Organ(*sender),
        receivers=tuple(edxml.Organ(*organ) for organ in receivers),
        attachments=tuple(edxml.Attachment(*part) for part in attachments),
        answers=tuple(edxml.Answered(*answered) for answered in answers),
        **fields,
    )


def write_edxml(envelope: Envelope) -> bytes:
    """The envelope as a file."""
    from minhbach.reports.edxml import write_edxml as written  # noqa: PLC0415  # when used

    return written(envelope)


def read_edxml(data: bytes, name: str) -> Envelope:
    """The envelope in a file. Raises MinhBachError."""
    from minhbach.reports.edxml import read_edxml as read  # noqa: PLC0415  # loaded when used

    return read(data, name)


def edxml_status(
    *,
    sender: tuple[str, str],
    about: tuple[str, str, date],
    given_id: str,
    code: str,
    at: datetime,
    description: str,
) -> bytes:
    """A message that says in which state a document is; ``given_id``: its DocumentId."""
    from minhbach.reports import edxml  # noqa: PLC0415  # loaded when used

    status = edxml.Status(
        edxml.Organ(*sender), edxml.Answered(*about), code, at, description, given_id
    )
    return edxml.write_status(status)


def read_edxml_status(data: bytes, name: str) -> Status:
    """The message about a state in a file. Raises MinhBachError."""
    from minhbach.reports.edxml import read_status  # noqa: PLC0415  # loaded when used

    return read_status(data, name)


def edxml_states() -> dict[str, str]:
    """Code → words of the state in which a document can be."""
    from minhbach.reports.edxml.states import state_names  # noqa: PLC0415  # loaded when used

    return state_names()


def edxml_next(codes: Iterable[str]) -> tuple[str, ...]:
    """States that may follow those so far."""
    from minhbach.reports.edxml import next_states  # noqa: PLC0415  # loaded when used

    return next_states(tuple(codes))


def edxml_later(codes: Iterable[str]) -> tuple[str, ...]:
    """States that an office may tell next that does not tell each step."""
    from minhbach.reports.edxml.states import later_states  # noqa: PLC0415  # loaded when used

    return later_states(tuple(codes))


def edxml_needs_reason(code: str) -> bool:
    """Whether who says this state has to say why."""
    from minhbach.reports.edxml.states import needs_reason  # noqa: PLC0415  # loaded when used

    return needs_reason(code)


def is_edxml_organ(code: str) -> bool:
    """Whether it has the shape of an office's electronic identifier."""
    from minhbach.reports.edxml.parts import is_organ  # noqa: PLC0415  # loaded when used

    return is_organ(code)
