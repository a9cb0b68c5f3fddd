"""Digital signatures of PDF files: who signed, when, whether the file is intact, whether trusted.

Trust comes only from the certificates that the installation names; without them nothing is said
to be valid. Nothing is fetched from the network.
"""

from __future__ import annotations

import io
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from minhbach_web.reporting.problems import CantSign

MOST_SIGNATURES = 20
FIELD = "ChuKy"


@dataclass(frozen=True)
class SignatureSeen:
    """One signature. ``whole``: nothing was added after it. ``trusted``: None where the
    installation names no roots to judge by."""

    signer: str
    at: datetime | None
    intact: bool
    whole: bool
    trusted: bool | None

    @property
    def valid(self) -> bool:
        """Intact, of the whole file, and by somebody whom the roots vouch for."""
        return self.intact and self.whole and self.trusted is True


def setting(name: str) -> str:
    """A path from the settings, else from the environment; "" where it is not given."""
    return str(getattr(settings, name, "") or os.environ.get(f"MINHBACH_{name}", ""))


def signs() -> bool:
    """Whether this installation signs PDF files."""
    return bool(setting("PDF_SIGNING_FILE"))


def sign_pdf(data: bytes, *, reason: str) -> bytes:
    """The file with one signature more, by the installation's key (PKCS#12). Raises CantSign."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415  # heavy
    from pyhanko.sign import signers  # noqa: PLC0415  # heavy

    secret = setting("PDF_SIGNING_PASSWORD_FILE")
    try:
        passphrase = Path(secret).read_bytes().strip() if secret else None
        load: Any = signers.SimpleSigner.load_pkcs12
        signer = load(setting("PDF_SIGNING_FILE"), passphrase=passphrase)
    except (OSError, ValueError):
        signer = None
    if signer is None:
        raise CantSign
    meta = signers.PdfSignatureMetadata(field_name=FIELD, md_algorithm="sha256", reason=reason)
    file = IncrementalPdfFileWriter(io.BytesIO(data))
    out = _apart(lambda: signers.sign_pdf(file, meta, signer=signer))
    return bytes(out.getvalue())


def _apart(act: Callable[[], Any]) -> Any:
    """Do it in a thread of its own: the library starts a loop, and the caller may have one."""
    with ThreadPoolExecutor(1) as one:
        return one.submit(act).result()


def signatures_in(data: bytes) -> tuple[SignatureSeen, ...]:
    """The signatures of a PDF file; () where there are none or they can't be read."""
    if not data.startswith(b"%PDF") or b"/ByteRange" not in data:
        return ()
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415  # heavy

    quiet = logging.getLogger("pyhanko")
    level = quiet.level
    quiet.setLevel(logging.CRITICAL)  # what is wrong with a file is said on the page
    try:
        found = PdfFileReader(io.BytesIO(data), strict=False).embedded_signatures
        return tuple(_seen(signature) for signature in found[:MOST_SIGNATURES])
    except Exception:  # any file may come; what can't be read is not vouched for
        return ()
    finally:
        quiet.setLevel(level)


def _seen(signature: Any) -> SignatureSeen:
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415  # heavy
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415  # heavy
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415  # heavy

    roots = _roots()
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    status = _apart(lambda: validate_pdf_signature(signature, signer_validation_context=context))
    later = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION  # another signature, say
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE or (later and status.docmdp_ok)
    return SignatureSeen(
        signer=str(signature.signer_cert.subject.native.get("common_name", "")),
        at=status.signer_reported_dt,
        intact=bool(status.intact and status.valid),
        whole=bool(whole),
        trusted=bool(status.trusted) if roots else None,
    )


def _roots() -> list[Any]:
    """The certificates in the folder (or file) that the installation trusts."""
    from pyhanko.keys import load_cert_from_pemder  # noqa: PLC0415  # heavy

    place = setting("SIGNATURE_ROOTS")
    if not place:
        return []
    path = Path(place)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    load: Any = load_cert_from_pemder
    found = []
    for file in files:
        try:
            found.append(load(str(file)))
        except (OSError, ValueError):
            continue
    return found
