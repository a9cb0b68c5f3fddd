"""Who may reach the pages of checking: everyone signed in; a stored document its readers."""

from __future__ import annotations

from tests.web.access import SCOPE, Access
from tests.web.access_programme import document

ACCESS = [
    Access("checking:start", everyone=True),
    Access("checking:rules", everyone=True),
    Access("checking:stored", at=document, allowed=SCOPE, method="post", past=True),
]
