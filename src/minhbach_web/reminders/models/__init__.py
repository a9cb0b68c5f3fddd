"""Tables of the reminders app; other apps use services and queries."""

from minhbach_web.reminders.models.feeds import Feed, FeedEvent
from minhbach_web.reminders.models.notices import Chase, Message, Notice
from minhbach_web.reminders.models.rules import Audience, Choice, Rule, RuleSet, SendingHours

__all__ = [
    "Audience",
    "Chase",
    "Choice",
    "Feed",
    "FeedEvent",
    "Message",
    "Notice",
    "Rule",
    "RuleSet",
    "SendingHours",
]
