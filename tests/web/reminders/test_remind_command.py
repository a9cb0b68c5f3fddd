"""``minhbach remind``: says what it would do, does it once, and how it went."""

from __future__ import annotations

import pytest
from django.core import mail
from tests.web.reminders.conftest import At, Office

from minhbach_web import commands
from minhbach_web.reminders.models import Notice

pytestmark = pytest.mark.django_db


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(commands, "configure", lambda *_all: None)
    # The settings of tests are no office's: what makes those safe is tested in tests/web/security.
    monkeypatch.setattr(commands, "safe", lambda _lang: True)
    return commands.remind(list(arguments))


def test_remind_shows_what_it_would_do_and_then_does_it(
    office: Office, at: At, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at("2024-03-26 06:00")

    assert run(monkeypatch, "--dry-run") == 0
    shown = capsys.readouterr().out.splitlines()
    before = Notice.objects.count()
    assert run(monkeypatch) == 0
    quiet = capsys.readouterr().out.splitlines()
    assert run(monkeypatch, "--now", "--lang", "en") == 0
    sent = capsys.readouterr().out.splitlines()

    assert [line.split("\t")[:2] for line in shown[:-1]] == [["bao-cao", "29/03/2024"]]
    assert shown[-1] == "Nếu chạy bây giờ: 1 lời nhắc mới. Chưa ghi và chưa gửi gì."
    assert (before, quiet[0]) == (0, "Đã ghi 1 lời nhắc mới, gửi 0 thư.")
    assert quiet[1].startswith("Đang ngoài giờ gửi thư")
    assert sent == ["0 new reminders were written down, 1 messages sent."]
    assert len(mail.outbox) == 1
