"""The page of a rule: what, why, wrong, right, fix, measured. Printed and written as Markdown."""

from __future__ import annotations

from minhbach.checks.rules import Rule

_LABELS = {
    "vi": {
        "what": "Báo gì",
        "needed": "Cần",
        "why": "Vì sao",
        "source": "Căn cứ",
        "wrong": "Sai",
        "right": "Đúng",
        "fix": "Sửa",
        "none": "Không tự sửa.",
        "measured": "Đã đo",
        "numbers": "{planted} lỗi cài: độ chính xác {precision:.2f}, độ bao phủ {recall:.2f}; "
        "{real_findings} phát hiện trên {real_documents} văn bản thật.",
        "read": "{real_findings} phát hiện trên văn bản thật đã đọc; độ chính xác {precision:.2f}.",
        "unmeasured": "Chưa đo: quy tắc chỉ chạy khi được chọn bằng mã.",
        "held": "Quy tắc thử nghiệm, chỉ chạy khi được chọn bằng mã.",
        "holds": "Áp dụng",
        "error": "lỗi",
        "warning": "cảnh báo",
        "info": "gợi ý",
    },
    "en": {
        "what": "What",
        "needed": "Needed",
        "why": "Why",
        "source": "Source",
        "wrong": "Wrong",
        "right": "Right",
        "fix": "Fix",
        "none": "Not mended by the program.",
        "measured": "Measured",
        "numbers": "{planted} planted errors: precision {precision:.2f}, recall {recall:.2f}; "
        "{real_findings} findings in {real_documents} real documents.",
        "read": "{real_findings} findings on real documents read; precision {precision:.2f}.",
        "unmeasured": "Not measured yet: the rule runs only when its code is selected.",
        "held": "A preview rule: it runs only when its code is selected.",
        "holds": "Holds for",
        "error": "error",
        "warning": "warning",
        "info": "info",
    },
}


def page(rule: Rule, lang: str = "vi") -> str:
    """The rule's page as Markdown."""
    label, words = _LABELS["en" if lang == "en" else "vi"], rule.words(lang)
    parts = [
        f"# {rule.code} · {words.title}",
        f"{label[rule.severity]} · `{rule.name}` · {_holds(rule, label)}",
    ]
    parts.append(f"**{label['what']}.** {_plain(words.message)}")
    if words.needed:
        parts.append(f"**{label['needed']}.** {_plain(words.needed)}")
    parts.append(f"**{label['why']}.** {words.why}")
    parts.append(f"**{label['source']}.** {rule.source_in(lang)} ({rule.confidence})")
    for key, text in (("wrong", rule.wrong), ("right", rule.right)):
        if text:
            parts.append(f"**{label[key]}**\n\n```text\n{visible(text.strip())}\n```")
    parts.append(f"**{label['fix']}.** {words.fix or label['none']}")
    parts.append(f"**{label['measured']}.** {_measured(rule, label)}")
    return "\n\n".join(parts)


def _holds(rule: Rule, label: dict[str, str]) -> str:
    profiles = ", ".join(profile for profile in rule.profiles if profile and profile != "mixed")
    dates = ""
    if rule.since or rule.until:
        dates = f", {rule.since or '…'} – {rule.until or '…'}"
    return f"{label['holds']}: {profiles}{dates}"


def _measured(rule: Rule, label: dict[str, str]) -> str:
    measured = rule.measured
    if measured is None:
        return rule.held or label["unmeasured"]
    numbers = label["numbers" if measured.planted else "read"].format(
        planted=measured.planted,
        precision=measured.precision,
        recall=measured.recall,
        real_findings=measured.real_findings,
        real_documents=measured.real_documents,
    )
    return numbers if rule.stable else f"{numbers} {rule.held or label['held']}"


def _plain(text: str) -> str:
    return text.replace("{", "‹").replace("}", "›")


def visible(text: str) -> str:
    """Invisible and lost characters shown by their code points."""
    return "".join(
        f"⟨U+{ord(char):04X}⟩" if char in "\u200b\ufffd" or "\u0300" <= char <= "\u036f" else char
        for char in text
    )
