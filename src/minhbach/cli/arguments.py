"""The argument parser: one sub-command per line of the contract."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

Run = Callable[[argparse.Namespace], int]


# Commands of the engine: for them nobody asks which ones the site adds.
ENGINE = frozenset({
    "show", "outline", "convert", "cite", "check", "rules",
    "plan", "compare", "cascade", "figures", "consolidate", "trace",
})  # fmt: skip


def build_parser(site_commands: list[str]) -> argparse.ArgumentParser:
    """The parser of the program; ``site_commands`` are named in the help only."""
    parser = argparse.ArgumentParser(
        prog="minhbach",
        description="Đọc văn bản, kế hoạch, báo cáo; tổng hợp có truy nguyên từng số liệu.",
        epilog="Trang web / site: " + ", ".join(site_commands),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")
    _show(commands)
    _outline(commands)
    _convert(commands)
    _cite(commands)
    _check(commands)
    _rules(commands)
    _plan(commands)
    _compare(commands)
    _cascade(commands)
    _figures(commands)
    _consolidate(commands)
    _trace(commands)
    return parser


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # the class has no public name


def _command(
    commands: Commands, name: str, run: Run, about: str, *, files: bool = True
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(run=run)
    parser.add_argument("--lang", choices=["vi", "en"], default="vi", help="ngôn ngữ thông báo")
    if files:
        parser.add_argument("files", nargs="+", metavar="FILE", help="tệp hoặc thư mục")
        parser.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="số tiến trình")
    return parser


def _later(module: str, function: str) -> Run:
    """A command whose module is imported when it runs: start-up time."""

    def run(options: argparse.Namespace) -> int:
        return int(getattr(import_module(f"minhbach.cli.{module}"), function)(options))

    return run


def _jobs(text: str) -> int:
    count = int(text)
    if not 1 <= count <= 256:
        raise argparse.ArgumentTypeError("1–256")
    return count


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="một đối tượng JSON mỗi dòng, mỗi tệp")


def _show(commands: Commands) -> None:
    _command(
        commands, "show", _later("inspect", "show"), "Văn bản như đã đọc, dạng JSON (schema 1)"
    )


def _outline(commands: Commands) -> None:
    _json(
        _command(
            commands, "outline", _later("inspect", "outline"), "Phần đầu văn bản và cây đề mục"
        ),
    )


def _convert(commands: Commands) -> None:
    parser = _command(
        commands, "convert", _later("convert", "run"), "Chuyển sang .docx .pdf .html .txt .md .json"
    )
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help="tệp hoặc thư mục")
    parser.add_argument("--to", metavar="SUFFIX", help="đuôi tệp, khi có nhiều tệp vào")


def _cite(commands: Commands) -> None:
    parser = _command(commands, "cite", _later("inspect", "cite"), "Văn bản viện dẫn")
    _json(parser)
    parser.add_argument(
        "--register",
        action="store_true",
        help="gộp theo văn bản được viện dẫn, kèm các chỗ mâu thuẫn",
    )


def _check(commands: Commands) -> None:
    parser = _command(commands, "check", _later("check", "run"), "Soát văn bản trước khi ký")
    _json(parser)
    parser.add_argument("--sarif", action="store_true", help="một tệp SARIF 2.1.0")
    parser.add_argument(
        "--profile", choices=["auto", "state", "party", "mass"], default="auto", help="thể thức"
    )
    parser.add_argument("--date", metavar="2024-01-05", help="áp dụng quy tắc của ngày này")
    parser.add_argument(
        "--upper", metavar="FILE", help="văn bản cấp trên, để xem kế hoạch còn thiếu gì"
    )
    parser.add_argument("--select", action="append", metavar="CT,CX-01", help="chỉ các mã này")
    parser.add_argument("--ignore", action="append", metavar="CT,CX-01", help="bỏ qua các mã này")
    parser.add_argument("--office", metavar="OFFICE.toml", help="tệp quy ước của cơ quan")
    parser.add_argument("--annotate", metavar="OUT.docx", help="bản sao có nhận xét Word")
    parser.add_argument("--fix", metavar="OUT", help="bản sao đã sửa, dạng theo dõi thay đổi")
    parser.add_argument("--unsafe-fixes", action="store_true", help="sửa cả chỗ cần người xem lại")
    parser.add_argument(
        "--fail-on", choices=["error", "warning", "info"], default="error", help="mức trả mã 1"
    )


def _rules(commands: Commands) -> None:
    parser = _command(
        commands,
        "rules",
        _later("check", "show_rules"),
        "Quy tắc soát: căn cứ, ví dụ, độ chính xác",
        files=False,
    )
    parser.add_argument("code", nargs="?", metavar="CODE")


def _plan(commands: Commands) -> None:
    parser = _command(
        commands,
        "plan",
        _later("inspect", "plan"),
        "Nội dung, nhiệm vụ, chế độ báo cáo, khoảng trống",
    )
    _json(parser)
    parser.add_argument("-o", "--output", metavar="OUT.xlsx", help="ghi ra bảng tính")


def _compare(commands: Commands) -> None:
    parser = _command(
        commands,
        "compare",
        _later("cascade", "compare"),
        "So kế hoạch mới với kế hoạch cũ: giữ, đổi, thêm, bỏ",
        files=False,
    )
    _json(parser)
    parser.add_argument("old", metavar="CU", help="kế hoạch đang thực hiện")
    parser.add_argument("new", metavar="MOI", help="kế hoạch sửa đổi, bổ sung hoặc thay thế")


def _cascade(commands: Commands) -> None:
    parser = _command(
        commands,
        "cascade",
        _later("cascade", "run"),
        "Đối chiếu kế hoạch cấp dưới với cấp trên, hoặc soạn dự thảo kế hoạch cấp dưới",
        files=False,
    )
    _json(parser)
    parser.add_argument("upper", metavar="CAP-TREN", help="kế hoạch cấp trên")
    parser.add_argument("lower", nargs="?", metavar="CAP-DUOI", help="kế hoạch cấp dưới")
    parser.add_argument("-o", "--output", metavar="DU-THAO.docx", help="ghi dự thảo")
    parser.add_argument("--unit", metavar="TÊN", help="đơn vị soạn dự thảo")
    parser.add_argument("--parent", metavar="TÊN", help="cơ quan cấp trên trực tiếp của đơn vị")
    parser.add_argument("--layout", choices=["party", "state"], help="thể thức, nếu khác cấp trên")
    parser.add_argument("--date", metavar="2024-01-05", help="thể thức có hiệu lực ngày này")
    parser.add_argument("--messages", action="store_true", help="chép cả các ý dưới mỗi nội dung")


def _figures(commands: Commands) -> None:
    parser = _command(
        commands, "figures", _later("inspect", "figures"), "Số liệu theo biểu, kèm nơi trích"
    )
    _json(parser)
    parser.add_argument("--form", required=True, metavar="FORM.toml", help="biểu báo cáo")
    parser.add_argument("-o", "--output", metavar="REVIEW.xlsx", help="ghi bảng rà soát")


def _consolidate(commands: Commands) -> None:
    parser = _command(
        commands, "consolidate", _later("consolidate", "run"), "Báo cáo tổng hợp, không cần máy chủ"
    )
    parser.add_argument("--form", required=True, metavar="FORM.toml", help="biểu báo cáo")
    parser.add_argument("--period", required=True, metavar="2024-Q1", help="kỳ báo cáo")
    parser.add_argument("--units", metavar="UNITS.csv", help="danh sách đơn vị phải báo cáo")
    parser.add_argument("--due", metavar="2024-03-29", help="hạn gửi báo cáo")
    parser.add_argument(
        "--layout", choices=["party", "state"], help="thể thức; để trống thì suy từ các báo cáo"
    )
    parser.add_argument("-o", "--output", required=True, metavar="OUT", help=".docx hoặc .pdf")


def _trace(commands: Commands) -> None:
    parser = _command(
        commands,
        "trace",
        _later("trace", "run"),
        "Truy nguyên số liệu trong báo cáo tổng hợp",
        files=False,
    )
    parser.add_argument("report", metavar="REPORT.docx")
    parser.add_argument("number", nargs="?", metavar="NUMBER-ID")
    parser.add_argument("--verify", metavar="DIR", help="đối chiếu với thư mục tệp gốc")
    _json(parser)
