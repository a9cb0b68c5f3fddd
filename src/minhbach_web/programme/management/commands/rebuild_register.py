"""``manage.py rebuild_register``: enter what stored documents cite into the register.

For documents that came in before there was a register, and after the engine learned to find
more. What was decided by hand about entries (status, merges) stays; places split off by hand go
back to where the engine finds them.
"""

from typing import Any

from django.core.management.base import BaseCommand

from minhbach_web.programme.models import SourceDocument
from minhbach_web.programme.queries import document_reading
from minhbach_web.programme.services.cited import enter_citations


class Command(BaseCommand):
    """Enters every stored document anew, each in a transaction of its own."""

    help = "Enter what stored documents cite into the register."

    def handle(self, *args: Any, **options: Any) -> None:
        places = missing = 0
        for source in SourceDocument.objects.order_by("pk").iterator():
            try:
                reading = document_reading(source)
            except FileNotFoundError:
                missing += 1
                continue
            places += enter_citations(source=source, document=reading)
        self.stdout.write(f"{places} places; {missing} documents without a reading")
