"""The profile file of an office: rules it rules out, settings, exceptions for single documents.

```toml
ignore = ["CX-06", "VH-11"]
[settings]
tone_placement = "old"          # "old": ủy, hòa; "new": uỷ, hoà
[documents]
"bao-cao-quy-1.docx" = ["CT-10"]  # by name or sha256
```
"""

from __future__ import annotations

import tomllib
from typing import Any

from minhbach.errors import UsageError


def load_office(data: bytes) -> dict[str, Any]:
    """What the file says; raises ``UsageError`` where it is no such file."""
    try:
        table: dict[str, Any] = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError("check-office-unreadable", why=error) from error
    unknown = set(table) - {"ignore", "settings", "documents"}
    if unknown:
        raise UsageError("check-office-unreadable", why=", ".join(sorted(unknown)))
    return table
