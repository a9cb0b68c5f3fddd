"""One base error. Errors carry a code and parameters; the sentence is made in messages.py."""

from __future__ import annotations

from minhbach.messages import message


class MinhBachError(Exception):
    """Base of every error that a person is meant to read.

    ``code`` names the sentence in messages.toml, ``params`` fill it.
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = {key: str(value) for key, value in params.items()}
        super().__init__(self.text())

    def text(self, lang: str = "vi") -> str:
        """The sentence, in Vietnamese or English: what is wrong and what to do."""
        return message(self.code, lang, **self.params)

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders with --jobs; keyword arguments need help there.
        return (_rebuild, (type(self), self.code, self.params))


def _rebuild(cls: type[MinhBachError], code: str, params: dict[str, str]) -> MinhBachError:
    return cls(code, **params)


class UnreadableFile(MinhBachError):
    """The file is not what it says, is damaged or can't be read here."""


class RefusedFile(MinhBachError):
    """The file is hostile or must stay out (a secrecy stamp): nothing of it is kept."""


class UsageError(MinhBachError):
    """Arguments or data given by the person can't be used."""
