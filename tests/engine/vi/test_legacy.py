from __future__ import annotations

import pytest

from minhbach.vi.legacy import (
    draws_capitals,
    encoding_of_font,
    encoding_of_text,
    from_unicode,
    to_unicode,
)

_SENTENCE = "Thực hiện Kế hoạch của Ban Tuyên giáo Đảng uỷ Khối, Chi bộ báo cáo kết quả như sau"
_TCVN3 = "Thùc hiÖn KÕ ho¹ch cña Ban Tuyªn gi¸o §¶ng uû Khèi, Chi bé b¸o c¸o kÕt qu¶ nh\u00ad sau"
_VNI = (
    "Thöïc hieän Keá hoaïch cuûa Ban Tuyeân giaùo Ñaûng uyû Khoái, "
    "Chi boä baùo caùo keát quaû nhö sau"
)


@pytest.mark.parametrize(("text", "encoding"), [(_TCVN3, "tcvn3"), (_VNI, "vni")])
def test_to_unicode_reads_the_old_tables(text: str, encoding: str) -> None:
    assert to_unicode(text, encoding) == _SENTENCE  # type: ignore[arg-type]


def test_soft_hyphen_is_a_letter_in_tcvn3() -> None:
    assert to_unicode("n\u00adíc, ®\u00adîc", "tcvn3") == "nước, được"


def test_capitals_font_draws_small_codes_large() -> None:
    assert to_unicode("b¸o c¸o", "tcvn3", capitals=draws_capitals(".VnTimeH")) == "BÁO CÁO"


def test_unicode_text_in_an_old_font_stays() -> None:
    assert to_unicode("Lục Thị Vân Oanh", "tcvn3") == "Lục Thị Vân Oanh"


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", "tcvn3"),
        (".VnArialH", "tcvn3"),
        ("VNI-Times", "vni"),
        ("Arial", None),
        (None, None),
    ],
)
def test_encoding_of_font_goes_by_name(font: str | None, encoding: str | None) -> None:
    assert encoding_of_font(font) == encoding


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (_TCVN3, "tcvn3"),
        (_VNI, "vni"),
        (_SENTENCE, None),
        ("Le château de la forêt à côté du café français est très étroit", None),
        ("plain words without any accents at all in them", None),
    ],
)
def test_encoding_of_text_goes_by_statistics(text: str, encoding: str | None) -> None:
    assert encoding_of_text(text) == encoding


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_from_unicode_comes_back(encoding: str) -> None:
    typed = from_unicode(_SENTENCE, encoding)  # type: ignore[arg-type]

    assert typed != _SENTENCE
    assert to_unicode(typed, encoding) == _SENTENCE  # type: ignore[arg-type]
