"""A plan, the plan that takes its place, and one that only adds to it: invented texts."""

PLAN = """ỦY BAN NHÂN DÂN TỈNH SƠN KHÊ
Số: 15/KH-UBND
Sơn Khê, ngày 10 tháng 01 năm 2024
KẾ HOẠCH
Truyền thông về cải cách hành chính năm 2024
I. MỤC ĐÍCH, YÊU CẦU
Giúp người dân nắm được thủ tục.
II. NỘI DUNG TUYÊN TRUYỀN
1. Kết quả cải cách hành chính năm 2023
- Tỷ lệ hồ sơ giải quyết đúng hạn.
- Số thủ tục được cắt giảm.
III. TỔ CHỨC THỰC HIỆN
1. Sở Thông tin và Truyền thông
- Xây dựng đề cương tuyên truyền gửi các đơn vị trước ngày 15/3/2024.
- Tổ chức 04 hội nghị báo cáo viên về dịch vụ công trực tuyến.
2. Sở Nội vụ
Hướng dẫn các đơn vị niêm yết thủ tục hành chính tại trụ sở.
3. Sở Tài chính
Bố trí kinh phí thực hiện Kế hoạch theo quy định.
Yêu cầu các đơn vị báo cáo kết quả về Ủy ban nhân dân tỉnh (qua Sở Nội vụ) trước ngày 20/12/2024.
"""
# Another day for the outline, another message, another task for the finance office.
REPLACING = (
    PLAN.replace("15/KH-UBND", "88/KH-UBND")
    .replace("10 tháng 01", "02 tháng 6")
    .replace(
        "Giúp người dân nắm được thủ tục.",
        "Kế hoạch này thay thế Kế hoạch số 15/KH-UBND ngày 10/01/2024 của Ủy ban nhân dân tỉnh.",
    )
    .replace("trước ngày 15/3/2024", "trước ngày 30/6/2024")
    .replace("- Số thủ tục được cắt giảm.", "- Số thủ tục được bãi bỏ trong năm.")
    .replace(
        "Bố trí kinh phí thực hiện Kế hoạch theo quy định.",
        "Thẩm định dự toán của các cơ quan được giao nhiệm vụ.",
    )
)
ADDING = """ỦY BAN NHÂN DÂN TỈNH SƠN KHÊ
Số: 90/KH-UBND
Sơn Khê, ngày 15 tháng 6 năm 2024
KẾ HOẠCH
Điều chỉnh, bổ sung một số nhiệm vụ của Kế hoạch số 15/KH-UBND ngày 10/01/2024
I. TỔ CHỨC THỰC HIỆN
1. Sở Thông tin và Truyền thông
Xây dựng đề cương tuyên truyền gửi các đơn vị trước ngày 20/7/2024.
2. Sở Tư pháp
Biên soạn tờ gấp hỏi đáp về thủ tục hành chính.
"""
