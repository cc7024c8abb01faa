"""Learning from the bank: labelled messages in, tables of weights out. Needs scikit-learn; the coach itself does not."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
import re

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from .detecting.harmless import table as harmless
from .detecting.kindly import table as kindly
from .draft import read
from .learnt.bank import HARMLESS, LEARNT_KINDS, RISK, lines, stamp
from .learnt.features import Vocabulary, around, inner, window
from .learnt.signs import CONTEXT
from .learnt.table import HOME, classes, packed
from .learnt.windows import cells, windows
from .reading import outline
from .reviewing import GRAVE
from .rulebook import PROBLEMS, TIERS, Rulebook

_MARKED = re.compile(r"\[([^\[\]|]*)(?:\|([a-z_]*))?\]")
_SHARED = 0.6
"""A window that shares so much with a marked stretch (of what both cover) is an example of it; one that shares nothing is none."""
_ALLOWED = 2.0
"""What an example that no rule may flag weighs."""
_LEAST = 0.3
"""Features that weigh less are left out."""
_SENTENCE = 3
"""Shorter sentences tell nothing."""
_SEED = 1


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled message: its canonical words, and the marked stretches as [low, high) words with what each is called."""

    label: str
    words: tuple[str, ...]
    marked: tuple[tuple[int, int, str], ...] = ()
    weight: float = 1.0


def example(label: str, text: str, weight: float = 1.0) -> Example:
    """A line of the bank read. text: [words|name] marks a stretch, " / " is a line break."""
    raw, stretches, last = "", [], 0
    text = text.replace(" / ", "\n")
    for found in _MARKED.finditer(text):
        raw += text[last:found.start()]
        stretches.append((len(raw), len(raw) + len(found.group(1)), found.group(2) or label))
        raw += found.group(1)
        last = found.end()
    line = outline(read(raw + text[last:])).line
    marked = []
    for start, end, name in stretches:
        inside = [at for at, (low, high) in enumerate(line.spans) if low < end and start < high and at < len(line.sequence)]
        while inside and not line.sequence[inside[-1]][0].isalnum():
            inside.pop()
        while inside and not line.sequence[inside[0]][0].isalnum():
            inside.pop(0)
        if inside:
            marked.append((inside[0], inside[-1] + 1, name))
    return Example(label, line.sequence[:400], tuple(marked), weight)


def vocabulary(examples: Iterable[Example], least: int = 2) -> list[str]:
    """The words that stand in so many messages."""
    counted = Counter(word for one in examples for word in set(one.words))
    return sorted(word for word, times in counted.items() if times >= least)


def _overlap(low: int, high: int, marked: Sequence[tuple[int, int, str]]) -> tuple[float, str]:
    best, called = 0.0, ""
    for start, end, name in marked:
        shared = min(end, high) - max(start, low)
        if shared > 0 and (much := shared / (max(end, high) - min(start, low))) > best:
            best, called = much, name
    return best, called


def stretches(examples: Sequence[Example], words: Vocabulary) -> tuple[list[tuple[np.ndarray, np.ndarray]], list[str], np.ndarray]:
    """(keys of each window and of what is around it, what it is called or "", its weight) of every window that is clearly marked or clearly not."""
    keys, names, weights = [], [], []
    for one in examples:
        if not one.words:
            continue
        codes, kin = words.codes(one.words)
        rows, _ = inner(codes, kin)
        looked = {(low, high): mark for low, high, mark in windows(one.words)}
        for low, high, _ in one.marked:
            behind = one.words[high] if high < len(one.words) else ""
            looked.setdefault((low, high), behind if behind in (".", ",", "!", "?", ";", ":", "") else ",")
        for (low, high), mark in sorted(looked.items()):
            much, called = _overlap(low, high, one.marked)
            if much == 0 or much >= _SHARED:
                keys.append((window(codes, rows, low, high, mark), around(codes, low, high)))
                names.append(called)
                weights.append(one.weight)
    return keys, names, np.array(weights)


def wholes(examples: Sequence[Example], words: Vocabulary) -> list[tuple[np.ndarray, np.ndarray]]:
    """The keys of whole messages."""
    out = []
    for one in examples:
        codes, kin = words.codes(one.words or (".",))
        out.append((window(codes, inner(codes, kin)[0], 0, len(codes), ""), np.zeros(0, np.int64)))
    return out


def matrix(keys: Sequence[tuple[np.ndarray, np.ndarray]], known: np.ndarray) -> csr_matrix:
    """Rows of what is known of each window's keys, its own at 1/√n, those around it at a share of that."""
    data, columns, ends = [], [], [0]
    for own, beside in keys:
        for part, share in ((own, 1.0), (beside, CONTEXT)):
            at = np.minimum(np.searchsorted(known, part), len(known) - 1)
            hit = at[known[at] == part]
            columns.append(hit)
            data.append(np.full(len(hit), share / np.sqrt(max(1, len(part)))))
        ends.append(ends[-1] + len(columns[-2]) + len(columns[-1]))
    return csr_matrix((np.concatenate(data), np.concatenate(columns), np.array(ends)), shape=(len(keys), len(known)))


def seen(keys: Sequence[tuple[np.ndarray, np.ndarray]], least: int) -> np.ndarray:
    """The keys that stand in so many rows, in order."""
    found, times = np.unique(np.concatenate([np.unique(np.concatenate(pair)) for pair in keys]), return_counts=True)
    return found[times >= least]


@dataclass(frozen=True, slots=True)
class Fitted:
    """keys in order, weights a key (one column an output), and each output's bias."""

    keys: np.ndarray
    weights: np.ndarray
    bias: np.ndarray


def fit(keys: Sequence[tuple[np.ndarray, np.ndarray]], names: Sequence[str], outputs: Sequence[str], *, least: int, firmness: float, weights: np.ndarray | None = None) -> Fitted:
    """One logistic regression an output against all the rest. firmness: the inverse of its regularisation."""
    known = seen(keys, least)
    rows = matrix(keys, known)
    said = np.array(names)
    found, bias = [], []
    for output in outputs:
        model = LogisticRegression(C=firmness, max_iter=300, solver="liblinear", random_state=_SEED).fit(rows, said == output, sample_weight=weights)
        found.append(model.coef_[0])
        bias.append(model.intercept_[0])
    return Fitted(known, np.stack(found, 1).astype(np.float32), np.array(bias, np.float32))


def pruned(fitted: Fitted, least: float) -> Fitted:
    """Without the keys none of whose weights reaches least."""
    kept = np.abs(fitted.weights).max(1) >= least
    return Fitted(fitted.keys[kept], fitted.weights[kept], fitted.bias)


def _from_rules(book: Rulebook) -> Iterator[tuple[str, str, float]]:
    """(name, text, weight) of the rules' own examples: what they flag, and what no rule may flag."""
    for rule in book.rules:
        if rule.problem and rule.severity >= GRAVE and rule.type not in ("move", "learnt"):  # nothing is learnt from what was learnt
            for text in rule.flags:
                text = text.replace("|", " ")
                yield rule.kind, text if "[" in text else f"[{text}]", 1.0
        if rule.type in ("phrase", "clause", "message"):
            for text in rule.allows:
                yield HARMLESS, text.replace("[", "(").replace("]", ")"), _ALLOWED
    for entry in kindly():
        yield from ((HARMLESS, text, 1.0) for text in entry.quiets)


def _dark(book: Rulebook) -> Iterator[tuple[str, str]]:
    """(tier or HARMLESS, text) of the examples of the safety rules, and of what only sounds dark."""
    for rule in book.rules:
        for text in rule.flags if rule.tier else ():
            yield rule.kind, text.replace("[", "").replace("]", "").replace("|", " ")
    for entry in harmless():
        yield from ((HARMLESS, text) for text in entry.quiets)
        yield from ((RISK, text) for text in entry.keeps)


def _sentences(messages: Iterable[Example]) -> Iterator[Example]:
    """The sentences of fair complaints as grievances, and those of kind and everyday messages as none."""
    for one in messages:
        for sentence, _ in cells(one.words) if one.label in "CKE" else ():
            low, high = sentence[0][0], sentence[-1][1]
            if high - low >= _SENTENCE:
                yield Example("grievance" if one.label == "C" else HARMLESS, one.words[low:high])


def learn(book: Rulebook, home: Path = HOME) -> dict[str, int]:
    """Learn everything from the bank and write the tables beside it. Gives how many features each table holds.

    home: rules/learnt, or a copy of it.
    """
    messages = [example(label, text) for label, text in lines(home / "messages")]
    dangers = [example(label, text) for label, text in lines(home / "dangers")]
    known = [*messages, *(example(name, text, weight) for name, text, weight in _from_rules(book))]
    words = vocabulary([*known, *dangers])
    taught = Vocabulary(words, classes(home / "classes.txt"))
    keys, names, weights = stretches(known, taught)
    dig = fit(keys, ["dig" if name else "" for name in names], ["dig"], least=3, firmness=10, weights=weights)
    harsh = fit(wholes(known, taught), ["harsh" if one.marked else "" for one in known], ["harsh"], least=3, firmness=10)
    weighed = [*dangers, *(one for one in known if one.label not in PROBLEMS), *(example(name, text) for name, text in _dark(book))]
    danger = fit(
        wholes(weighed, taught), ["danger" if one.label in TIERS or one.label == RISK else "" for one in weighed], ["danger"], least=3, firmness=10,
        weights=np.array([one.weight for one in weighed]),
    )
    found = [at for at, name in enumerate(names) if name in PROBLEMS]
    kind = fit([keys[at] for at in found], [names[at] for at in found], LEARNT_KINDS, least=3, firmness=10)
    tiers = [one for one in dangers if one.label in TIERS]
    tier = fit(wholes(tiers, taught), [one.label for one in tiers], TIERS, least=2, firmness=10)
    told = list(_sentences(messages))
    grievance = fit(wholes(told, taught), [one.label for one in told], ["grievance"], least=3, firmness=5)
    made = {"signs": _joined([pruned(one, _LEAST) for one in (dig, harsh, danger)]), "kinds": pruned(kind, _LEAST), "tiers": pruned(tier, _LEAST), "grievances": pruned(grievance, _LEAST)}
    outputs = {"signs": ("dig", "harsh", "danger"), "kinds": LEARNT_KINDS, "tiers": TIERS, "grievances": ("grievance",)}
    (home / "words.txt").write_text("\n".join(words), encoding="utf-8")
    for name, one in made.items():
        np.savez(home / f"{name}.npz", **packed(one.keys, one.weights, one.bias), outputs=np.array(outputs[name]))
    (home / "learnt_from.txt").write_text(stamp(home) + "\n", encoding="utf-8")
    return {name: len(one.keys) for name, one in made.items()}


def _joined(fitted: Sequence[Fitted]) -> Fitted:
    """Several fits of one output each as one table."""
    keys = np.unique(np.concatenate([one.keys for one in fitted]))
    weights = np.zeros((len(keys), len(fitted)), np.float32)
    for column, one in enumerate(fitted):
        weights[np.searchsorted(keys, one.keys), column] = one.weights[:, 0]
    return Fitted(keys, weights, np.concatenate([one.bias for one in fitted]))
