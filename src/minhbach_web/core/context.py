"""What every page needs: who is here and where they can go."""

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, object]:
    return {"navigation": []}
