"""make bench: what a review costs, as ratios to spaCy's bare parse, in one process and one run.

Rounds are interleaved and medians taken, so that a busy moment hits every column alike. Ratios travel; times do not.
"""

import math
import resource
import statistics
import time

import spacy
from thinc.api import NumpyOps, set_current_ops

from coach import Coach
from coach.draft import read
from coach.english import parse, pipeline, tokens

SENTENCES = [
    "You left the dishes in the sink again and I was tired.", "I waited outside for forty minutes on Friday.", "can u text me when ur running late",
    "You never ask how my day went.", "The rent came out of my account this month.", "ur so selfish sometimes", "I felt lonely at the party on Saturday.",
    "Could we talk about it after dinner?", "mom said shes coming at 6", "I picked up the kids and made the soup.", "thanks for driving last night",
    "We agreed on two hundred and the statement says four.", "Why can't you ever just help?", "I know work has been heavy for you.", "love you, see you tonight",
]
LENGTHS = (5, 20, 50, 200, 1000)
ROUNDS = 7


def message(words: int, offset: int = 0) -> str:
    out: list[str] = []
    at = offset
    while len(out) < words:
        out += SENTENCES[at % len(SENTENCES)].split()
        at += 1
    return " ".join(out[:words])


def timed(call, repeat: int) -> float:
    start = time.perf_counter()
    for _ in range(repeat):
        call()
    return (time.perf_counter() - start) / repeat


def main() -> None:
    start = time.perf_counter()
    coach = Coach()
    coach.review("You never listen to me.")
    ready = time.perf_counter() - start
    nlp = pipeline()
    set_current_ops(NumpyOps())
    shipped = spacy.load(nlp.meta["lang"] + "_" + nlp.meta["name"], exclude=["ner", "senter"])
    set_current_ops(NumpyOps(use_blis=False))
    print(f"rules {len(coach.book.rules)}, patterns {sum(len(rule.patterns) for rule in coach.book.rules)}, ready in {ready:.2f} s")
    print(f"{'words':>6} {'parse ms':>9} {'tokenise':>9} {'own parse':>10} {'review':>8} {'+ rewrites':>11}   (ratios to spaCy's bare parse as it ships)")
    whole: list[tuple[int, float]] = []
    for words in LENGTHS:
        text = message(words)
        repeat = max(2, 200 // words)
        columns = {
            "parse": lambda text=text: shipped(text),
            "tokenise": lambda text=text: tokens(read(text)),
            "own": lambda text=text: list(parse([read(text)])),
            "review": lambda text=text: coach.review(text, rewrites=False),
            "whole": lambda text=text: coach.review(text),
        }
        seen: dict[str, list[float]] = {name: [] for name in columns}
        for _ in range(ROUNDS):
            for name, call in columns.items():
                seen[name].append(timed(call, repeat))
        median = {name: statistics.median(values) for name, values in seen.items()}
        base = median["parse"]
        whole.append((words, median["review"]))
        print(f"{words:>6} {1000 * base:>9.2f} {median['tokenise'] / base:>9.2f} {median['own'] / base:>10.2f} {median['review'] / base:>8.2f} {median['whole'] / base:>11.2f}")
    texts = [message(14, offset) for offset in range(400)]
    batch = statistics.median([timed(lambda: list(coach.reviews([(text, None) for text in texts], rewrites=False)), 1) for _ in range(3)])
    piped = statistics.median([timed(lambda: list(shipped.pipe(texts)), 1) for _ in range(3)])
    print(f"batch of {len(texts)} short messages without rewrites: {batch / piped:.2f} times nlp.pipe")
    (short, low), (long, high) = whole[1], whole[-1]
    print(f"growth exponent of a review from {short} to {long} words: {math.log(high / low) / math.log(long / short):.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
