"""For an office's server behind a TLS proxy."""

import os

from minhbach_web.site.settings.base import *  # noqa: F403 -- settings are layered by star import

GALLERY = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A trial inside the office without TLS sets MINHBACH_PLAIN_HTTP=1; everyone else gets TLS only.
TLS = os.environ.get("MINHBACH_PLAIN_HTTP") != "1"
SECURE_SSL_REDIRECT = TLS
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SECURE = TLS
LANGUAGE_COOKIE_SECURE = TLS
SECURE_HSTS_SECONDS = 31536000 if TLS else 0
