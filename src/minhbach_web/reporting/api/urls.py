"""The API's addresses, opened to programs: it asks for a session or a token itself."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern

from minhbach_web.reporting.api.endpoints import api

# The site's own door sends strangers to the login page; a program gets a 401 instead.
urlpatterns = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
for _pattern in urlpatterns:
    _pattern.callback = login_not_required(_pattern.callback)
app_name = "api"
