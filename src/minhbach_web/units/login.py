"""How django-allauth behaves here: accounts are made by an administrator only."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """No self sign-up, no mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
