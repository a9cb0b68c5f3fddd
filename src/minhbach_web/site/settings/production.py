"""For an office's server behind a TLS proxy."""

import os

from minhbach_web.site.settings.environment import refuse

refuse(os.environ)  # before anything is made of it

from minhbach_web.site.settings.base import *  # noqa: E402, F403 -- after what was refused

DEBUG = False
GALLERY = False
NOT_FOUND_FLOOR = 0.06
# A trial inside the office without TLS sets MINHBACH_PLAIN_HTTP=1; everyone else gets TLS only.
TLS = os.environ.get("MINHBACH_PLAIN_HTTP", "").strip() != "1"
# Only a proxy that was told of is believed: anybody can send this header.
if int(os.environ.get("MINHBACH_PROXIES") or 0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = TLS
# A watchdog on the machine itself asks without TLS; neither answer holds anything.
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/$", r"^suc-khoe/san-sang/$"]
SESSION_COOKIE_SECURE = TLS
CSRF_COOKIE_SECURE = TLS
LANGUAGE_COOKIE_SECURE = TLS
if TLS:
    # A browser takes a cookie of such a name from this host alone, over TLS, for all its pages.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
SECURE_HSTS_SECONDS = 31536000 if TLS else 0
# What lies under the site's name may be somebody else's, and no list of browsers is ours to join.
SECURE_HSTS_INCLUDE_SUBDOMAINS = os.environ.get("MINHBACH_HSTS_SUBDOMAINS", "").strip() == "1"
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
