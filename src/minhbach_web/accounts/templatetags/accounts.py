"""What a page hands to the script that speaks with the browser's keys."""

import json
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.translation import gettext

from minhbach_web.accounts.provider_settings import NAME
from minhbach_web.accounts.services import letters

register = template.Library()


@register.filter
def for_script(value: object) -> str:
    """``value`` as JSON, to stand in an attribute (where it is escaped like any text)."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.simple_tag
def letters_are_sent() -> bool:
    """Whether people can ask for a link by e-mail."""
    return letters.is_set()


@register.simple_tag
def provider_login(process: str) -> dict[str, str] | None:
    """Address and name of the office's own provider; None: there is none."""
    if settings.OIDC is None:
        return None
    url = reverse("openid_connect_login", args=[NAME])
    label = settings.OIDC.label or gettext("your office's account")
    return {"url": f"{url}?{urlencode({'process': process})}", "name": label}
