"""Sentences for what stood in the way."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.activities.errors import BadEvidence


def evidence_words(error: BadEvidence) -> str:
    """Why a file can't be kept, and what to do."""
    if isinstance(error.why, engine.MinhBachError):
        found = error.why
        language = (get_language() or "vi")[:2]
        return f"{error.name}: {engine.message(found.code, language, **found.params)}"
    sentences = {
        "heic": _(
            "%(name)s: photos of this kind (HEIC, AVIF) can’t be cleaned of their place here. "
            "Set the camera to “most compatible”, or send the photo as JPEG."
        ),
        "photo-unreadable": _("%(name)s: this photo can’t be opened. Take or save it anew."),
        "photo-too-large": _("%(name)s: this photo is too large. Send a smaller one."),
        "pdf-place": _(
            "%(name)s: a photo in this PDF tells where it was taken and can’t be cleaned here. "
            "Send the photo by itself, or print the paper to a new PDF."
        ),
        "kind": _(
            "%(name)s: files of this kind aren’t kept. Send a photo (JPEG, PNG, WebP) or a paper "
            "(.docx, .doc, .odt, .pdf, .txt)."
        ),
    }
    return sentences[str(error.why)] % {"name": error.name}
