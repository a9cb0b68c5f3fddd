"""Signed PDF files: the office signs its report; a signed upload shows who signed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import LazySettings
from tests.factories import Tree
from tests.web.reporting.scene import Scene, number, send_form
from tests.web.reporting.test_pages import at, browser
from tests.web.visit import visit

from minhbach_web.core.models import AuditEvent
from minhbach_web.reporting.models import Obligation, ReportDecision
from minhbach_web.reporting.services.decisions import accept
from minhbach_web.reporting.services.drafts import start_word_draft
from minhbach_web.reporting.services.publishing import decide_report
from minhbach_web.reporting.services.reports import fix_report
from minhbach_web.reporting.services.submissions import submit
from minhbach_web.reporting.signatures import signatures_in
from minhbach_web.units.models import User

NAME = "Văn phòng Thử"


@pytest.fixture
def root(tmp_path: Path, settings: LazySettings) -> Path:
    """A key of the installation that signs for itself; its certificate is not trusted yet."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    usage = dict.fromkeys(
        (
            "digital_signature", "key_encipherment", "data_encipherment", "key_agreement",
            "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
        ),
        False,
    )  # fmt: skip
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.KeyUsage(**{**usage, "digital_signature": True}, content_commitment=True), True
        )
        .sign(key, hashes.SHA256())
    )
    secret, place = tmp_path / "secret", tmp_path / "root.pem"
    secret.write_text("mat khau thu\n")
    kept = serialization.BestAvailableEncryption(b"mat khau thu")
    bag = pkcs12.serialize_key_and_certificates(b"thu", key, cert, None, kept)
    (tmp_path / "key.p12").write_bytes(bag)
    place.write_bytes(cert.public_bytes(serialization.Encoding.PEM))
    settings.PDF_SIGNING_FILE = str(tmp_path / "key.p12")
    settings.PDF_SIGNING_PASSWORD_FILE = str(secret)
    return place


@pytest.mark.django_db
def test_approved_report_is_signed_and_the_signature_is_judged(
    scene: Scene, obligation: Obligation, reporter: User, root: Path, settings: LazySettings
) -> None:
    sent = send_form(obligation, reporter, number("hoi_nghi", "12"))
    accept(revision=sent, seen=sent.sha256, by=scene.coordinator)
    report = fix_report(period=scene.period, by=scene.coordinator)
    clerk, url = browser(scene.coordinator), at("sign_issue", scene.period.pk, report.n)
    assert clerk.post(url).status_code == 302  # neither approved nor published
    publish = ReportDecision.Kind.PUBLISH
    decide_report(report=report, kind=publish, seen=report.docx_sha256, by=scene.coordinator)
    page = visit(clerk, at("issue", scene.period.pk, report.n))
    assert page.all(f"//form[@action='{url}']")

    signed = clerk.post(url).getvalue()

    event = AuditEvent.objects.get(action="reporting.sign_report")
    assert set(event.digests) == {"docx", "pdf"}
    (unknown,) = signatures_in(signed)
    assert (unknown.signer, unknown.intact, unknown.whole) == (NAME, True, True)
    assert (unknown.trusted, unknown.valid) == (None, False)
    settings.SIGNATURE_ROOTS = str(root)
    (known,) = signatures_in(signed)
    assert (known.trusted, known.valid) == (True, True)
    (changed,) = signatures_in(signed.replace(b"/Title", b"/Titel", 1))
    assert (changed.intact, changed.valid) == (False, False)
    assert signatures_in(signed[:4000]) == ()
    settings.PDF_SIGNING_FILE = str(root)  # no PKCS#12
    assert "khóa ký" in visit(clerk, clerk.post(url).headers["Location"]).text()


@pytest.mark.django_db
def test_signed_report_of_a_unit_shows_who_signed(
    scene: Scene, obligation: Obligation, tree: Tree, reporter: User, root: Path
) -> None:
    sent = send_form(obligation, reporter, number("hoi_nghi", "12"))
    accept(revision=sent, seen=sent.sha256, by=scene.coordinator)
    report = fix_report(period=scene.period, by=scene.coordinator)
    publish = ReportDecision.Kind.PUBLISH
    decide_report(report=report, kind=publish, seen=report.docx_sha256, by=scene.coordinator)
    clerk = browser(scene.coordinator)
    signed = clerk.post(at("sign_issue", scene.period.pk, report.n)).getvalue()
    other = scene.obligation(tree.sibling)
    draft = start_word_draft(
        obligation=other, data=signed, name="ky.pdf", seen=None, by=scene.coordinator
    )
    draft.entries.update(state="not_applicable")
    submit(obligation=other, token=draft.token, seen=draft.version, by=scene.coordinator)
    page = visit(clerk, at("revision", other.pk, 1))
    assert NAME in page.texts("//ul[@class='task-list']//strong")
    assert "không nêu chứng thư tin cậy" in page.text()
