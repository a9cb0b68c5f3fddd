"""Work in the background: each piece is put in the queue once, run, tried again, or given up.

A kind of work is a function with a name; it must be safe to run twice, because a worker that is
killed in the middle is followed by another one::

    @jobs.kind("reminders.send", title=_("Send reminders"))
    def send(progress: jobs.Progress, day: str) -> dict[str, int]: ...

    job = jobs.enqueue_once("reminders.send", key=f"reminders:{day}", by=user, day=day)
"""

from minhbach_web.core.jobs.kinds import GiveUp, Kind, kind, kind_of
from minhbach_web.core.jobs.progress import Progress
from minhbach_web.core.jobs.timetable import every

__all__ = ["GiveUp", "Kind", "Progress", "every", "kind", "kind_of"]
