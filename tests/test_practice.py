"""Drills: every item can be solved, nothing passes that should not, and what comes next follows from practice alone."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
import subprocess
import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from coach import RuleError
from coach.practice import schedule
from coach.practice.checking import failures
from coach.practice.drills import LEAVE, Drill, Item, Worked, drills
from coach.practice.progress import coming, weeks
from coach.practice.saying import LEFT, MISSING, SAYS, SUPPORT
from coach.practice.scoring import joined, score, solution
from coach.practice.store import Result
from coach.rulebook import GOOD_MOVES, NOTES, POOR_MOVES, PROBLEMS, STRENGTHS

OURS = drills()
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
DRILL = """
[drill]
id = "mine"
level = 2
name = "Mine"
type = "sort"
ask = "Which is it?"
about = "About something."
advice = "communication.open"
kinds = ["feeling"]
options = ["Yes", "No"]
[drill.worked]
text = "One"
answer = "Yes"
because = "It is so."
[[item]]
id = "mine.01"
text = "Two"
answers = ["No"]
hints = ["Look again."]
why = "It is not so."
"""


def item(**given_ones) -> Item:
    plain = {
        "id": "x.01", "drill": "x", "type": "write", "level": 2, "ask": "Say it.", "text": "You never text when you're late. The soup was cold at nine.",
        "fine": False, "advice": "communication.i_statements", "kinds": ("generalisation",), "why": "One evening can be talked about.",
    }
    return Item(**{**plain, **given_ones})


WRITE = item(wants=("feeling", "request"), keep=("soup", "nine"), model="When it got to nine and the soup was cold I was sad. Could you text me if you're late?")
FINE = item(fine=True, text="I was sad when you left at nine. Could you stay until ten next time?")
TURN = item(type="turn", text="", partner="My boss tore apart my report in front of everyone and I was mortified.", wants=("reflection|empathy",), kinds=("reflection",))
SPOT = item(type="spot", text="You never listen. Can we talk?", spans=((0, 16),))
LADDER = item(type="ladder", text="", scene="You would like help with the evenings.")
SIDES = item(type="sides", text="", scene="One wants the window open at night, one wants it shut.")
BUILD = item(
    type="build", text="", parts=(("observation", "When the plates were still there this morning"), ("feeling", "I felt tired."), ("request", "Could you wash them tonight?")),
    distractors=("You never help.",), options=("When the plates were still there this morning", "I felt tired.", "Could you wash them tonight?", "You never help."),
)


@pytest.mark.parametrize("drill", OURS, ids=lambda drill: drill.id)
def test_every_item_of_ours_can_be_solved(coach, drill):
    assert list(failures(drill, coach)) == []


@pytest.mark.parametrize(("one", "answer"), [
    (WRITE, WRITE.model),
    (WRITE, "the soup was cold by 9 and i was sad. could you text me next time"),
    (FINE, FINE.text), (FINE, LEAVE), (FINE, LEAVE.lower() + "."), (FINE, "I felt sad when you left at nine. Could you stay until ten?"),
    (TURN, "In front of everyone? That sounds humiliating. What did he say?"),
    (SPOT, ("never",)), (SPOT, ("You", "never", "listen")), (SPOT, ("You never listen.",)),
    (BUILD, tuple(words for _, words in BUILD.parts)), (BUILD, tuple(words for _, words in reversed(BUILD.parts))),
    (LADDER, "Could you wash the plates tonight?\nCould you take Mondays?\nCould you do two evenings a week?"),
    (SIDES, ("I need fresh air to sleep.", "You need to be warm at night.", "We open it for an hour before bed.", "We get you the thick blanket.")),
])
def test_a_good_answer_is_right(coach, one, answer):
    feedback = score(one, answer, coach)
    assert feedback.right, feedback
    assert feedback.good
    assert feedback.change is None


@pytest.mark.parametrize(("one", "answer", "kind"), [
    (WRITE, "You never text me and I'm hurt. The soup was cold at nine. Could you text?", "generalisation"),
    (WRITE, "The soup was cold at nine. I felt ignored. Could you text me?", "faux_feeling"),
    (WRITE, "The soup was cold at nine. Could you text me?", "feeling"),
    (WRITE, "The soup was cold at nine and I was sad about it.", "request"),
    (WRITE, "I was sad. Could you text me if you're late?", "observation"),
    (WRITE, LEAVE, "generalisation"),
    (TURN, "You should talk to HR.", "advice_too_soon"),
    (TURN, "At least you have a job.", "invalidation"),
])
def test_a_miss_says_one_change_and_why(coach, one, answer, kind):
    feedback = score(one, answer, coach)
    assert not feedback.right
    assert feedback.kinds == (kind,)
    assert feedback.good
    assert feedback.change
    assert len(feedback.why.split()) <= 12
    assert feedback.quote
    assert feedback.heading


@pytest.mark.parametrize("one", [WRITE, FINE, TURN, LADDER, SIDES, SPOT, BUILD], ids=lambda one: f"{one.type}{'-fine' * one.fine}")
@pytest.mark.parametrize("answer", ["", "   ", "ok", "Sorry.", "...", "😘", "no", "asdf qwer zxcv", "私は悲しいです"])
def test_hardly_anything_never_passes(coach, one, answer):
    assert not score(one, answer, coach).right


@pytest.mark.parametrize("one", [WRITE, TURN], ids=lambda one: one.type)
@pytest.mark.parametrize("change", [str, str.upper, str.lower, lambda text: text.rstrip(".") + "!!", lambda text: text.replace("late", "laet").replace("mortified", "mortifed")])
def test_the_given_words_again_never_pass(coach, one, change):
    assert not score(one, change(one.text or one.partner), coach).right


@pytest.mark.parametrize("answer", [
    "The soup was cold at nine. I'm sad. If you do that again I'll kill you.", "i don't want to be alive anymore, could you text me about the soup at nine",
])
@pytest.mark.parametrize("one", [WRITE, FINE, TURN, LADDER, SIDES], ids=lambda one: f"{one.type}{'-fine' * one.fine}")
def test_what_may_be_about_safety_is_not_scored(coach, one, answer):
    feedback = score(one, answer, coach)
    assert (feedback.support, feedback.right, feedback.good, feedback.change, feedback.parts, feedback.kinds) == (True, False, SUPPORT, None, (), ())


def test_the_parts_point_into_the_answer(coach):
    found = {part.name: [WRITE.model[slice(*span)] for span in part.spans] for part in score(WRITE, WRITE.model, coach).parts}
    assert found["feeling"] == ["I was sad"]
    assert found["request"]
    assert found["blame_left"] == found["faux_feeling"] == []
    pieces = ("I felt tired.", "You never help.")
    spans = {part.name: part.spans for part in score(BUILD, pieces, coach).parts}
    assert joined(BUILD, pieces)[slice(*spans["feeling"][0])] == "I felt tired."


@pytest.mark.parametrize(("answer", "right"), [((), False), (("You",), False), (("talk",), False), (("never", "talk"), False), (("Can we talk?",), False), (("never listen",), True)])
def test_marks_have_to_be_on_the_words(coach, answer, right):
    assert score(SPOT, answer, coach).right is right


def test_a_word_that_stands_twice_is_taken_where_it_is_to_be_found(coach):
    one = item(type="spot", text="I never said that. You never listen.", spans=((19, 35),))
    assert score(one, ("never",), coach).right


def test_nothing_to_mark(coach):
    one = item(type="spot", fine=True, text="I never said that.")
    assert score(one, (), coach).right
    assert score(one, LEAVE, coach).right
    assert not score(one, ("never",), coach).right


@pytest.mark.parametrize(("answer", "change"), [
    ((*[words for _, words in BUILD.parts], "You never help."), "Leave out “You never help.”."), (("I felt tired.",), "Add what happened."), (LEAVE, "This one can say a little more, from the pieces below."),
])
def test_a_built_message_has_every_part_and_nothing_else(coach, answer, change):
    feedback = score(BUILD, answer, coach)
    assert not feedback.right
    assert feedback.change == change


def test_finer_words_all_have_to_fit(coach):
    one = item(type="finer", text="I was upset when the toast fell flat.", options=("embarrassed", "jealous", "let down"), answers=("embarrassed", "let down"))
    assert score(one, ("embarrassed",), coach).right
    assert score(one, ("let down", "Embarrassed"), coach).right
    assert not score(one, ("embarrassed", "jealous"), coach).right
    assert not score(one, LEAVE, coach).right


def test_a_ladder_begins_with_an_ask(coach):
    assert score(LADDER, "The evenings are long for me.\nCould you wash up tonight?", coach).kinds == ("request",)
    assert not score(LADDER, "Could you wash up tonight?\nCould you wash up tonight?", coach).right
    assert not score(LADDER, "Could you wash up tonight?\nYou never help with anything.", coach).right


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=6).map(tuple)), st.sampled_from([WRITE, FINE, TURN, SPOT, LADDER, SIDES, BUILD]))
def test_no_answer_is_too_odd(coach, answer, one):
    feedback = score(one, answer, coach)
    assert feedback.good
    assert feedback.right is (feedback.change is None and not feedback.support)


def test_what_feedback_says():
    assert set(SAYS) == set(MISSING) == {*STRENGTHS, *GOOD_MOVES}
    assert set(LEFT) >= {*PROBLEMS, *NOTES, *POOR_MOVES} - {"complaint", "no_request"}
    for why in (*LEFT.values(), *(why for _, why in MISSING.values())):
        assert len(why.split()) <= 12, why


def test_solutions_are_right(coach):
    for one in (WRITE, FINE, SPOT):
        assert solution(one)
    assert score(WRITE, solution(WRITE), coach).right
    assert score(FINE, solution(FINE), coach).right


# files

def folder(tmp_path: Path, text: str = DRILL, *, name: str = "mine", off: str = "") -> Path:
    (tmp_path / "drills").mkdir(exist_ok=True)
    (tmp_path / "drills" / f"{name}.toml").write_text(text, encoding="utf-8")
    if off:
        (tmp_path / "off.toml").write_text(off, encoding="utf-8")
    return tmp_path


def test_a_folder_of_ones_own_brings_its_drills_as_theirs(tmp_path):
    own = [drill for drill in drills(folder(tmp_path)) if drill.source]
    assert [(drill.id, drill.source, drill.items[0].source) for drill in own] == [("mine", tmp_path.name, tmp_path.name)]
    assert len(drills(tmp_path)) == len(OURS) + 1


def test_off_toml_takes_a_drill_out(tmp_path):
    assert not [drill for drill in drills(folder(tmp_path, off='off = ["mine", "blame/generalisation.always_never"]')) if drill.id == "mine"]


@pytest.mark.parametrize(("old", "new", "says"), [
    ('level = 2', 'levle = 2', "levle"),
    ('answers = ["No"]', 'answers = ["Maybe"]', "Maybe"),
    ('advice = "communication.open"', 'advice = "be.nice"', "be.nice"),
    ('kinds = ["feeling"]', 'kinds = ["feelings"]', "feelings"),
    ('id = "mine.01"', 'id = "other.01"', "mine.01"),
    ('why = "It is not so."', 'why = "It is not so, and this is far too long a reason to be read at once."', "12 words"),
    ('hints = ["Look again."]', '', "hints"),
    ('id = "mine"', 'id = "yours"', "mine"),
    ('type = "sort"', 'type = "sorted"', "type"),
    ('type = "sort"', 'type = "turn"', "partner"),
    ('[drill.worked]', '[drill.worked', "TOML"),
])
def test_a_mistake_names_file_entry_and_mend(tmp_path, old, new, says):
    with pytest.raises(RuleError) as mistake:
        drills(folder(tmp_path, DRILL.replace(old, new, 1)))
    assert "mine.toml" in str(mistake.value)
    assert says in str(mistake.value)


def test_what_cannot_be_solved_is_told(coach, tmp_path):
    text = DRILL.replace('type = "sort"', 'type = "write"').replace('answers = ["No"]', 'wants = ["request"]\nmodel = "You never listen."')
    own = next(drill for drill in drills(folder(tmp_path, text)) if drill.source)
    assert "does not pass" in " ".join(failures(own, coach))


def test_by_command(tmp_path):
    text = DRILL.replace('type = "sort"', 'type = "write"').replace('answers = ["No"]', 'wants = ["request"]\nmodel = "You never listen."')
    own = folder(tmp_path, text)
    ran = subprocess.run(
        [sys.executable, "-m", "coach", "rules", "--rules", str(own), "--check", str(own / "drills" / "mine.toml")], capture_output=True, text=True, encoding="utf-8", check=False,
    )
    assert ran.returncode == 1
    assert "mine.01: its model" in ran.stdout


@pytest.mark.parametrize(("answer", "says"), [("far " * 9000, "longer"), ("私は悲しいです、とても悲しいです", "English"), ("sad \ud83d today", "")])
def test_what_cannot_be_read_is_told(coach, answer, says):
    feedback = score(WRITE, answer, coach)
    assert not feedback.right
    assert says in feedback.change


# what comes next

def bank(count: int = 14) -> tuple[Drill, ...]:
    def one(name: str, level: int, kind: str) -> Drill:
        some = tuple(item(id=f"{name}.{at:02d}", drill=name, type="sort", level=level, fine=at % 2 == 0, kinds=(kind,), options=("a", "b"), answers=("a",)) for at in range(count))
        return Drill(name, level, name, "sort", "Which?", "About.", "communication.open", (kind,), Worked("a", "b", "c"), some)

    return (one("camera", 1, "observation"), one("faux", 1, "feeling"), one("label", 1, "label"), one("need", 2, "need"), one("ask", 3, "request"))


def practise(name: str, kind: str, ratings: list[int], *, days: float = 1) -> tuple[Result, ...]:
    return tuple(Result(f"{name}.{at:02d}", rated, (kind,), NOW - timedelta(days=days)) for at, rated in enumerate(ratings))


def ask(level, results=(), cards=None, *, seed=7, now=NOW, size=7):
    return schedule.next_set(bank(), level, results=results, cards=cards or {}, now=now, seed=seed, size=size)


@pytest.mark.parametrize("level", [1, 2, 3, "help", "faux", None])
def test_a_set_is_short_mixed_and_the_same_for_the_same_seed(level):
    first = ask(level)
    assert first == ask(level)
    assert len(first) == len({one.id for one in first}) == 7
    assert all(level in (one.level, one.drill, None, "help") for one in first)
    assert 2 <= sum(one.fine for one in first) <= 5
    if level in (1, None, "help"):
        assert len({one.drill for one in first}) >= 3
        assert all(one.drill != other.drill for one, other in pairwise(first))


def test_another_seed_another_set():
    assert {one.id for one in ask(1)} != {one.id for one in ask(1, seed=8)}


def test_help_begins_with_what_went_worst():
    results = practise("ask", "request", [1, 1, 1, 1]) + practise("camera", "observation", [3, 3, 3, 3])
    assert schedule.weakest(results, NOW) == ("request",)
    chosen = ask("help", results)
    assert max(("camera", "faux", "label", "need", "ask"), key=lambda name: sum(one.drill == name for one in chosen)) == "ask"
    assert schedule.weakest((), NOW) == ()


def test_long_ago_counts_less():
    before, lately = practise("ask", "request", [1, 1, 1], days=60), practise("need", "need", [1, 2, 1], days=1)
    assert schedule.weakest(before + lately, NOW)[0] == "need"


def test_a_miss_comes_back_soon_and_what_went_well_later():
    missed, well = schedule.reviewed(None, schedule.AGAIN, NOW), schedule.reviewed(None, schedule.GOOD, NOW)
    assert schedule.due_at(missed) - NOW <= timedelta(hours=1)
    assert schedule.due_at(well) - NOW >= timedelta(days=1)
    later = schedule.reviewed(well, schedule.GOOD, schedule.due_at(well))
    assert schedule.due_at(later) - schedule.due_at(well) > schedule.due_at(well) - NOW
    assert schedule.due({"a": well, "b": missed}, NOW + timedelta(hours=2)) == ("b",)
    assert schedule.due({"a": well, "b": missed}, NOW + timedelta(days=30)) == ("b", "a")


def test_what_is_due_comes_first_but_not_alone():
    cards = {f"camera.{at:02d}": schedule.reviewed(None, 1, NOW - timedelta(days=1)) for at in range(14)}
    chosen = ask(None, cards=cards)
    due = [one for one in chosen if one.id in cards]
    assert 2 <= len(due) <= 5
    some = {f"{name}.{at:02d}": schedule.reviewed(None, 1, NOW - timedelta(days=1)) for name in ("camera", "faux", "label") for at in (0, 1)}
    assert sum(one.id in some for one in ask(1, cards=some)) >= 3


def test_what_was_just_done_waits():
    cards = {f"camera.{at:02d}": schedule.reviewed(None, 3, NOW) for at in range(7)}
    assert not [one for one in ask("camera", cards=cards) if one.id in cards]
    everything = {f"camera.{at:02d}": schedule.reviewed(None, 3, NOW) for at in range(14)}
    assert len(ask("camera", cards=everything)) == 7


@pytest.mark.parametrize(("given_ones", "rated"), [
    ({"right": True}, 3), ({"right": True, "hints": 1}, 2), ({"right": True, "tries": 2}, 2), ({"right": False}, 1), ({"right": True, "shown": True}, 1),
])
def test_ratings(given_ones, rated):
    assert schedule.rating(**given_ones) == rated


def test_the_worked_example_fades():
    assert schedule.worked_first("ask", practise("ask", "request", [1, 3, 3]))
    assert not schedule.worked_first("ask", practise("ask", "request", [3, 1, 2, 3]))


def test_progress_by_week_and_what_comes():
    results = practise("ask", "request", [1, 3]) + practise("ask", "request", [3], days=8)
    assert [(week.kind, week.tried, week.well) for week in weeks(results)] == [("request", 1, 1), ("request", 2, 1)]
    assert weeks(results)[0].start.weekday() == 0
    cards = {"a": schedule.reviewed(None, 1, NOW - timedelta(days=1)), "b": schedule.reviewed(None, 3, NOW)}
    assert (coming(cards, NOW)[0].when, coming(cards, NOW)[0].items) == ("now", ("a",))
    assert sum(len(one.items) for one in coming(cards, NOW)) == 2
