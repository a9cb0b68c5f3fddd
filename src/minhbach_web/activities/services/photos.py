"""Photos: drawn anew from their pixels, so that nothing else of the file is kept.

A camera writes where and when a photo was taken, a serial number, a thumbnail, sometimes a film or
a second picture behind the first. None of that survives: the pixels are encoded again.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from minhbach_web.activities.errors import BadEvidence

MAX_PIXELS = 60_000_000  # a phone's largest
LONGEST = 2560  # enough to read a poster in the photo
QUALITY = 88
GPS = 0x8825  # the EXIF directory of a place
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
# Beginnings of files: photos that can be drawn anew, and those of newer phones, which can't.
_KNOWN = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_NEWER = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")


def is_photo(data: bytes) -> bool:
    """Whether the file begins as a photo does, whatever its name says."""
    return data.startswith(_KNOWN) or _is_webp(data) or is_newer(data)


def _is_webp(data: bytes) -> bool:
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def is_newer(data: bytes) -> bool:
    """HEIC and AVIF: what a phone makes unless it is told to be compatible."""
    return data[4:8] == b"ftyp" and data[8:12] in _NEWER


def clean(data: bytes, name: str) -> tuple[bytes, str, str]:
    """(bytes, media type, suffix) of the photo drawn anew, upright. Raises BadEvidence."""
    if is_newer(data):
        raise BadEvidence(name, "heic")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd metadata is thrown away anyway
            return _drawn(data, name)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, KeyError) as error:
        raise BadEvidence(name, "photo-unreadable") from error
    except Image.DecompressionBombError as error:
        raise BadEvidence(name, "photo-too-large") from error


def tells_place(data: bytes) -> bool:
    """Whether a photo says where it was taken, in EXIF or XMP. Not a photo: no."""
    if not is_photo(data) or is_newer(data):
        return False
    try:
        with Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as photo:
            return b"GPSL" in data or bool(photo.getexif().get_ifd(GPS))
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, Image.DecompressionBombError):
        return b"GPSL" in data


def _drawn(data: bytes, name: str) -> tuple[bytes, str, str]:
    with Image.open(io.BytesIO(data), formats=tuple(FORMATS)) as photo:
        kind = photo.format or "JPEG"
        if photo.width * photo.height > MAX_PIXELS:
            raise BadEvidence(name, "photo-too-large")
        photo.draft("RGB", (LONGEST, LONGEST))
        photo.load()
        upright = ImageOps.exif_transpose(photo)
        upright.thumbnail((LONGEST, LONGEST))
        bare = _bare(upright, alpha=kind != "JPEG")
    out = io.BytesIO()
    more = {} if kind == "PNG" else {"quality": QUALITY}
    bare.save(out, kind, optimize=True, **more)
    return out.getvalue(), FORMATS[kind], SUFFIXES[kind]


def _bare(photo: Image.Image, *, alpha: bool) -> Image.Image:
    """The pixels alone, in a new picture that knows nothing of the old one."""
    has_alpha = "A" in photo.getbands() or "transparency" in photo.info
    mode = "RGBA" if alpha and has_alpha else "RGB"
    pixels = photo.convert(mode)
    fresh = Image.new(mode, pixels.size)
    fresh.paste(pixels)
    return fresh
