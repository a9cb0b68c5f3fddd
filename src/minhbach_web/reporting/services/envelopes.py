"""Keep what left and came in as edXML, and what was said of it. Nothing goes over a network."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.core import clock
from minhbach_web.core.services import audit
from minhbach_web.reporting.models import EdxmlMessage, EdxmlState
from minhbach_web.reporting.problems import Incomplete, ReportingProblem
from minhbach_web.reporting.queries.envelopes import RECALL, codes_of, organs_of, sent_in, twins
from minhbach_web.reporting.services.drafts import start_word_draft

if TYPE_CHECKING:
    from datetime import datetime

    from minhbach_web.engine.edxml import Envelope
    from minhbach_web.reporting.models import Obligation, Period, ReportRevision
    from minhbach_web.units.models import User

ASKED_BACK = "13"
ARRIVED = "01"
READABLE = (".docx", ".pdf", ".doc", ".odt")


class SameDocument(ReportingProblem):
    """The document left, or came in, before."""


class NothingReadable(ReportingProblem):
    """No attachment that a report can be read from."""


class WrongState(ReportingProblem):
    """What can't be said of the document as it stands."""


@transaction.atomic
def keep_sent(
    *, report: ReportRevision, envelope: Envelope, content: bytes, by: User
) -> EdxmlMessage:
    """Remember the envelope that was made. SameDocument where another report of the period bears
    its number and is neither taken back, updated nor replaced. One that takes a document back
    asks each receiver for it."""
    rows = twins(sent_in(report.period), envelope.document_id, envelope.twin_key)
    before = list(rows.exclude(business=RECALL))
    other = next((row for row in before if row.report_id != report.pk), None)
    if other is not None and envelope.business == "0":
        raise SameDocument(
            _(
                "Number %(code)s stands on an envelope of another consolidated report. Give this "
                "report its own number, or say that it updates or replaces that one."
            )
            % {"code": other.code}
        )
    if envelope.business == RECALL and not before:
        raise SameDocument(_("No envelope with this number left from here: nothing to take back."))
    message = _kept(envelope, content, by, report=report)
    if envelope.business == RECALL:
        for code, name in message.receivers:
            if ASKED_BACK in engine.edxml_later(codes_of(before[0], code)):
                _say(
                    before[0],
                    (code, name),
                    ASKED_BACK,
                    reason=envelope.reason,
                    by=by,
                    said_at=clock.now(),
                )
    audit.record(actor=by, action="reporting.make_envelope", obj=f"edxml:{message.pk}")
    return message


@transaction.atomic
def take_in(
    *,
    obligation: Obligation,
    envelope: Envelope,
    content: bytes,
    again: bool,
    seen: int | None,
    by: User,
) -> EdxmlMessage:
    """An envelope has come in: its first readable file becomes the report to confirm, as an
    upload would. SameDocument where it came in before and nobody said ``again``. One that takes
    a document back is an entry on that one, and nothing is read."""
    rows = EdxmlMessage.objects.filter(obligation__period__parent=obligation.period.parent)
    before = list(twins(rows, envelope.document_id, envelope.twin_key).exclude(business=RECALL))
    if envelope.business == RECALL:
        return _take_back(before, obligation, envelope, content, by)
    if before and envelope.business == "0" and not again:
        raise SameDocument(
            _("Document %(code)s of %(organ)s came in on %(day)s already.")
            % {
                "code": before[0].code,
                "organ": before[0].organ_name or before[0].organ_id,
                "day": f"{clock.day_of(before[0].at):%d/%m/%Y}",
            }
        )
    name, data = _report_in(envelope)
    start_word_draft(obligation=obligation, data=data, name=name, seen=seen, by=by)
    message = _kept(envelope, content, by, obligation=obligation)
    _say(message, organs_of(message)[0], ARRIVED, reason="", by=by, said_at=clock.now())
    audit.record(actor=by, action="reporting.take_envelope", obj=f"edxml:{message.pk}")
    return message


def _report_in(envelope: Envelope) -> tuple[str, bytes]:
    for part in envelope.attachments:
        bare = PurePosixPath(part.name.replace("\\", "/")).name
        if bare.lower().endswith(READABLE):
            return bare, part.data
    raise NothingReadable(_("The envelope holds no Word or PDF file. Ask the sender for one."))


def _take_back(
    before: list[EdxmlMessage],
    obligation: Obligation,
    envelope: Envelope,
    content: bytes,
    by: User,
) -> EdxmlMessage:
    if not before:
        raise SameDocument(
            _("The sender takes back a document that never came in here: nothing to do.")
        )
    message = _kept(envelope, content, by, obligation=obligation)
    _checked(
        before[0],
        organs_of(before[0])[0],
        ASKED_BACK,
        reason=envelope.reason,
        by=by,
        said_at=clock.now(),
    )
    audit.record(actor=by, action="reporting.take_envelope", obj=f"edxml:{message.pk}")
    return message


def _kept(
    envelope: Envelope,
    content: bytes,
    by: User,
    *,
    report: ReportRevision | None = None,
    obligation: Obligation | None = None,
) -> EdxmlMessage:
    first = envelope.receivers[0] if envelope.receivers else envelope.sender
    own = envelope.sender if report else first
    return EdxmlMessage.objects.create(
        report=report,
        obligation=obligation,
        document_id=envelope.document_id[:200],
        twin_key=envelope.twin_key[:200],
        organ_id=envelope.sender.id[:35],
        organ_name=envelope.sender.name[:300],
        own_id=own.id[:35],
        own_name=own.name[:300],
        code=f"{envelope.number}/{envelope.notation}"[:100],
        date=envelope.date,
        subject=envelope.subject,
        business=envelope.business,
        reason=envelope.reason,
        receivers=[[organ.id, organ.name] for organ in envelope.receivers],
        sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        at=clock.now(),
    )


@transaction.atomic
def say_state(*, message: EdxmlMessage, code: str, reason: str, by: User) -> EdxmlState:
    """Say what became of a document that came in. WrongState where that can't follow, Incomplete
    where a reason is due."""
    organ = organs_of(message)[0]
    if code not in engine.edxml_next(codes_of(message, organ[0])) or code == ASKED_BACK:
        raise WrongState(_("This can't be said of the document as it stands. Look at it again."))
    if engine.edxml_needs_reason(code) and not reason.strip():
        raise Incomplete(_("Say why: the sender reads it."))
    state = _say(message, organ, code, reason=reason.strip(), by=by, said_at=clock.now())
    audit.record(actor=by, action="reporting.say_envelope_state", obj=f"edxml:{message.pk}")
    return state


@transaction.atomic
def take_status(*, period: Period, data: bytes, name: str, by: User) -> EdxmlState:
    """Take in what a receiver says of a document that left from this period. Raises MinhBachError
    for a file that is none, WrongState for another document, office or order."""
    status = engine.read_edxml_status(data, name)
    rows = twins(sent_in(period), status.document_id, status.about.twin_key)
    message = rows.exclude(business=RECALL).first()
    if message is None:
        raise WrongState(
            _("The message speaks of document %(code)s, which did not leave from this period.")
            % {"code": status.about.code}
        )
    organ = next((o for o in organs_of(message) if o[0] == status.sender.id), None)
    if organ is None:
        raise WrongState(
            _("The message comes from %(organ)s, to whom the envelope was not addressed.")
            % {"organ": status.sender.name or status.sender.id}
        )
    state = _checked(
        message, organ, status.code, reason=status.description, by=by, said_at=status.at
    )
    audit.record(actor=by, action="reporting.take_envelope_state", obj=f"edxml:{message.pk}")
    return state


def _checked(
    message: EdxmlMessage,
    organ: tuple[str, str],
    code: str,
    *,
    reason: str,
    by: User,
    said_at: datetime,
) -> EdxmlState:
    if code not in engine.edxml_later(codes_of(message, organ[0])):
        words = engine.edxml_states()[code]
        raise WrongState(
            _("“%(words)s” can't follow what was said of this document before.") % {"words": words}
        )
    return _say(message, organ, code, reason=reason, by=by, said_at=said_at)


def _say(
    message: EdxmlMessage,
    organ: tuple[str, str],
    code: str,
    *,
    reason: str,
    by: User,
    said_at: datetime,
) -> EdxmlState:
    return EdxmlState.objects.create(
        message=message,
        organ_id=organ[0],
        organ_name=organ[1],
        n=message.states.filter(organ_id=organ[0]).count() + 1,
        code=code,
        reason=reason,
        said_at=said_at,
        by=by,
        at=clock.now(),
    )
