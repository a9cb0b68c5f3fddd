"""edXML (QCVN 102:2016/BTTTT) as files: a report out and in, and what became of it (states).

No network and no signature: what an exchange axis adds is its own. Sources: the field rules in
QCVN 102:2016/BTTTT and Quyết định 28/2018/QĐ-TTg.
"""

from minhbach.reports.edxml.parts import Answered, Attachment, Envelope, Organ, same_document
from minhbach.reports.edxml.reading import read_edxml
from minhbach.reports.edxml.states import Status, next_states, read_status, write_status
from minhbach.reports.edxml.writing import write_edxml

__all__ = [
    "Answered",
    "Attachment",
    "Envelope",
    "Organ",
    "Status",
    "next_states",
    "read_edxml",
    "read_status",
    "same_document",
    "write_edxml",
    "write_status",
]
