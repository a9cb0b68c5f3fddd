"""Two versions of a plan: which theme, task or duty of the new one is which of the old one."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import LCSseq

from minhbach.citations.folding import fold
from minhbach.model.change import Entry, FieldChange, Pair, PairReason, Run
from minhbach.model.plan import Plan, ReportingDuty, Task

# "Xây dựng đề-cương 2024": words and numbers; a mark between two figures stays ("15/3", "7,5").
_WORD = re.compile(r"\d+(?:[.,/]\d+)*|\w+")
SIMILAR, PART, PLACE = 72, 95, 50
# Fewer words than this inside a longer text prove nothing.
PART_WORDS = 6
# Of 100 different words of the shorter text: fewer in the other one make no pair.
SHARED = 45
# Longer texts aren't compared word by word: that takes long and nobody reads it.
LONGEST = 1500
FIELDS = ("lead", "support", "deadline", "due", "recurrence", "product")
DUTY_FIELDS = ("sender", "receiver", "through", "recurrence", "deadline")

Words = tuple[str, ...]
Scored = tuple[int, PairReason, int, int]


def entries_of(plan: Plan) -> tuple[Entry, ...]:
    """The themes, tasks and duties of an extracted plan; keys "theme:1", "task:1" … by place.

    >>> entries_of(Plan("a", None, None, tasks=(Task("Tổ chức hội nghị", "p1", "II"),)))[0].key
    'task:1'
    """
    found = [
        Entry(f"theme:{n}", "theme", theme.heading, theme.number)
        for n, theme in enumerate(plan.themes, 1)
    ]
    found += [
        Entry(f"task:{n}", "task", task.text, task.section, _task_fields(task), task.in_scope)
        for n, task in enumerate(plan.tasks, 1)
    ]
    found += [
        Entry(f"duty:{n}", "duty", duty_words(duty), "", _duty_fields(duty))
        for n, duty in enumerate(plan.reporting, 1)
    ]
    return tuple(found)


def compare_plans(old: Plan, new: Plan) -> tuple[Pair, ...]:
    """What became of each thing of ``old``: ``pair_entries`` over two extracted plans."""
    return pair_entries(entries_of(old), entries_of(new))


def pair_entries(old: Sequence[Entry], new: Sequence[Entry]) -> tuple[Pair, ...]:
    """Each entry of ``new`` in order, with the entry of ``old`` that it goes on; then what ended.

    Proposals for a person to decide. Only entries of one kind and one scope are paired, the best
    first: the same words; most words in the same order; one text inside the other; or the same
    section and lead with half of the words. What has no counterpart stands alone.

    >>> a = Entry("1", "task", "Xây dựng đề cương tuyên truyền gửi các chi bộ")
    >>> b = Entry("2", "task", "Xây dựng đề cương tuyên truyền gửi các đảng bộ")
    >>> [(p.old, p.new, p.reason) for p in pair_entries([a], [b])]
    [('1', '2', 'similar')]
    """
    scored = sorted(_candidates(old, new), key=lambda c: (-c[0], abs(c[2] - c[3]), c[2], c[3]))
    taken_old: dict[int, Scored] = {}
    taken_new: dict[int, Scored] = {}
    for candidate in scored:
        _, _, i, j = candidate
        if i not in taken_old and j not in taken_new:
            taken_old[i] = taken_new[j] = candidate
    unique = _unique(old), _unique(new)
    pairs = [_pair(old, entry, taken_new.get(j), unique) for j, entry in enumerate(new)]
    pairs += [Pair(entry.key, None) for i, entry in enumerate(old) if i not in taken_old]
    return tuple(pairs)


def _candidates(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[Scored]:
    old_words = [words_of(entry.text) for entry in old]
    new_words = [words_of(entry.text) for entry in new]
    new_sets = [frozenset(words) for words in new_words]
    for i, a in enumerate(old):
        own = frozenset(old_words[i])
        for j, b in enumerate(new):
            if a.kind != b.kind or a.in_scope != b.in_scope:
                continue
            # Sharing too few words, whatever their order: most pairs end here.
            smaller = min(len(own), len(new_sets[j]))
            if 100 * len(own & new_sets[j]) < SHARED * smaller and old_words[i] != new_words[j]:
                continue
            found = _score(a, b, old_words[i], new_words[j])
            if found is not None:
                yield (*found, i, j)


def _score(a: Entry, b: Entry, first: Words, second: Words) -> tuple[int, PairReason] | None:
    near = _beside(a, b)
    if first == second:
        # Two tasks of the same words are told apart by where they stand and who leads.
        return 200 + near, "same-text"
    lcs = LCSseq.similarity(first, second)
    ratio = round(200 * lcs / (len(first) + len(second)))
    shorter = min(len(first), len(second))
    inside = round(100 * lcs / shorter) if shorter >= PART_WORDS else 0
    if ratio >= SIMILAR:
        return ratio + near, "similar"
    if inside >= PART and _runs_on(first, second):
        return SIMILAR - 2 + near, "part"
    return (ratio + near, "place") if ratio >= PLACE and near > 3 else None


def _runs_on(first: Words, second: Words) -> bool:
    """The shorter text stands in the longer one in at most three pieces: not words strewn about."""
    if len(first) + len(second) > LONGEST:
        return False
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    return sum(1 for block in blocks if block.size) <= 3


def _beside(a: Entry, b: Entry) -> int:
    """What else speaks for it: the same section, the same lead."""
    lead = fold(a.fields.get("lead", "")) == fold(b.fields.get("lead", ""))
    return 3 * (bool(a.section) and a.section == b.section) + (2 if lead else 0)


def _unique(entries: Sequence[Entry]) -> frozenset[tuple[str, Words]]:
    counted = Counter((entry.kind, words_of(entry.text)) for entry in entries)
    return frozenset(key for key, count in counted.items() if count == 1)


def _pair(
    old: Sequence[Entry],
    entry: Entry,
    found: Scored | None,
    unique: tuple[frozenset[tuple[str, Words]], frozenset[tuple[str, Words]]],
) -> Pair:
    if found is None:
        return Pair(None, entry.key)
    score, reason, i, _ = found
    name = (entry.kind, words_of(entry.text))
    sure = reason == "same-text" and name in unique[0] and name in unique[1]
    changes = field_changes(old[i], entry)
    return Pair(old[i].key, entry.key, reason, min(score, 100), sure, changes)


def field_changes(old: Entry, new: Entry) -> tuple[FieldChange, ...]:
    """The fields that say something else; spelling of spaces, case and tone marks is no change."""
    names = dict.fromkeys((*old.fields, *new.fields))
    return tuple(
        FieldChange(name, old.fields.get(name, ""), new.fields.get(name, ""))
        for name in names
        if words_of(old.fields.get(name, "")) != words_of(new.fields.get(name, ""))
    )


def word_runs(old: str, new: str) -> tuple[Run, ...]:
    """The two texts as one, word by word: what stays, what goes, what comes.

    >>> [(r.kind, r.text) for r in word_runs("gửi trước 15/3", "gửi trước 20/3")]
    [('same', 'gửi trước'), ('out', '15/3'), ('in', '20/3')]
    """
    first, second = old.split(), new.split()
    if len(first) + len(second) > LONGEST and old != new:
        return Run("out", " ".join(first)), Run("in", " ".join(second))
    matcher = SequenceMatcher(
        None, [fold(word) for word in first], [fold(word) for word in second], autojunk=False
    )
    runs: list[Run] = []
    for kind, i, k, j, m in matcher.get_opcodes():
        if kind == "equal":
            runs.append(Run("same", " ".join(second[j:m])))
            continue
        if k > i:
            runs.append(Run("out", " ".join(first[i:k])))
        if m > j:
            runs.append(Run("in", " ".join(second[j:m])))
    return tuple(runs)


def words_of(text: str) -> Words:
    """The words as they are compared: folded, without marks."""
    return tuple(_WORD.findall(fold(text)))


def duty_words(duty: ReportingDuty) -> str:
    """A duty as one line: who reports to whom through whom."""
    return _joined(word for word in (duty.sender, duty.receiver, duty.through) if word)


def _task_fields(task: Task) -> dict[str, str]:
    due = task.due.isoformat() if task.due else ""
    values = (
        task.lead,
        "; ".join(task.support),
        task.deadline,
        due,
        task.recurrence,
        task.product,
    )
    return {name: value for name, value in zip(FIELDS, values, strict=True) if value}


def _duty_fields(duty: ReportingDuty) -> dict[str, str]:
    values = (duty.sender, duty.receiver, duty.through, _joined(duty.recurrence), duty.deadline)
    return {name: value for name, value in zip(DUTY_FIELDS, values, strict=True) if value}


def _joined(words: Iterable[str]) -> str:
    return "; ".join(words)


@cache
def word_list(name: str) -> tuple[str, ...]:
    """A list of words of comparing.toml."""
    raw = files("minhbach.plans").joinpath("comparing.toml").read_text("utf-8")
    words: str = tomllib.loads(raw)[name]["words"]
    return tuple(words.split())
