"""The program ``minhbach``: the engine on the command line, and the site's own commands.

Exit codes: 0 done; 1 the answer is no; 2 the input or the arguments can't be used; 3 internal
error. The contract of options and JSON shapes is docs/reference/command-line.md.
"""

from __future__ import annotations

import os
import sys

from minhbach.errors import MinhBachError
from minhbach.messages import message


def main(argv: list[str] | None = None) -> int:
    """Run one command; never shows a traceback unless MINHBACH_DEBUG is set."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = _language(arguments)
    try:
        return _dispatch(arguments)
    except MinhBachError as error:
        print(error.text(lang), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("MINHBACH_DEBUG"):
            raise
        print(message("internal-error", lang, kind=type(error).__name__), file=sys.stderr)
        return 3


def _dispatch(arguments: list[str]) -> int:
    from minhbach.cli.arguments import ENGINE, build_parser

    site: list[str] = []
    if not arguments or arguments[0] not in ENGINE:
        from importlib.metadata import entry_points

        found = entry_points(group="minhbach.commands")
        if arguments and arguments[0] in found.names:
            return int(found[arguments[0]].load()(arguments[1:]))
        site = sorted(found.names)
    parser = build_parser(site)
    options = parser.parse_args(arguments)
    return int(options.run(options))


def _language(arguments: list[str]) -> str:
    """The language of messages, before the arguments are known to be right."""
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            return "en" if arguments[position + 1] == "en" else "vi"
        if argument.startswith("--lang="):
            return "en" if argument.endswith("=en") else "vi"
    return "vi"
