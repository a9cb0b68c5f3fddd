"""``python -m benchmarks.planted.annotating [DIR]``: comments in real Word files and in copies.

Every .docx of ``../shared`` and of the examples is annotated at words of its own, plain and with
remarks, revisions, links, controls, text boxes and page edges planted into it. Counted: words that
stand between the marks of each comment, other parts byte by byte, remarks that were there, the
order of elements. With DIR the annotated files are written there, to be looked at.
"""

from __future__ import annotations

import random
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from benchmarks.planted.word_parts import DOCUMENT, PLANTERS, RELS, TYPES, W, planted, unpacked
from minhbach.errors import MinhBachError
from minhbach.model.document import Document
from minhbach.readers import read
from minhbach.vi.legacy import to_unicode
from minhbach.vi.text import clean
from minhbach.writers.annotate import Remark, annotate

REMARKS = 60
# What may stand around the marks of a comment (ECMA-376: EG_PContent, EG_ContentRunContent).
_AROUND = {
    W + tag
    for tag in ("p", "hyperlink", "ins", "moveTo", "sdtContent", "smartTag", "fldSimple", "dir")
}
_MARKS = {W + "commentRangeStart", W + "commentRangeEnd"}
_LEGACY = re.compile("[\xa1-\xff]")
_WORDS = re.compile(r"\w+(?: \w+){0,3}")


@dataclass(slots=True)
class Outcome:
    """``exact``: remarks whose words stand between their marks; ``boxed``: those of text boxes and
    footnotes, which stand at the run that holds them."""

    remarks: int = 0
    exact: int = 0
    numbers: int = 0  # on automatic numbers, which have no letters: at their paragraph
    boxed: int = 0
    wrong: list[str] = field(default_factory=list)


def remarks_for(doc: Document, rng: random.Random, count: int = REMARKS) -> list[Remark]:
    """Remarks on words from all over the text, one on the whole."""
    found = [m.span() for m in _WORDS.finditer(doc.text)]
    chosen = sorted(rng.sample(found, min(count, len(found))))
    return [Remark(0, 0, "Chung")] + [Remark(a, b, doc.text[a:b]) for a, b in chosen if b > a]


def commented(root: etree._Element) -> dict[str, str]:
    """Comment number → the shown words between its marks."""
    words: dict[str, str] = {}
    opened: list[str] = []
    for element in root.iter():
        if element.tag == W + "commentRangeStart":
            opened.append(element.get(W + "id"))
            words[opened[-1]] = ""
        elif element.tag == W + "commentRangeEnd":
            opened.remove(element.get(W + "id"))
        elif element.tag == W + "t" and not _boxed(element):
            for number in opened:
                words[number] += element.text or ""
        elif element.tag in (W + "tab", W + "br", W + "noBreakHyphen"):
            for number in opened:
                words[number] += "-" if element.tag == W + "noBreakHyphen" else " "
    return words


def _boxed(element: etree._Element) -> bool:
    return any(above.tag == W + "txbxContent" for above in element.iterancestors())


def misplaced(root: etree._Element) -> list[str]:
    """Elements that stand where the schema has no place for them."""
    wrong = []
    for element in root.iter(*_MARKS, W + "commentReference", W + "ins", W + "del", W + "r"):
        parent = element.getparent()
        if element.tag in _MARKS and parent.tag not in _AROUND:
            wrong.append(f"{element.tag} in {parent.tag}")
        if element.tag in {*_MARKS, W + "commentReference"} and _boxed(element):
            wrong.append("a comment inside a text box")
    for name in ("p", "r"):
        for element in root.iter(W + name):
            first = element.find(W + name + "Pr")
            if first is not None and element.index(first) != 0:
                wrong.append(f"{name}Pr is not first")
    return wrong


def verify(before: bytes, after: bytes, doc: Document, remarks: list[Remark]) -> Outcome:
    """What of the annotated copy is right."""
    old, new = unpacked(before), unpacked(after)
    outcome = Outcome(len(remarks))
    part = next(n for n, text in new.items() if b":comments" in text[:400] and b"comment" in text)
    for name, content in old.items():
        if name not in {DOCUMENT, RELS, TYPES, part} and new.get(name) != content:
            outcome.wrong.append(f"part {name} changed")
    if set(new) - set(old) > {part}:
        outcome.wrong.append("parts were added")
    root, comments = etree.fromstring(new[DOCUMENT]), etree.fromstring(new[part])
    kept = [etree.tostring(c) for c in etree.fromstring(old[part])] if part in old else []
    if [etree.tostring(c) for c in comments][: len(kept)] != kept:
        outcome.wrong.append("remarks that were there changed")
    ids = [c.get(W + "id") for c in comments]
    references = [r.get(W + "id") for r in root.iter(W + "commentReference")]
    if len(set(ids)) != len(ids) or sorted(ids) != sorted(references):
        outcome.wrong.append("comments and references don't match")
    outcome.wrong += misplaced(root)
    words = commented(root)
    for comment in list(comments)[len(kept) :]:
        said = "".join(comment.itertext())
        _judge(outcome, said, words.get(comment.get(W + "id"), ""), doc)
    if read(after, "after.docx").text != doc.text:
        outcome.wrong.append("the text reads differently")
    return outcome


def _judge(outcome: Outcome, said: str, words: str, doc: Document) -> None:
    if said == "Chung":
        outcome.exact += bool(words.strip())
    elif said.startswith("«"):
        outcome.boxed += 1
    elif _same(said, words) or (_LEGACY.search(words) and _same(said, to_unicode(words, "tcvn3"))):
        outcome.exact += 1
    elif said in {p.text[: len(p.text) - len(p.content)].strip(" .)-/:") for p in doc.paragraphs()}:
        outcome.numbers += 1
    else:
        outcome.wrong.append(f"{said!r} stands at {words[:60]!r}")


def _same(said: str, words: str) -> bool:
    return "".join(clean(words).split()).lower() == "".join(said.split()).lower()


def files() -> list[Path]:
    from benchmarks.planted.__main__ import shared  # noqa: PLC0415 - no circle

    found = sorted((shared() / "corpus/docx").glob("*.docx"))
    return found + sorted(Path("examples").rglob("*.docx"))


def main(arguments: list[str]) -> int:
    out = Path(arguments[0]) if arguments else None
    plans = {"as it is": (), **{n: (n,) for n in PLANTERS}, "all": tuple(PLANTERS)}
    failures = 0
    for label, names in plans.items():
        total = Outcome()
        for seed, path in enumerate(files()):
            try:
                data = planted(path.read_bytes(), names, seed)
                doc = read(data, path.name)
            except MinhBachError as error:
                print("  not read:", path.name, error)
                continue
            remarks = remarks_for(doc, random.Random(seed))
            copy = annotate(data, doc, remarks)
            outcome = verify(data, copy, doc, remarks)
            for text in outcome.wrong:
                print("  ", label, path.name, text)
            total.remarks += outcome.remarks
            total.exact += outcome.exact
            total.boxed += outcome.boxed
            total.numbers += outcome.numbers
            failures += len(outcome.wrong)
            if out:
                (out / f"{label.replace(' ', '-')}-{path.name}").write_bytes(copy)
        print(
            f"{label:10} remarks {total.remarks:5} exact {total.exact:5} numbers {total.numbers:3}"
            f" boxed {total.boxed:3}"
        )
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
