"""What other apps and the pages ask of the reminders."""

from minhbach_web.reminders.queries.lists import (
    chased_lately,
    choice_of,
    delivery,
    own_notice,
    own_notices,
    to_do,
    unread,
)

__all__ = ["chased_lately", "choice_of", "delivery", "own_notice", "own_notices", "to_do", "unread"]
