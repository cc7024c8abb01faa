"""The rules' pattern language."""

import pytest

from coach import Coach
from coach.checking import too_little
from coach.draft import read
from coach.english import tokens
from coach.patterns import PatternError, compile_pattern
from coach.rulebook import Rule, canonical
from coach.wording import line

LEXICON = {"swear": ("damn", "bloody hell"), "pet": ("dog", "guinea pig")}


def lexicon(name):
    if name not in LEXICON:
        raise PatternError(f"there is no lexicon @{name}")
    return LEXICON[name]


def found(source, text):
    words = line(tokens(read(text)))
    match = next(compile_pattern(source, lexicon=lexicon, canonical=canonical).find(words.sequence), None)
    return text[slice(*words.raw(match.low, match.high))] if match else None


@pytest.mark.parametrize(("source", "text", "span"), [
    ("^ (just) grow up $", "just grow up, karen", "just grow up"),
    ("^ (just) grow up $", "the kids grow up fast", None),
    ("~listen to", "u never listened to me", "listened to"),
    ("the @pet ~bark", "the guinea pig barked", "the guinea pig barked"),
    ("[nice of|so kind of] you", "so kind of u", "so kind of u"),
    ("you ... care", "u dont even care", "u dont even care"),
    ("you ... care", "you, him, care", None),
    ("fine , go", "fine. go", "fine. go"),
    ("stop being {so dramatic}", "stop being so dramatic", "so dramatic"),
    ("don't care", "i do not care", "do not care"),
    ("it's over", "it is over", "it is over"),
    ("what|who _ you think", "who do you think", "who do you think"),
])
def test_match(source, text, span):
    assert found(source, text) == span


@pytest.mark.parametrize(("source", "mend"), [
    ("(only) (optional)", "at least one word"),
    ("[one|two", "is missing"),
    ("one) two", "closes nothing"),
    ("@nosuch thing", "no lexicon"),
    ("you (never) (call)", "would match nearly everything"),
])
def test_what_cannot_be_read_says_how_to_mend_it(source, mend):
    with pytest.raises(PatternError, match=mend):
        compile_pattern(source, lexicon=lexicon, canonical=canonical)


def support(pattern: str, **more) -> Rule:
    return Rule(id="own/one.one", kind="control", severity=3, advice="", why="", type="phrase", patterns=[pattern], flags=[], allows=[], **more)


@pytest.mark.parametrize(("pattern", "least"), [
    ("go (on) (to) ... home (now|today)", "go home"),
    ("^ (you) (just) [strangle her|go] (it) me (or|and)", "go me"),
    ("(you) _ (really) (so) home (now)", "_ home"),
])
def test_a_support_pattern_that_is_nearly_all_optional_is_told(coach: Coach, pattern, least):
    assert [told for told in too_little(support(pattern), coach.book) if f"“{least}”" in told]


@pytest.mark.parametrize("rule", [
    support("off myself $"), support("go home"), support("go (now) home (or|and)"), support("go (to) (the) (your) home and [stay|wait] there"),
    support("strangle (you) (all) (now) today"), support("go (on) (to) (the) home", near=["go"]), support("go (on) (to) (the) home", whole=True),
    support("go (on) (to) (the) home").model_copy(update={"kind": "label"}),
], ids=lambda rule: rule.patterns[0])
def test_one_that_asks_for_enough_is_not(coach: Coach, rule):
    assert not list(too_little(rule, coach.book))
