"""``manage.py setup_site UNITS.csv``: the first run of an office's site."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from minhbach_web.core import clock
from minhbach_web.site.pages.setup import setup_site


class Command(BaseCommand):
    help = "Make the tables, take over a table of units and make the first administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("units", type=Path, help="CSV: code,name,short_name,type,parent_code")
        parser.add_argument("--username", default="quantri")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            table = options["units"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['units']}: {error.strerror}") from None
        result = setup_site(table=table, today=clock.today(), username=options["username"])
        if result.problems:
            raise CommandError("\n".join(result.problems))
        self.stdout.write(f"{result.units} units. Account: {result.username}")
        if result.password:
            self.stdout.write(f"First password, shown only now: {result.password}")
