"""Words for the codes of the log."""

from django import template

from minhbach_web.activities import kinds

register = template.Library()


@register.filter
def kind_words(code: str) -> str:
    """``hoi-nghi`` → Hội nghị, buổi quán triệt."""
    return kinds.kind_name(code)


@register.filter
def count_words(code: str) -> str:
    """``luot_nguoi`` → Số lượt người dự."""
    return kinds.count_name(code)


@register.filter
def count_unit(code: str) -> str:
    """``luot_nguoi`` → lượt người."""
    found = kinds.counts().get(code)
    return found.unit if found else ""
