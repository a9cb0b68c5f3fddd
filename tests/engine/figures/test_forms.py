"""Form files are read strictly."""

from __future__ import annotations

import pytest

from minhbach.errors import UsageError
from minhbach.figures import load_form
from minhbach.model.form import Element, Form, FormSection

HEAD = 'code = "thu"\nname = "Biểu thử"\nperiod = "quarter"\n'
ELEMENT = '[[element]]\ncode = "lop"\nname = "Số lớp"\nunit = "lớp"\n'


def test_form_is_read_whole() -> None:
    text = (
        HEAD
        + "version = 2\n"
        + '[[element]]\ncode = "lop"\nname = "Số  lớp"\nunit = "lớp"\nover_units = "max"\n'
        + 'over_time = "last"\nbasis = "cumulative"\nscale = 1\nsynonyms = ["khóa"]\n'
        + '[[section]]\ncode = "kho_khan"\nname = "Khó khăn"\n'
    )

    form = load_form(text.encode())

    lop = Element("lop", "Số lớp", "lớp", "max", "last", "cumulative", 1, ("khóa",))
    sections = (FormSection("kho_khan", "Khó khăn"),)
    assert form == Form("thu", "Biểu thử", "quarter", (lop,), sections, 2)


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("code = ", "form-not-toml", {}),
        (b"\xff\xfe", "form-not-toml", {}),
        (HEAD + "[element]\ncode = 'a'", "form-value-wrong", {"key": "element"}),
        (HEAD, "form-key-missing", {"key": "element"}),
        (HEAD + "element = []", "form-key-missing", {"key": "element"}),
        (HEAD + 'title = "x"\n' + ELEMENT, "form-key-unknown", {"key": "title"}),
        (HEAD + ELEMENT + 'units = "x"', "form-key-unknown", {"key": "units"}),
        (HEAD + '[[element]]\ncode = "a"\nname = "A"', "form-key-missing", {"key": "unit"}),
        (HEAD + ELEMENT + "scale = true", "form-value-wrong", {"key": "scale"}),
        (HEAD + ELEMENT + "scale = -1", "form-value-wrong", {"key": "scale"}),
        (HEAD + ELEMENT + 'over_units = "avg"', "form-value-wrong", {"key": "over_units"}),
        (HEAD + ELEMENT + 'synonyms = "khóa"', "form-value-wrong", {"key": "synonyms"}),
        (HEAD + ELEMENT.replace("lớp", " "), "form-value-wrong", {"key": "unit"}),
        (HEAD + ELEMENT.replace('"lop"', '"Lớp 1"'), "form-value-wrong", {"key": "code"}),
        (HEAD + ELEMENT.replace('"lop"', "7"), "form-value-wrong", {"key": "code"}),
        (HEAD.replace("quarter", "week") + ELEMENT, "form-value-wrong", {"key": "period"}),
        (HEAD + ELEMENT + ELEMENT, "form-code-twice", {"element": "lop"}),
        (HEAD + ELEMENT + '[[section]]\ncode = "lop"\nname = "x"', "form-code-twice", {}),
    ],
)
def test_form_mistakes_are_refused(text: str | bytes, code: str, params: dict[str, str]) -> None:
    with pytest.raises(UsageError) as refused:
        load_form(text)

    assert refused.value.code == code
    assert params.items() <= refused.value.params.items()
    assert "…" not in refused.value.text().replace("“…”", "")
