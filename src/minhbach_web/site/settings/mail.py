"""E-mail, and the address under which people reach the site. Nothing is sent until it is set."""

import os
from pathlib import Path

# "https://minhbach.example.vn": the only thing that links in messages are made from.
SITE_ADDRESS = os.environ.get("MINHBACH_ADDRESS", "").strip().rstrip("/")

EMAIL_HOST = os.environ.get("MINHBACH_EMAIL_HOST", "").strip()
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.dummy.EmailBackend"
)
# "starttls", "tls" (from the first byte) or "none" (a relay on this machine).
_security = os.environ.get("MINHBACH_EMAIL_SECURITY", "starttls")
EMAIL_USE_TLS = _security == "starttls"
EMAIL_USE_SSL = _security == "tls"
EMAIL_PORT = int(
    os.environ.get("MINHBACH_EMAIL_PORT") or {"starttls": "587", "tls": "465"}.get(_security, "25")
)
EMAIL_HOST_USER = os.environ.get("MINHBACH_EMAIL_USER", "")
_password_file = os.environ.get("MINHBACH_EMAIL_PASSWORD_FILE", "")
EMAIL_HOST_PASSWORD = (
    Path(_password_file).read_text(encoding="utf-8").strip()
    if _password_file
    else os.environ.get("MINHBACH_EMAIL_PASSWORD", "")
)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("MINHBACH_EMAIL_FROM", "minhbach@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
