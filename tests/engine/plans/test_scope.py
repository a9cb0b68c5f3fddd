"""What is out of scope, in wordings of many plans, and ordinary work that must stay in."""

from __future__ import annotations

import pytest

from minhbach.messages import catalogue
from minhbach.plans.scope import Piece, Verdict, cut, verdict_of

_WATCHING = [
    "Thường xuyên nắm bắt tình hình tư tưởng, dư luận xã hội trong cán bộ, đảng viên và Nhân dân",
    "Nắm bắt kịp thời tâm tư, nguyện vọng của đoàn viên",
    "Theo dõi, tổng hợp dư luận xã hội, báo cáo Ban Tuyên giáo",
    "Tổ chức điều tra dư luận xã hội về kết quả đại hội",
    "Chủ động nắm tình hình tư tưởng cán bộ, công chức",
    "Lập danh sách các đối tượng có biểu hiện suy thoái tư tưởng chính trị",
    "Thăm dò dư luận trong công nhân",
]
_NETWORKS = [
    "Đấu tranh phản bác các quan điểm sai trái, thù địch",
    "Đẩy mạnh tuyên truyền trên các nền tảng mạng xã hội Facebook, Zalo",
    "Tăng cường đăng tải, chia sẻ tin bài trên mạng xã hội",
    "Lập nhóm Zalo, fanpage để tuyên truyền",
    "Phát huy vai trò của lực lượng 47, cộng tác viên dư luận xã hội",
    "Rà quét, gỡ bỏ thông tin xấu, độc trên Internet",
    "Tổ chức livestream hội nghị trên Facebook",
    "Theo dõi, giám sát các trang mạng xã hội của cán bộ, đảng viên",
]
_ORDINARY = [
    "Theo dõi, đôn đốc, kiểm tra các hoạt động tuyên truyền",
    "Tổ chức hội nghị báo cáo viên hằng tháng",
    "công khai, minh bạch, kịp thời các vấn đề được dư luận, xã hội quan tâm",
    "Thống kê số tin, bài đã đăng trên trang thông tin điện tử",
    "Tuyên truyền về an toàn trên không gian mạng cho học sinh",
    "Tập huấn kỹ năng phòng, chống lừa đảo trên mạng xã hội",
    "Học tập tư tưởng, đạo đức, phong cách Hồ Chí Minh",
    "Khảo sát mức độ hài lòng của người dân về dịch vụ công",
    "Nắm bắt tình hình sản xuất của doanh nghiệp",
    "không để tồn tại lâu dài, gây dư luận bức xúc trong Nhân dân",
    "Không được sử dụng mạng xã hội để bình luận thông tin sai lệch",
    "Theo dõi diễn biến thời tiết, thiên tai",
    "Tiếp nhận phản ánh, kiến nghị của người dân",
]


@pytest.mark.parametrize("text", _WATCHING)
def test_watching_of_persons_is_out(text: str) -> None:
    verdict = verdict_of(text)

    assert verdict is not None
    assert (verdict.reason, verdict.phrase in text) == ("scope-watching-persons", True)


@pytest.mark.parametrize("text", _NETWORKS)
def test_acting_on_social_networks_is_out(text: str) -> None:
    verdict = verdict_of(text)

    assert verdict is not None
    assert (verdict.reason, verdict.phrase in text) == ("scope-social-networks", True)


def test_persuasion_by_machine_is_out() -> None:
    verdict = verdict_of("Ứng dụng trí tuệ nhân tạo để viết tin, bài tuyên truyền")

    assert verdict is not None
    assert verdict.reason == "scope-persuasion"


@pytest.mark.parametrize("text", _ORDINARY)
def test_ordinary_work_stays_in(text: str) -> None:
    assert verdict_of(text) is None


def test_item_is_cut_only_where_scope_changes() -> None:
    pieces = cut("Theo dõi hoạt động; tổng hợp báo cáo; nắm bắt tư tưởng, tâm trạng; cán bộ trẻ")

    assert pieces == (
        Piece("Theo dõi hoạt động; tổng hợp báo cáo", None),
        Piece(
            "nắm bắt tư tưởng, tâm trạng; cán bộ trẻ",
            Verdict("scope-watching-persons", "nắm bắt tư tưởng, tâm trạng"),
        ),
    )


def test_item_without_change_is_whole() -> None:
    text = "Xây dựng kế hoạch; tổ chức thực hiện."

    assert cut(text) == (Piece(text, None),)


def test_every_reason_has_its_sentence() -> None:
    reasons = {"scope-watching-persons", "scope-social-networks", "scope-persuasion"}

    assert reasons - set(catalogue()) == set()
