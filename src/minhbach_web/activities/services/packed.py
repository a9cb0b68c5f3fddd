"""Photos inside a Word or OpenDocument file lose their place, too; the rest stays as it is."""

from __future__ import annotations

import io
import zipfile

from minhbach_web.activities.services import photos

FOLDERS = ("word/media/", "Pictures/")


def without_places(data: bytes, name: str) -> bytes:
    """The same file, its photos that tell a place drawn anew; untouched when none does.

    The reader has been through the file before: it is a sound archive of a bearable size. Raises
    BadEvidence for a photo that tells its place and can't be drawn.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {info: archive.read(info) for info in archive.infolist()}
    telling = {
        info.filename
        for info, part in members.items()
        if info.filename.startswith(FOLDERS) and photos.tells_place(part)
    }
    if not telling:
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as fresh:
        for info, part in members.items():
            kept = photos.clean(part, name)[0] if info.filename in telling else part
            fresh.writestr(info, kept)
    return out.getvalue()
