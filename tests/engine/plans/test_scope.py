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
    "Định kỳ báo cáo tình hình dư luận xã hội",
    "Duy trì chế độ giao ban dư luận xã hội",
    "Nhận diện và đấu tranh với các biểu hiện suy thoái về tư tưởng chính trị, lối sống",
    "Kịp thời phát hiện, đấu tranh với các thế lực thù địch lợi dụng tín ngưỡng, tôn giáo",
    "Rà soát, theo dõi các đối tượng có biểu hiện chống đối",
    "Nắm tình hình công tác tư tưởng, tâm trạng cán bộ",
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
    "Kiện toàn Ban Chỉ đạo 35 các cấp",
    "Thành lập Tổ 47 đấu tranh trên mạng",
    "Viết bài đấu tranh bảo vệ nền tảng tư tưởng của Đảng",
    "Yêu cầu các nền tảng gỡ bỏ bài viết vi phạm",
    "Lan tỏa mỗi ngày một tin tốt, mỗi tuần một câu chuyện đẹp trên mạng xã hội",
    "Vận động cán bộ, đảng viên like, share, bình luận bài viết",
    "Thay ảnh đại diện Facebook đồng loạt",
    "Tuyên truyền qua các nền tảng số, Zalo, Facebook",
    "Đưa tin lên các trang mạng xã hội",
    "Chạy quảng cáo trên Facebook",
    "Đăng tải trên fanpage của xã và thống kê số tin, bài đã đăng của đơn vị",
    "Thống kê số tin, bài đã đăng trên mạng xã hội",
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
    "Báo cáo vụ việc được dư luận xã hội quan tâm",
    "Báo cáo kết quả công tác tư tưởng trong cán bộ, đảng viên",
    "Ngăn chặn suy thoái môi trường",
    "Phát hiện, đấu tranh với tội phạm công nghệ cao",
    "Tuyên truyền tại Tổ 47, phường An Hòa",
    "Tổ chức học tập về nền tảng tư tưởng của Đảng",
    "Gỡ bỏ các rào cản, vướng mắc về thông tin đất đai",
    "Chia sẻ thông tin, dữ liệu giữa các cơ quan trên không gian mạng",
    "Đổi mới nội dung, ảnh bìa của bản tin",
    "Hướng dẫn người dân nộp hồ sơ qua Cổng Dịch vụ công, Zalo",
    "Đưa tin trên Cổng thông tin điện tử",
    "Dán quảng cáo đúng nơi quy định",
    "Tuyên truyền phòng, chống tội phạm trên không gian mạng",
    "Tổng hợp số lượng tin, bài do đơn vị đăng trên trang Facebook của đơn vị",
    "Báo cáo số tin, bài đã đăng trên Trang thông tin điện tử và Zalo của Đảng ủy",
    "Duy trì đội ngũ cộng tác viên dân số",
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


@pytest.mark.parametrize(
    "text",
    [
        "Ứng dụng trí tuệ nhân tạo để viết tin, bài tuyên truyền",
        "Sử dụng AI để sáng tác khẩu hiệu, thông điệp",
    ],
)
def test_persuasion_by_machine_is_out(text: str) -> None:
    verdict = verdict_of(text)

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
