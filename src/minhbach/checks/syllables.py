"""Which letters can be a Vietnamese syllable: onset, rime and tone by the rules of spelling.

Built from the sound structure of the language (onsets, rimes, the stops that bear only the sharp
and heavy tones; c/k/q, g/gh, ng/ngh by the vowel that follows), not from a word list: a word that
is only rare is never called wrong.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_ONSET_TEXT = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIME_TEXT = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu êng êc i ia ich iêc iêm iên iêng iêp iêt "
    "iêu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng "
    "oăt oe oen oeo oet oem oi om on ong oong ooc op ot oc ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp "
    "ơt ơng ơc u ua uân uâng uât uây uâc uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông "
    "uôt uôp uơ up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu uyêm uyêng ư ưa ưc ưi ưm ưn ưng "
    "ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ưp y"
)
_BARE_TEXT = "yêm yên yêng yêt yêu yêc"  # only without an onset
_AFTER_QU_TEXT = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây e ec em en "
    "eng eo et ê êch ên ênh êt êu i it ich inh in iu y yên yêt yn ynh yt ych yp yu o ôc ơ ơn ơt "
    "ơi ôn ôt"
)
_AFTER_GI_TEXT = (  # the i of the rime is the i of gi: gì, gìn, giếng
    " a ac ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e em en "
    "eo ep et êng êm ên êt êc êch o oc oi on ong op ot ô ôc ôi ôm ôn ông ôt ơ ơi ơn ơng ua uc ui "
    "un ung uôc uôn uông uôi ư ưa ưc ưn ươc ương ươi ươn ươm ưng n p m nh oang oan ich ôp"
)
_ONSETS, _RIMES, _BARE = _ONSET_TEXT.split(), _RIME_TEXT.split(), _BARE_TEXT.split()
_AFTER_QU, _AFTER_GI = _AFTER_QU_TEXT.split(), _AFTER_GI_TEXT.split(" ")
_TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
_STOPS = ("c", "ch", "p", "t")
_FRONT = "eêiy"


def without_tone(syllable: str) -> tuple[str, str]:
    """The syllable without its tone mark, and the mark ("" for the level tone).

    >>> without_tone("được")
    ('đươc', '̣')
    """
    marks = ""
    letters = []
    for char in unicodedata.normalize("NFD", syllable):
        if char in _TONES:
            marks += char
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)), marks


@cache
def _bases() -> frozenset[str]:
    found = {*_RIMES, *_BARE} - {""}
    for onset in _ONSETS:
        if onset == "qu":
            found |= {onset + rime for rime in _AFTER_QU}
        elif onset == "gi":
            found |= {onset + rime for rime in _AFTER_GI}
        else:
            found |= {onset + rime for rime in _RIMES if _spelt(onset, rime)}
    return frozenset(found)


def _spelt(onset: str, rime: str) -> bool:
    """c, g, ng before back vowels; k, gh, ngh before e, ê, i, y."""
    front = rime[0] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front or (onset == "k" and rime in ("a", "aki"))
    if onset in ("c", "ng"):
        return not front
    if onset == "g":
        return not front
    return True


@cache
def is_syllable(word: str) -> bool:
    """Whether a lower-case word in NFC can be a Vietnamese syllable.

    >>> [is_syllable(w) for w in ("được", "đưọc", "viêc", "nghành", "ngành", "quý", "gì")]
    [True, False, False, False, True, True, True]
    """
    base, marks = without_tone(word)
    if base not in _bases() or len(marks) > 1:
        return False
    if base.endswith(_STOPS) and marks not in ("\u0301", "\u0323"):
        return False
    return not marks or word in placements(base, marks)


@cache
def placements(base: str, mark: str) -> tuple[str, ...]:
    """Where the tone mark may stand: one place, or the two styles of oa, oe, uy.

    >>> placements("hoa", "\\u0300"), placements("đươc", "\\u0323")
    (('hòa', 'hoà'), ('được',))
    """
    start = _vowels_from(base)
    end = start
    while end < len(base) and base[end] in "aăâeêioôơuưy":
        end += 1
    vowels = base[start:end]
    if not vowels:
        return ()
    places = _tone_places(vowels, closed=end < len(base))
    return tuple(
        unicodedata.normalize("NFC", base[: start + at + 1] + mark + base[start + at + 1 :])
        for at in places
    )


def _tone_places(vowels: str, *, closed: bool) -> tuple[int, ...]:
    for strong in ("ơ", "ê", "â", "ô", "ă"):  # the marked vowel bears the tone: ươ, iê, uyê
        if strong in vowels:
            return (vowels.rindex(strong),)
    if vowels in ("oa", "oe", "uy"):
        return (1,) if closed else (0, 1)
    if len(vowels) == 1:
        return (0,)
    if closed or len(vowels) == 3:
        return (len(vowels) - 1,) if closed else (1,)
    return (0,)


def _vowels_from(base: str) -> int:
    """Where the rime's vowels begin; the u of qu and, before a vowel, the i of gi stay outside."""
    if base.startswith("qu") and len(base) > 2:
        return 2
    if base.startswith("gi") and len(base) > 2 and base[2] in "aăâeêioôơuưy":
        return 2
    at = 0
    while at < len(base) and base[at] not in "aăâeêioôơuưy":
        at += 1
    return at


def mended(word: str) -> str | None:
    """The syllable with its tone mark where it belongs, when only that was wrong.

    >>> mended("đựơc"), mended("viêc")
    ('được', None)
    """
    base, marks = without_tone(word)
    if len(marks) != 1 or base not in _bases():
        return None
    return next((spelt for spelt in placements(base, marks) if is_syllable(spelt)), None)


def splits(word: str) -> list[tuple[str, str]]:
    """Pairs of syllables that the letters could be when a space was lost: "thựchiện"."""
    return [
        (word[:at], word[at:])
        for at in range(1, len(word))
        if is_syllable(word[:at]) and is_syllable(word[at:])
    ]


def lacks_tone(word: str) -> bool:
    """Letters that are a syllable but for the tone that its stop demands: "cac", "viêc"."""
    base, marks = without_tone(word)
    return not marks and base in _bases() and base.endswith(_STOPS)
