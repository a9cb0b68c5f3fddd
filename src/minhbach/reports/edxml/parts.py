"""What a message is made of, and what an exchange axis would refuse in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from datetime import date as Day

# 000.02.01.H08 · H37.02.02 · H37.DN.001
ORGAN = re.compile(r"[A-Z0-9]{2,4}(?:\.[A-Z0-9]{2,4}){0,6}", re.ASCII)
LONGEST_ID = 35
VIETNAM = timezone(timedelta(hours=7))
BUSINESS = ("0", "1", "2", "3")  # new, recall, update, replace


@dataclass(frozen=True, slots=True)
class Organ:
    """A sender or receiver: its electronic identifier and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """The document that this one answers: of whom, its number with notation (12/KH-UBND), day."""

    organ_id: str
    code: str
    date: Day

    @property
    def document_id(self) -> str:
        return f"{self.organ_id},{day_text(self.date)},{self.code}"

    @property
    def twin_key(self) -> str:
        """The same as that of the envelope in which this document came."""
        number, _slash, notation = self.code.partition("/")
        return _twin_key(self.organ_id, number, notation, self.date)


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message. ``number``: as 12; ``notation``: as BC-UBND, or BC/TU for a Party body.

    ``business``: 0 new, 1 takes an earlier message back, 2 updates, 3 replaces it; anything but 0
    needs a ``reason``. ``sent_at``: when it left, for the trace. ``given_id``: the DocumentId that
    a file bore where it is another than ours would be.
    """

    sender: Organ
    receivers: tuple[Organ, ...]
    number: str
    notation: str
    date: date
    place: str
    type_name: str
    subject: str
    attachments: tuple[Attachment, ...]
    signer: str = ""
    position: str = ""
    due: Day | None = None
    competence: str = ""
    business: str = "0"
    reason: str = ""
    answers: tuple[Answered, ...] = ()
    places: tuple[str, ...] = ()
    sent_at: datetime | None = None
    given_id: str = ""

    @property
    def document_id(self) -> str:
        """<OrganId>,<YYYY/MM/DD>,<number>/<notation>: the same document always has the same."""
        made = f"{self.sender.id},{day_text(self.date)},{self.number}/{self.notation}"
        return self.given_id or made

    @property
    def twin_key(self) -> str:
        """The same for the same document, whatever DocumentId a sender gave it: who issued it,
        its number and notation, its day (Decree 30/2020/NĐ-CP, annex VI)."""
        return _twin_key(self.sender.id, self.number, self.notation, self.date)

    def problems(self) -> tuple[str, ...]:
        """Codes of what an exchange axis would refuse; empty for an envelope that can go."""
        return tuple(_problems(self))


def _twin_key(organ: str, number: str, notation: str, day: Day) -> str:
    return f"{organ}|{number.lstrip('0') or number}|{notation.upper()}|{day}"


def _problems(envelope: Envelope) -> Iterator[str]:
    if not envelope.receivers:
        yield "edxml-no-receiver"
    organs = [envelope.sender.id, *(organ.id for organ in envelope.receivers)]
    if not all(is_organ(code) for code in organs):
        yield "edxml-organ-id"
    if not (envelope.number and envelope.notation):
        yield "edxml-no-number"
    if not envelope.attachments:
        yield "edxml-no-attachment"
    if envelope.business not in BUSINESS or (envelope.business != "0" and not envelope.reason):
        yield "edxml-no-reason"


def is_organ(code: str) -> bool:
    """Whether it has the shape of an electronic identifier (Decision 20/2020/QĐ-TTg, or the
    thirteen characters of QCVN 102): levels of letters and digits, the top one with a number."""
    numbered = any(letter.isdigit() for letter in code)
    return len(code) <= LONGEST_ID and numbered and ORGAN.fullmatch(code) is not None


def same_document(one: Envelope, other: Envelope) -> bool:
    """Whether two messages carry the same document."""
    return one.document_id == other.document_id or one.twin_key == other.twin_key


def day_text(day: date) -> str:
    return f"{day:%Y/%m/%d}"


def moment_text(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%Y/%m/%d %H:%M:%S}"


def moment_of(text: str) -> datetime:
    """2024/03/29 16:05:09 → the moment; the standard gives no zone, the country has one.
    ValueError for anything else."""
    return datetime.strptime(text, "%Y/%m/%d %H:%M:%S").replace(tzinfo=VIETNAM)
