"""Signing in: passwords, second steps, passkeys, links that expire, an office's own provider."""

import os
from datetime import timedelta
from typing import Any

from minhbach_web.accounts.provider_settings import provider

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "minhbach_web.units.login.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "minhbach_web.units.forms.LoginForm",
    "change_password": "minhbach_web.units.forms.ChangePasswordForm",
    "reauthenticate": "minhbach_web.units.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = False  # accounts.services.attempts counts, for all processes together
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900

MFA_ADAPTER = "minhbach_web.accounts.second_step.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = False
MFA_TOTP_ISSUER = "Minh Bạch"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones are seldom right to the second
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "minhbach_web.accounts.forms_second_step.AuthenticateForm",
    "reauthenticate": "minhbach_web.accounts.forms_second_step.ReauthenticateForm",
    "activate_totp": "minhbach_web.accounts.forms_second_step.ActivateForm",
    "add_webauthn": "minhbach_web.accounts.forms_second_step.AddKeyForm",
    "edit_webauthn": "minhbach_web.accounts.forms_second_step.EditKeyForm",
}
# "administrator,approver": who holds one of these roles must have a second step. Nobody by default.
SECOND_STEP_ROLES = frozenset(
    role.strip() for role in os.environ.get("MINHBACH_SECOND_STEP", "").split(",") if role.strip()
)

# Failed attempts are counted under a keyed digest that expires: no address of a machine is kept.
AXES_HANDLER = "minhbach_web.accounts.throttling.Handler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "core/errors/locked.html"
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_IPWARE_PROXY_COUNT = int(os.environ.get("MINHBACH_PROXIES", "0"))

SESSION_ENGINE = "minhbach_web.accounts.sessions"
INVITATION_LASTS = timedelta(days=int(os.environ.get("MINHBACH_INVITATION_DAYS", "7")))
RESET_LASTS = timedelta(hours=int(os.environ.get("MINHBACH_RESET_HOURS", "24")))

# The office's own provider of sign-ins; nothing of it is installed while none is named.
OIDC = provider()
SIGN_IN_APPS: list[str] = []
FORM_TARGETS: list[str] = []  # where a form may lead besides this site
if OIDC is not None:
    FORM_TARGETS = [OIDC.origin]
    SIGN_IN_APPS = ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    SOCIALACCOUNT_ADAPTER = "minhbach_web.accounts.provider.Adapter"
    SOCIALACCOUNT_STORE_TOKENS = False
    SOCIALACCOUNT_AUTO_SIGNUP = False
    SOCIALACCOUNT_LOGIN_ON_GET = False
    SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
    SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
    SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [OIDC.app]}
    }
