"""The order of a session together: whose turn it is, which card stands, what each button leads to. Pure; nothing here reads what was typed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

PAUSE = timedelta(minutes=20)
"""The least that lets a body settle."""

ITEMS = 6
"""Examples of a drill that are talked through: three each."""


@dataclass(frozen=True)
class Card:
    """One card of the screen. {me} has the turn, {other} has not.

    me, other: what each is doing, for the line of turns. buttons: (action, label), the likeliest first. minutes: of the timer; 0 for none.
    hidden: only for the one whose turn it is, and cleared when the cards go on.
    """

    part: str
    title: str
    lines: tuple[str, ...]
    me: str
    other: str
    buttons: tuple[tuple[str, str], ...]
    minutes: int = 0
    hidden: bool = False


WRITE, TALK, HOME, DRILL = "Write, each alone", "Speak and listen", "Take home", "A drill, aloud"

CARDS: dict[str, Card] = {
    "rules": Card(
        "", "Before you start",
        ("Pick something small for today.", "Either of you may stop or skip at any time, without saying why.", "The coach follows rules about words. It does not judge, and it takes nobody’s side."),
        "here", "here", (("begin", "We are both ready"),),
    ),
    "give": Card(WRITE, "Pass the device to {me}", ("{other}, please look away until it is your turn. If this is on a big screen, turn that off until both have written.",), "takes the device", "looks away", (("mine", "I have it"),)),
    "write": Card(
        WRITE, "Write it the way it comes", ("Only you read this. It is cleared before the device goes on, and whenever you pause or look at another page. You can also leave it empty and just think.",),
        "writes", "looks away", (("done", "Done"),), minutes=3, hidden=True,
    ),
    "shut": Card(
        WRITE, "Your words are put away", ("You can look at them with the coach, alone, or go straight on. Nobody is told which.",),
        "decides", "looks away", (("look", "Look at them, alone"), ("away", "Clear them and go on")), hidden=True,
    ),
    "look": Card(WRITE, "Only for you", (), "looks", "looks away", (("away", "Clear what I wrote and go on"),), hidden=True),
    "first": Card(TALK, "Who speaks first?", ("Put the device, or the big screen, where both of you can see it. Both of you will speak, and both of you will listen.",), "ready", "ready", ()),
    "speak": Card(
        TALK, "{me} speaks", ("Up to three sentences, about one thing: what happened, how I felt, what I need, what I ask.", "{other} listens to understand, not to answer."),
        "speaks", "listens", (("said", "I have said it"),), minutes=5,
    ),
    "missing": Card(TALK, "{me} says the part that is missing", ("One or two sentences. {other} listens to understand, not to answer.",), "speaks", "listens", (("said", "I have said it"),), minutes=5),
    "further": Card(TALK, "{me} says a little more", ("One or two sentences. {other} listens to understand, not to answer.",), "speaks", "listens", (("said", "I have said it"),), minutes=5),
    "back": Card(
        TALK, "{me} says back what arrived", ("In your own words. An answer of your own comes later.", "“What I hear is …”   “It sounds like you felt … when …”", "Then ask: Did I get it?"),
        "says it back", "listens", (("told", "I have said it back"),), minutes=5,
    ),
    "got": Card(TALK, "{me}, did {other} get it?", ("Only you can say.",), "answers", "waits", (("yes", "Yes, that is it"), ("part", "Not quite yet"))),
    "more": Card(TALK, "{me}, is there more?", ("{other} asks, and waits.",), "answers", "waits", (("all", "That is all for now"), ("more", "There is more"))),
    "round": Card(
        TALK, "You have both spoken, and both listened", ("Each for yourself: did I say a feeling of my own? Did I ask for one thing the other can do?",),
        "here", "here", (("finish", "Finish: one ask, one thank-you"), ("again", "Another round")),
    ),
    "item": Card(DRILL, "", ("{me} answers aloud. Then look together.",), "answers aloud", "listens", (("show", "Show an answer"),)),
    "answer": Card(DRILL, "", (), "has answered", "may add something", (("next", "Go on"),)),
    "drilled": Card(
        DRILL, "That was the drill", ("You can go on to something of your own, or finish here.",), "here", "here",
        (("own", "Go on to something of our own"), ("finish", "Finish: one ask, one thank-you")),
    ),
    "last": Card(
        HOME, "{me}: one ask, one thank-you", ("Small enough for this week. Both go on the sheet that you take home, so {other} will read them.",), "writes", "waits", (("next", "Done"),),
    ),
    "sheet": Card(HOME, "To take home", ("Print it or keep it only if both of you want to. What you wrote alone is not on it.",), "here", "here", (("close", "Finish, and clear everything"), ("finish", "Change something"))),
    "pause": Card("A pause", "", (), "rests", "rests", (("return", "We are both back"), ("longer", "20 minutes from now"))),
    "leave": Card("", "Stop here?", ("Everything typed on these cards is cleared.",), "here", "here", (("close", "Stop, and clear everything"), ("return", "Stay"))),
}

NEITHER = frozenset(["rules", "first", "round", "drilled", "sheet", "pause", "leave"])
"""Cards that are for both at once."""


@dataclass(frozen=True)
class Meeting:
    """Where a session together stands. turn: whose it is, 0 or 1; speaker: who has the floor; spoken: who has had it in this round.

    drill: its id, or "" for none; at: the number of its example. held: the step a pause or a question interrupted; until: when a pause ends.
    count: cards seen, so that each card's timer is its own.
    """

    names: tuple[str, str]
    topic: str = ""
    drill: str = ""
    step: str = "rules"
    turn: int = 0
    speaker: int = 0
    spoken: frozenset[int] = frozenset()
    at: int = 0
    held: str = ""
    until: datetime | None = None
    count: int = 0

    @property
    def card(self) -> Card:
        return CARDS[self.step]

    @property
    def me(self) -> str:
        return self.names[self.turn]

    @property
    def other(self) -> str:
        return self.names[1 - self.turn]

    def told(self, line: str) -> str:
        """A line of a card with the names in it."""
        return line.format(me=self.me, other=self.other)


def named(first: str, second: str) -> tuple[str, str]:
    """Two names that can be told apart.

    >>> named(" Sam ", ""), named("Kim", "kim")
    (('Sam', 'B'), ('Kim 1', 'kim 2'))
    """
    one, two = (" ".join(name.split())[:24].strip() or letter for name, letter in ((first, "A"), (second, "B")))
    return (f"{one} 1", f"{two} 2") if one.casefold() == two.casefold() else (one, two)


def _talk(now: Meeting, step: str, turn: int) -> Meeting:
    return replace(now, step=step, turn=turn)


def _after_writing(now: Meeting) -> Meeting:
    return replace(now, step="give", turn=1) if now.turn == 0 else replace(now, step="first", turn=0, spoken=frozenset())


def _after_speaking(now: Meeting) -> Meeting:
    """The floor goes to the other one, or both have had it."""
    spoken = now.spoken | {now.speaker}
    if len(spoken) == 2:
        return replace(now, step="round", spoken=spoken, turn=0)
    other = 1 - now.speaker
    return replace(now, step="speak", spoken=spoken, speaker=other, turn=other)


def _resumed(now: Meeting) -> Meeting:
    """Back to the card that was interrupted; to the passing on where that card was for one pair of eyes."""
    return replace(now, step="give" if CARDS[now.held].hidden else now.held, held="", until=None)


def away(now: Meeting) -> Meeting:
    """The session after another page was looked at: on a card for one pair of eyes, the device is passed on anew."""
    return replace(now, step="give", count=now.count + 1) if now.card.hidden else now


def after(now: Meeting, action: str, *, time: datetime | None = None, items: int = ITEMS) -> Meeting | None:
    """The session after a button; None when it is over. time: the clock, for a pause. items: how many examples the drill has.

    Raises KeyError for an action no card has.
    """
    on = after_card(now, action, time=time, items=items)
    return on and replace(on, count=now.count + 1)


def after_card(now: Meeting, action: str, *, time: datetime | None, items: int) -> Meeting | None:
    speaker = now.speaker
    match action:
        case "begin":
            return replace(now, step="item" if now.drill and items else "give", turn=0, at=0)
        case "mine":
            return replace(now, step="write")
        case "done":
            return replace(now, step="shut")
        case "look":
            return replace(now, step="look")
        case "away":
            return _after_writing(now)
        case "first 0" | "first 1":
            one = int(action[-1])
            return replace(now, step="speak", speaker=one, turn=one, spoken=frozenset())
        case "said":
            return _talk(now, "back", 1 - speaker)
        case "told":
            return _talk(now, "got", speaker)
        case "yes":
            return _talk(now, "more", speaker)
        case "part":
            return _talk(now, "missing", speaker)
        case "more":
            return _talk(now, "further", speaker)
        case "all":
            return _after_speaking(now)
        case "again":
            return replace(now, step="first", turn=0, spoken=frozenset())
        case "show":
            return replace(now, step="answer")
        case "next" if now.step == "answer":
            at = now.at + 1
            return replace(now, step="drilled", turn=0) if at >= items else replace(now, step="item", at=at, turn=1 - now.turn)
        case "own":
            return replace(now, step="give", turn=0)
        case "finish":
            return replace(now, step="last", turn=0)
        case "next":
            return replace(now, step="last", turn=1) if now.turn == 0 else replace(now, step="sheet", turn=0)
        case "pause" | "leave":
            return replace(now, step=action, held=now.held or now.step, until=None if time is None or action == "leave" else time + PAUSE)
        case "longer":
            return replace(now, until=None if time is None else time + PAUSE)
        case "return":
            return _resumed(now)
        case "close":
            return None
    raise KeyError(action)
