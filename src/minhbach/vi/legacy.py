"""Text typed with pre-Unicode fonts (TCVN3, VNI): recognised by font name, then by statistics.

Source of the TCVN3 table: TCVN 5712:1993, VN3 (74 code points); of VNI: the VNI-Windows
two-character scheme (letter, then mark letter).
"""

from __future__ import annotations

import re
from typing import Literal

from minhbach.vi.text import nfc

Encoding = Literal["tcvn3", "vni"]

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)

# Mark letters of VNI after a, e, o, u, y (tone) or a, e, o (circumflex, breve, with tone).
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
}
_VNI_BREVE = {
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}
_VNI_SINGLE["î"] = "ỵ"


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for letter in "aeouyôö":
        for mark, tone in _VNI_TONES.items():
            table[letter + mark] = nfc(_VNI_SINGLE.get(letter, letter) + tone)
    for letter, marks in (("a", _VNI_CIRCUMFLEX | _VNI_BREVE), ("eo", _VNI_CIRCUMFLEX)):
        for base in letter:
            for mark, tones in marks.items():
                table[base + mark] = nfc(base + tones)
    upper = {key.upper(): value.upper() for key, value in table.items()}
    mixed = {k[0].upper() + k[1:]: v.upper() for k, v in table.items() if len(k) > 1}
    return {**mixed, **upper, **table}


_VNI = _vni_table()
_VNI_FOUND = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

# Codes that only a legacy text puts inside a word: "®iÒu", "nh÷ng", "c«ng"; "Coäng", "ñieåm".
_TCVN3_SIGN = re.compile("[µ¸¶·¹¨»¾¼½©®ª«¬\u00ad¡¢§£¤¥¦Æ×ÞßæØ]")
_VNI_SIGN = re.compile("(?:[aeouyAEOUYôöÔÖ][ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË]|[ñÑöÖ])")
_UNICODE = re.compile(
    "[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0-\u01b0\u1ea0-\u1eff]"
)
_WORD = re.compile(r"[^\s.,;:()\[\]/]+")
_SHARE = 0.15  # of the words; in right Unicode text the signs stand in less than one in a hundred


def encoding_of_font(font: str | None) -> Encoding | None:
    """The encoding that a font name gives away.

    >>> encoding_of_font(".VnTimeH"), encoding_of_font("VNI-Times"), encoding_of_font("Arial")
    ('tcvn3', 'vni', None)
    """
    name = (font or "").lower()
    if name.startswith(".vn"):
        return "tcvn3"
    if name.startswith("vni"):
        return "vni"
    return None


def encoding_of_text(text: str) -> Encoding | None:
    """The encoding that the text itself gives away, None for Unicode or when in doubt."""
    if text.isascii():
        return None
    words = _WORD.findall(text)
    if len(words) < 5 or len(_UNICODE.findall(text)) > len(words) / 20:
        return None
    tcvn3 = sum(1 for word in words if _TCVN3_SIGN.search(word)) / len(words)
    vni = sum(1 for word in words if _VNI_SIGN.search(word)) / len(words)
    if max(tcvn3, vni) < _SHARE:
        return None
    return "tcvn3" if tcvn3 >= vni else "vni"


def to_unicode(text: str, encoding: Encoding, *, capitals: bool = False) -> str:
    """Legacy text in Unicode NFC; text that is Unicode already stays as it is.

    ``capitals``: the font draws capitals from small letters (``.VnTimeH``).

    >>> to_unicode("Céng hßa x· héi", "tcvn3"), to_unicode("Coäng hoøa xaõ hoäi", "vni")
    ('Cộng hòa xã hội', 'Cộng hòa xã hội')
    """
    if _UNICODE.search(text):
        return text.upper() if capitals else text
    if encoding == "tcvn3":
        text = text.translate(_TCVN3_TABLE)
    else:
        text = _VNI_FOUND.sub(lambda found: _VNI[found[0]], text)
    return nfc(text.upper() if capitals else text)


def from_unicode(text: str, encoding: Encoding) -> str:
    """Unicode text in the codes of a legacy font, for tests and measurements.

    Capitals with marks have no codes of their own in TCVN3 (its capital fonts draw them) and come
    out as small ones.

    >>> from_unicode("Cộng hòa xã hội", "tcvn3"), from_unicode("Cộng hòa xã hội", "vni")
    ('Céng hßa x· héi', 'Coäng hoøa xaõ hoäi')
    """
    codes = _BACK[encoding]
    return "".join(codes.get(sign) or codes.get(sign.lower(), sign) for sign in nfc(text))


_BACK: dict[Encoding, dict[str, str]] = {
    "tcvn3": {letter: code for code, letter in _TCVN3.items()},
    "vni": {letter: codes for codes, letter in _VNI.items()},
}


def draws_capitals(font: str | None) -> bool:
    """Whether a TCVN3 font shows small letters as capitals: ``.VnTimeH``, ``.VnArialH``.

    >>> draws_capitals(".VnTimeH"), draws_capitals(".VnTime")
    (True, False)
    """
    name = font or ""
    return name.lower().startswith(".vn") and name.rstrip("0123456789").endswith("H")
