"""What the acts of the audit log are called. Apps add theirs when they are ready."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "units.create_user": _("Account made"),
    "units.reset_password": _("Password reset"),
    "units.change_password": _("Own password chosen"),
    "units.open_account": _("Account opened again"),
    "units.close_account": _("Account closed"),
    "units.grant": _("Role given"),
    "units.revoke": _("Role taken back"),
    "units.import": _("Table of units taken over"),
}


def name(words: dict[str, str | Promise]) -> None:
    """Add the words of an app's acts: ``acts.name({"reporting.accept": _("Report accepted")})``."""
    WORDS.update(words)


def words(action: str) -> str:
    """The act in words ("plan.item.accepted" is named by "plan.item" at the least); its code
    while nobody has named it."""
    code = action
    while code not in WORDS and "." in code:
        code = code.rpartition(".")[0]
    return str(WORDS.get(code, action))


def all_words() -> dict[str, str]:
    """Every act that an app named, with its words."""
    return {action: str(words) for action, words in WORDS.items()}
