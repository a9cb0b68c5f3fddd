"""Pictures of papers (.png, .jpg, .tif): each frame a page, read by tesseract."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from minhbach.errors import RefusedFile, UnreadableFile
from minhbach.model.document import Note
from minhbach.readers.ocr import DPI, MAX_PAGES, MAX_PIXELS, tesseract
from minhbach.readers.pdf import raw_of_pictures
from minhbach.readers.raw import RawDocument

MAX_BYTES = 100 * 1024 * 1024
_MAX_SIDE = 30_000  # pixels: a longer side is no paper
_A4 = (8.27, 11.69)  # inches


def read_image(data: bytes, file: str) -> RawDocument:
    """The text of a scan, marked as read by OCR page by page.

    Raises ``UnreadableFile`` (no tesseract with Vietnamese here, damaged) or ``RefusedFile``
    (too large).
    """
    if len(data) > MAX_BYTES:
        raise RefusedFile("file-too-large", file=file, limit=f"{MAX_BYTES >> 20} MB")
    if tesseract() is None:
        raise UnreadableFile("ocr-needs-tesseract", file=file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            frames = list(_frames(data, file))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UnreadableFile("file-damaged", file=file) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedFile("file-too-large", file=file, limit=f"{MAX_PIXELS:,}") from error
    raw = RawDocument("image")
    raw_of_pictures(raw, enumerate(frames[:MAX_PAGES], 1))
    if len(frames) > MAX_PAGES:
        raw.notes.append(Note("ocr-pages-left", params={"limit": str(MAX_PAGES)}))
    return raw


def _frames(data: bytes, file: str) -> Iterator[tuple[Image.Image, float]]:
    with Image.open(io.BytesIO(data)) as picture:
        if max(picture.size) > _MAX_SIDE:
            raise RefusedFile("file-too-large", file=file, limit=f"{_MAX_SIDE} px")
        for number, frame in enumerate(ImageSequence.Iterator(picture)):
            if number > MAX_PAGES:
                return
            page = ImageOps.exif_transpose(frame).convert("L")
            if page.width * page.height > MAX_PIXELS:
                part = (MAX_PIXELS / (page.width * page.height)) ** 0.5
                page = page.resize((int(page.width * part), int(page.height * part)))
            yield page, _dpi(page)


def _dpi(page: Image.Image) -> float:
    """The picture is taken for an A4 page: what photographs say of their resolution is not true."""
    short, long = sorted(page.size)
    return min(max((short / _A4[0] + long / _A4[1]) / 2, DPI / 4), DPI * 3.0)
