"""Old Word files (.doc) and .rtf: LibreOffice turns them into .docx, in a room of their own.

LibreOffice is a program beside this one and may be absent. Each call gets a fresh profile, no
macros, no links to the outside, and a limit of time.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from minhbach.errors import RefusedFile, UnreadableFile
from minhbach.readers.docx import read_docx
from minhbach.readers.html import read_html
from minhbach.readers.raw import RawDocument
from minhbach.readers.sniff import OLE, ZIP, ole_reason

_TAG = re.compile(rb"<(?:!doctype|html|head|meta|\?xml[^>]{0,200}>\s*<html)", re.IGNORECASE)
SECONDS = 120  # a 700-page .doc takes about 40
MAX_BYTES = 100 * 1024 * 1024
_PROGRAMS = ("soffice", "libreoffice")
_PASSED = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def read_doc(data: bytes, file: str) -> RawDocument:
    """An old .doc or an .rtf, through LibreOffice; ``format`` is "doc" or "rtf".

    Legacy fonts stay on their runs and are converted as in any .docx. Raises ``UnreadableFile``
    with the reason: no LibreOffice here, protected, a spreadsheet, slides, damaged, too slow.
    """
    if data.startswith(ZIP):
        return read_docx(data, file)  # saved as .docx and named .doc, as older habits have it
    if _TAG.match(data[:400].lstrip(b"\xef\xbb\xbf \t\r\n")):
        return read_html(data, file)  # "Save as Word" of many web sites
    kind = _kind(data, file)
    program = libreoffice()
    if program is None:
        raise UnreadableFile("doc-needs-libreoffice", file=file)
    with tempfile.TemporaryDirectory(prefix="minhbach-") as folder:
        raw = read_docx(_converted(data, kind, file, program, Path(folder)), file)
    raw.format = kind
    return raw


def libreoffice() -> str | None:
    """The path of LibreOffice's program, None where it is not installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def _kind(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise RefusedFile("file-too-large", file=file, limit=f"{MAX_BYTES >> 20} MB")
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    reason = ole_reason(data) if data.startswith(OLE) else "file-not-docx"
    if reason != "file-old-word":
        raise UnreadableFile("file-not-doc" if reason == "file-not-docx" else reason, file=file)
    # [MS-DOC] 2.5.2: the FIB stands first, wIdent A5EC, fEncrypted is bit 8 of the flags at 0x0A.
    if data[512:514] == b"\xec\xa5" and data[512 + 11] & 1:
        raise UnreadableFile("file-protected", file=file)
    return "doc"


def _converted(data: bytes, kind: str, file: str, program: str, folder: Path) -> bytes:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    source, out = folder / f"in.{kind}", folder / "out"
    source.write_bytes(data)
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(out),
        str(source),
    ]
    _run(command, file, folder)
    result = out / "in.docx"
    if not result.is_file():
        raise UnreadableFile("file-damaged", file=file)
    return result.read_bytes()


def _run(command: list[str], file: str, home: Path) -> None:
    """Run it; at the end of its time the whole group of processes goes."""
    # Nothing else of ours: settings hold keys, and a hostile file may get hold of the program.
    kept = {name: os.environ[name] for name in _PASSED if name in os.environ}
    environment = {**kept, "HOME": str(home), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise UnreadableFile("doc-too-slow", file=file, seconds=SECONDS) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
