"""Checks of a document before it is signed (soát văn bản).

``check(doc)`` gives findings, ``said(finding)`` their sentences, ``annotate(data, doc, findings)``
a Word copy with comments. A rule is a table in data/*.toml and a function in one family module.
"""

from minhbach.checks.marking import annotate, fixed_text
from minhbach.checks.office import load_office
from minhbach.checks.rules import Rule, rules
from minhbach.checks.run import check
from minhbach.checks.wording import Said, row, said

__all__ = ["Rule", "Said", "annotate", "check", "fixed_text", "load_office", "row", "rules", "said"]
