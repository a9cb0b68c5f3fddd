"""Files that show what was done: cleaned or read first, then kept under their sha256."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from minhbach_web import engine
from minhbach_web.activities.errors import BadEvidence
from minhbach_web.activities.services import packed, photos, scans
from minhbach_web.core.services import files
from minhbach_web.programme.services.documents import upload_limit

MOST = 10  # files of one activity
MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".doc": "application/msword",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
}
CLEANERS: dict[str, Callable[[bytes, str], bytes]] = {
    ".docx": packed.without_places,
    ".odt": packed.without_places,
    ".pdf": scans.without_places,
}
ACCEPT = ",".join((*MEDIA, ".jpg", ".jpeg", ".png", ".webp"))


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: nothing of it is trusted."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that may be kept."""

    name: str
    media: str
    data: bytes

    @property
    def sha256(self) -> str:
        return files.digest(self.data)


def checked(uploads: Iterable[Upload]) -> list[Kept]:
    """The files as they will be kept, each once. Raises BadEvidence; then none is kept."""
    found = {kept.sha256: kept for kept in map(_checked, uploads)}
    return list(found.values())


def _checked(upload: Upload) -> Kept:
    name = PurePosixPath(upload.name.replace("\\", "/")).name[-255:] or "tep"
    if len(upload.data) > upload_limit():
        megabytes = upload_limit() // 2**20
        raise BadEvidence(
            name, engine.RefusedFile("file-too-large", file=name, limit=f"{megabytes} MB")
        )
    if photos.is_photo(upload.data):
        data, media, suffix = photos.clean(upload.data, name)
        return Kept(str(PurePosixPath(name).with_suffix(suffix)), media, data)
    return _document(name, upload.data)


def _document(name: str, data: bytes) -> Kept:
    """A document passes the reader: hostile archives and secret papers are refused there."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"}:
        raise BadEvidence(name, "photo-unreadable")
    if suffix not in MEDIA:
        raise BadEvidence(name, "kind")
    try:
        engine.read(data, name)
    except engine.MinhBachError as error:
        raise BadEvidence(name, error) from error
    cleaner = CLEANERS.get(suffix)
    return Kept(name, MEDIA[suffix], cleaner(data, name) if cleaner else data)
