"""A talk in Chromium: a phone asks, a moderator answers with a figure, everybody reads."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import expect
from tests.factories import make_tree, make_user
from tests.flow.conftest import WIDTHS, Opener, check_axe, check_width
from tests.web.briefing import scene

from minhbach_web.briefing.models import Question, Talk
from minhbach_web.briefing.services import talks

pytestmark = pytest.mark.browser


@pytest.mark.django_db(transaction=True)
def test_phone_asks_and_everybody_reads_the_answer(
    open_page: Opener, tmp_path: Path, settings: LazySettings
) -> None:
    settings.FILES_ROOT = tmp_path / "files"
    tree = make_tree()
    clerk = make_user("dieu-phoi", "coordinator", unit=tree.own)
    scene.figure(tree.own, clerk, code="GDP-2023")
    start = timezone.now() - datetime.timedelta(hours=1)
    talk = talks.arrange(
        arrangement=talks.Arrangement(
            title="Nói chuyện thời sự thử nghiệm",
            place="Hội trường thử nghiệm",
            starts_at=start,
            ends_at=start + datetime.timedelta(hours=2),
            speaker=None,
            speaker_name="Người Nói",
            kit_version=scene.release(scene.kit(tree.own, clerk, "Không có số."), clerk),
            programme=None,
        ),
        owner=tree.own,
        units=[tree.child],
        themes=[],
        by=clerk,
    )
    with open_page(width=1280, user=clerk) as page:
        page.goto(f"/noi-chuyen/{talk.pk}/")
        page.get_by_role("button", name="Nhận câu hỏi").click()
        expect(page.get_by_text("Đang nhận câu hỏi")).to_be_visible()
        check_axe(page)
        page.get_by_role("link", name="Tờ có mã để quét").click()
        expect(page.get_by_alt_text("Mã để quét")).to_be_visible()
        check_axe(page)

    _ask(open_page, talk, "Tôi tên là Lan, hỏi GDP năm qua tăng bao nhiêu?")
    _answer(open_page, talk, clerk)

    with open_page(width=360) as page:
        page.goto(f"/hoi/{talk.code}/")
        expect(page.get_by_text("GDP tăng 5,05%")).to_be_visible()
        expect(page.get_by_text(scene.SOURCE)).to_be_visible()
        page.get_by_role("button", name="Tôi cũng muốn hỏi").click()
        expect(page.get_by_text("1 người cũng muốn hỏi")).to_be_visible()
        check_axe(page)
        check_width(page)
        page.get_by_role("link", name="Đề cương").click()
        check_axe(page)
        page.goto(f"/hoi/{talk.code}/?lang=en")
        expect(page.get_by_role("button", name="I want to know, too")).to_be_visible()
        check_axe(page)
        assert page.context.cookies() == []
    _every_page_in_english(open_page, talk, clerk)


def _every_page_in_english(open_page: Opener, talk: Talk, clerk: object) -> None:
    """What the office sees, on a phone and on a wide screen."""
    key = Question.objects.get().pk
    with open_page(width=360, user=clerk) as page:
        page.get_by_role("button", name="English").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        for path in (
            "/noi-chuyen/",
            "/noi-chuyen/them/",
            f"/noi-chuyen/{talk.pk}/",
            f"/noi-chuyen/{talk.pk}/sua/",
            f"/noi-chuyen/{talk.pk}/ket-qua/",
            f"/noi-chuyen/{talk.pk}/huy/",
            f"/noi-chuyen/{talk.pk}/cau-hoi/",
            f"/noi-chuyen/{talk.pk}/cau-hoi/{key}/",
            f"/noi-chuyen/{talk.pk}/cau-hoi/{key}/tra-loi/",
        ):
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(path)
                assert page.locator("html").get_attribute("lang") == "en"
                check_width(page)
                check_axe(page)


def _ask(open_page: Opener, talk: Talk, text: str) -> None:
    """From a phone without scripts."""
    with open_page(width=360, scripts=False) as page:
        page.goto(f"/hoi/{talk.code}/")
        page.get_by_label("Câu hỏi của bạn").fill(text)
        page.get_by_role("button", name="Gửi câu hỏi").click()
        expect(page.get_by_text("Câu hỏi đã gửi")).to_be_visible()
        assert page.context.cookies() == []


def _answer(open_page: Opener, talk: Talk, clerk: object) -> None:
    """The moderator hides the name, shows the question, answers and publishes."""
    with open_page(width=360, user=clerk) as page:
        page.goto(f"/noi-chuyen/{talk.pk}/cau-hoi/")
        check_axe(page)
        page.get_by_role("link", name="hỏi GDP").click()
        expect(page.get_by_label("Nội dung người khác sẽ thấy")).to_have_value(
            "Tôi tên là […], hỏi GDP năm qua tăng bao nhiêu?"
        )
        check_axe(page)
        check_width(page)
        page.get_by_role("button", name="Cho người khác thấy").click()
        key = Question.objects.get().pk
        page.goto(f"/noi-chuyen/{talk.pk}/cau-hoi/{key}/tra-loi/")
        page.get_by_label("Trả lời", exact=True).fill("GDP tăng {{số liệu:GDP-2023}}.")
        page.get_by_role("button", name="Lưu").click()
        check_axe(page)
        check_width(page)
        page.get_by_role("button", name="Công bố trả lời").click()
        expect(page.get_by_text("Đã công bố trả lời.")).to_be_visible()
