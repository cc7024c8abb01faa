"""make bench: what a review costs, as ratios to spaCy's bare parse, in one process and one run.

Rounds are interleaved and medians of processor time taken, so that a busy moment hits every column alike. Ratios travel;
times do not. Start-up and memory are measured in processes of their own.
"""

from collections.abc import Callable
import importlib
import math
import os
import statistics
import subprocess
import sys
import time
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import spacy
from thinc.api import NumpyOps, set_current_ops

from coach import Coach
from coach.draft import read
from coach.english import parse, pipeline, tokens
from coach.model import model

SENTENCES = [
    "You left the dishes in the sink again and I was tired.", "I waited outside for forty minutes on Friday.", "can u text me when ur running late",
    "You never ask how my day went.", "The rent came out of my account this month.", "ur so selfish sometimes", "I felt lonely at the party on Saturday.",
    "Could we talk about it after dinner?", "mom said shes coming at 6", "I picked up the kids and made the soup.", "thanks for driving last night",
    "We agreed on two hundred and the statement says four.", "Why can't you ever just help?", "I know work has been heavy for you.", "love you, see you tonight",
]
EVERYDAY = [
    "be at {place} {time} x", "running a bit late, see you {time}", "can you get {thing} on the way back from {place}?", "ok see you {time} 😊",
    "just left {place}, traffic is fine", "got {thing}, anything else we need?", "love you, have a good day at {place}", "what time is the thing at {place}?",
    "the plumber comes {time}, i will be at {place}", "thanks for {thing}, you are a star", "yes please, {time} works for me", "do you want to eat {time}?",
    "the kids are asleep, film {time}?", "haha that photo is brilliant", "i picked up {thing} from {place}", "mum says hi, she will be at {place} {time}",
    "no rush, i am still at {place}", "happy birthday!! cake {time}?", "on the bus to {place}, back {time}", "reminder: {thing} for {place}",
    "we are out of {thing} btw", "meeting moved to {time}, so dinner later?", "did the boiler man come {time}?", "great news, i got the job!",
    "could we talk about the holiday {time}?", "feeling a bit tired, early night i think", "good luck {time}, you will be great",
    "the car is at {place}, keys on the hook", "is {thing} on the list already?", "my train is cancelled, can i get a lift from {place}?", "sounds good to me",
    "call me when you are free, nothing urgent",
]
_PLACES = ("the station", "home", "work", "the gym", "mum's", "the shop", "school", "the park")
_TIMES = ("at 6", "in ten minutes", "around 7:30", "tonight", "tomorrow morning", "after lunch", "on Saturday", "this weekend")
_THINGS = ("milk", "bread and eggs", "the parcel", "dog food", "nappies", "a bottle of wine", "the tickets", "batteries")
LENGTHS = (5, 20, 50, 200, 1000)
ROUNDS = 9
_COACH = "from coach import Coach; coach = Coach(); coach.review('You never listen to me.')"
_SPACY = "import spacy; spacy.load('{name}', exclude=['ner', 'senter'])('You never listen to me.')"
_MEMORY = """
import resource
from coach import Coach
from tests.bench import everyday, message
coach = Coach()
for text in (*everyday(400), *(message(50, at) for at in range(100))):
    coach.review(text)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def message(words: int, offset: int = 0) -> str:
    out: list[str] = []
    at = offset
    while len(out) < words:
        out += SENTENCES[at % len(SENTENCES)].split()
        at += 1
    return " ".join(out[:words])


def everyday(count: int) -> list[str]:
    """Messages of everyday life, nothing in them to change."""
    return [
        EVERYDAY[at % len(EVERYDAY)].format(place=_PLACES[(at + at // 32) % 8], time=_TIMES[(3 * at + at // 32) % 8], thing=_THINGS[(5 * at + 3 * (at // 32)) % 8])
        for at in range(count)
    ]


def timed(call: Callable[[], Any], repeat: int) -> float:
    """Seconds of processor time one call takes."""
    start = time.process_time()
    for _ in range(repeat):
        call()
    return (time.process_time() - start) / repeat


def medians(columns: dict[str, Callable[[], Any]], *, rounds: int, repeat: int = 1) -> dict[str, float]:
    """Seconds of each column, its rounds taken in turns with the others'."""
    seen: dict[str, list[float]] = {name: [] for name in columns}
    for _ in range(rounds):
        for name, call in columns.items():
            seen[name].append(timed(call, repeat))
    return {name: statistics.median(values) for name, values in seen.items()}


def stock(*, exclude: tuple[str, ...] = ("ner", "senter")) -> Any:
    """spaCy's own pipeline as it ships, beside ours."""
    set_current_ops(NumpyOps())
    nlp = spacy.load(model().name, exclude=list(exclude))
    set_current_ops(NumpyOps(use_blis=False))
    return nlp


def others() -> dict[str, Callable[[str], Any]]:
    """Other ways to look at a message's tone, where they are installed."""
    found: dict[str, Callable[[str], Any]] = {}
    if importlib.util.find_spec("vaderSentiment"):
        found["vader"] = importlib.import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer().polarity_scores
    if importlib.util.find_spec("textblob"):
        blob = importlib.import_module("textblob").TextBlob
        found["textblob"] = lambda text: blob(text).sentiment
    if importlib.util.find_spec("convokit"):
        kit = importlib.import_module("convokit")
        parser, politeness = kit.TextParser(), kit.PolitenessStrategies()
        found["convokit"] = lambda text: politeness.transform_utterance(parser.transform_utterance(kit.Utterance(text=text)))
    return found


def startup(rounds: int = 5) -> tuple[float, float]:
    """Seconds of processor time (of spaCy, of the coach) from nothing to the first answer, each in new processes, in turns."""
    seen: dict[str, list[float]] = {}
    for _ in range(rounds):
        for code in (_SPACY.format(name=model().name), _COACH):
            before = os.times()
            subprocess.run([sys.executable, "-c", code], check=True)
            after = os.times()
            seen.setdefault(code, []).append(after.children_user + after.children_system - before.children_user - before.children_system)
    shipped, coach = (statistics.median(values) for values in seen.values())
    return shipped, coach


def single(coach: Coach, shipped: Any, whole_model: Any, beside: dict[str, Callable[[str], Any]]) -> list[tuple[float, float]]:
    """Prints what one message costs by length, and what the ways beside it cost; (words, seconds) of a review."""
    names = ["tokenise", "own parse", "stock", "review", "+ rewrites", *beside]
    print(f"{'words':>6} {'parse ms':>9} " + " ".join(f"{name:>10}" for name in names) + "   (ratios to spaCy's bare parse as it ships)")
    grown = []
    for words in LENGTHS:
        texts = [message(words, offset) for offset in range(0, 15, 3)]
        calls: dict[str, Callable[[str], Any]] = {
            "parse": shipped, "tokenise": lambda text: tokens(read(text)), "own parse": lambda text: parse([read(text)]), "stock": whole_model,
            "review": lambda text: coach.review(text, rewrites=False), "+ rewrites": coach.review, **beside,
        }
        columns = {name: (lambda call=call, texts=texts: [call(text) for text in texts]) for name, call in calls.items()}
        for call in columns.values():
            call()
        median = medians(columns, rounds=ROUNDS if words < 1000 else 5, repeat=max(1, 40 // words))
        base = median["parse"]
        grown.append((words, median["review"]))
        print(f"{words:>6} {1000 * base / len(texts):>9.2f} " + " ".join(f"{median[name] / base:>10.2f}" for name in names), flush=True)
    return grown


def batches(coach: Coach, shipped: Any, beside: dict[str, Callable[[str], Any]]) -> None:
    """Prints how many times as fast as spaCy's own nlp.pipe a batch of reviews is, and the ways beside it on the same messages."""
    for name, texts in {"everyday messages": everyday(640), "drafts": [message(14, offset) for offset in range(400)]}.items():
        pairs = [(text, None) for text in texts]
        median = medians({
            "pipe": lambda texts=texts: list(shipped.pipe(texts)),
            "review": lambda pairs=pairs: list(coach.reviews(pairs, rewrites=False)),
            "findings": lambda pairs=pairs: list(coach.reviews(pairs, rewrites=False, strengths=False)),
            "whole": lambda pairs=pairs: list(coach.reviews(pairs)),
            **{way: (lambda call=call, texts=texts: [call(text) for text in texts]) for way, call in beside.items()},
        }, rounds=5)
        others_beside = "".join(f"; {way} {median['pipe'] / median[way]:.2f}" for way in beside)
        print(f"{len(texts)} {name}, times as fast as nlp.pipe: without rewrites {median['pipe'] / median['review']:.2f}, "
              f"findings only {median['pipe'] / median['findings']:.2f}, with rewrites {median['pipe'] / median['whole']:.2f}{others_beside}", flush=True)


def main() -> None:
    coach = Coach()
    coach.review("You never listen to me.")
    shipped_start, coach_start = startup()
    memory = subprocess.run([sys.executable, "-c", _MEMORY], check=True, capture_output=True, text=True).stdout.strip()
    print(f"rules {len(coach.book.rules)}, patterns {sum(len(rule.patterns) for rule in coach.book.rules)}, components {', '.join(pipeline().pipe_names)}")
    print(f"from nothing to the first answer: {coach_start / shipped_start:.2f} times spaCy's own import, load and parse; peak memory {memory} MB")
    shipped, whole_model, beside = stock(), stock(exclude=()), others()
    grown = single(coach, shipped, whole_model, beside)
    (short, low), (long, high) = grown[1], grown[-1]
    print(f"growth exponent of a review from {short} to {long} words: {math.log(high / low) / math.log(long / short):.2f}")
    batches(coach, shipped, beside)


if __name__ == "__main__":
    main()
