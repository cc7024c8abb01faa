"""Better replies: what of their words is given back, how it begins and what it asks; what a draft says no to stays no."""

import re

import pytest

from coach import Coach
from coach.listening.gist import filled_in
from coach.listening.openers import openers
from coach.listening.person import other_side
from coach.reading import reading
from coach.results import Part, Rewrite
from coach.rewriting.selfcheck import sound


def _better(coach: Coach, reply: str, theirs: str) -> str:
    review = coach.review(reply, partner=theirs)
    assert review.reply is not None
    assert review.reply.better, (reply, theirs, review.reply.label)
    return review.reply.better[0].text


@pytest.mark.parametrize(("reply", "theirs", "held"), [
    ("He's your cousin, let it go.", "My cousin borrowed Mum's camera and sold it. It was the only thing of hers I had.", "only thing of hers you had"),
    ("That's on them.", "My two oldest friends from school booked a cabin and nobody mentioned it to me.", "nobody mentioned it to you"),
    ("You're overthinking it.", "My new stepdaughter won't say my name. I do her hair every day and she calls me \"that woman\".", "\"that woman\""),
    ("Everyone's tired.", "I've not sat down since six this morning and I've still got the ironing to do.", "since six"),
    ("It's only a form.", "I've been staring at this form for four hours and I've filled in two boxes.", "four hours"),
])
def test_a_vent_gets_its_weightiest_words_back(coach: Coach, reply, theirs, held):
    assert held.lower() in _better(coach, reply, theirs).lower()


@pytest.mark.parametrize(("reply", "theirs", "done", "effect"), [
    ("but the roof needed doing", "you spent the holiday fund on the roof without asking me. i'd been looking forward to that week since easter", "i spent the holiday fund", "looking forward"),
    ("I was on a call!", "When I came home crying you didn't even look up from your tablet. I just went and sat on the stairs.", "I didn't even look up from my tablet", "sat on the stairs"),
    ("You never asked me to come.", "You missed my recital. I kept looking at the empty chair next to Dad.", "I missed your recital", "empty chair next to Dad"),
    ("Only an hour.", "You said you'd be back for supper and Leo sat by the door with his drawing.", "I said I'd be back for supper", "Leo sat by the door"),
])
def test_a_complaint_gets_back_what_was_done_and_what_it_did(coach: Coach, reply, theirs, done, effect):
    text = _better(coach, reply, theirs)
    assert done in text
    assert effect in text
    assert not re.search(r"\bbut\b|\bme didn't|\bI'm sorry you\b", text)


@pytest.mark.parametrize(("reply", "theirs", "news"), [
    ("Nice. Any snacks?", "I passed my nursing exam!! Six years of evenings and I finally get the badge.", "You passed your nursing exam!"),
    ("who'd even buy that lol", "got my first order!! someone's paying me real money to knit their cat a hat", "you got your first order!!"),
    ("Right, and what does that pay?", "They're hanging my drawings in the library! A whole wall!", "hanging your drawings in the library"),
])
def test_good_news_is_met_with_the_news_itself(coach: Coach, reply, theirs, news):
    text = _better(coach, reply, theirs)
    assert news in text
    assert text.rstrip().endswith("?")


def test_a_view_asked_for_offers_their_own_two_ways(coach: Coach):
    text = _better(coach, "dunno", "my flatmate never pays on time. should i say something or wait till the lease ends")
    assert "[say something / wait till the lease ends]" in text or ("say something" in text and "wait till the lease ends" in text)


def test_a_no_to_time_together_names_what_was_asked_and_another_time(coach: Coach):
    text = _better(coach, "nah i'm tired", "wanna walk down to the harbour after dinner? it's finally warm").lower()
    assert "could we walk down to the harbour" in text


def test_the_drafts_own_other_time_is_kept(coach: Coach):
    text = _better(coach, "Maybe next week", "Feels like ages since it was just us. Shall I get a sitter for Thursday?")
    assert "next week" in text


def test_a_no_to_help_gives_back_the_need_and_no_promise(coach: Coach):
    text = _better(coach, "I'm at work", "any chance you could pick up my glasses before 6? I can't drive without them").lower()
    assert "you can't drive without them" in text
    assert not re.search(r"\bi(?:'ll| will| can) ", text.replace("i can't", ""))


def test_someone_unsafe_is_never_put_off(coach: Coach):
    text = _better(coach, "Get a taxi.", "can you come get me? this party is being weird and i don't feel safe")
    assert not re.search(r"later|tomorrow|can't", text)
    assert "?" in text


def test_what_a_mixed_reply_says_warmly_stays_with_their_words_behind_it(coach: Coach):
    text = _better(coach, "I'm sorry, that sounds awful. But you should have seen it coming.", "My trainer called me \"princess\" in front of the whole gym and told me to go home.")
    assert text.startswith("I'm sorry, that sounds awful.")
    assert "in front of the whole gym" in text.lower()
    assert "should have" not in text


def test_an_order_before_the_poor_part_is_not_kept(coach: Coach):
    text = _better(coach, "6 months!! im so so proud of u. just dont go near that stag do or itll be back to day 1", "6 months sober today. got the coin n everything")
    assert "stag" not in text


@pytest.mark.parametrize(("theirs", "turned"), [
    ("When I came in crying you didn't even look up", "When you came in crying I didn't even look up"),
    ("I'd have liked a thank-you for it", "You'd have liked a thank-you for it"),
    ("My mum did not recognise me", "Your mum did not recognise you"),
])
def test_words_keep_their_spelling_and_their_grammar_when_turned(theirs, turned):
    assert other_side(reading(theirs), 0, len(theirs), we=True, chat=False) == turned


def test_no_opener_leaves_a_sentence_hanging():
    hanging = [line for one in openers() for line in (*one.said, *one.questions) if not sound(Rewrite("open", (Part(text=line.replace("{feelings}", one.feelings[0])),)), "")]
    assert hanging == []


@pytest.mark.parametrize("theirs", [
    "My new boots leaked and I walked home in the rain.", "The kitchen ceiling came down and I'd only just painted it.", "I've been awake since three with my neck.",
    "They moved my desk next to the lift while I was off sick.",
])
def test_a_topic_is_not_guessed_from_one_loose_word(coach: Coach, theirs):
    text = _better(coach, "So what? Get over it.", theirs)
    assert not re.search(r"quiet|lonely|your own kid|their own|fumes|that pressure|losing someone", text), text


@pytest.mark.parametrize(("reply", "theirs", "never"), [
    ("You're too sensitive.", "my uncle read my letters out at dinner. he did the voices and everything", r"brilliant|look at you|yes!"),
    ("He'll turn up.", "Sam's not home and his phone's off. It's gone midnight and he's never done this before.", r"so sorry|miss most"),
    ("At least it's benign.", "They've found something in my breast. They think it's benign but I have to go back Tuesday for a needle.", r"look at you|amazing|relieved"),
    ("It's her choice.", "Our neighbour's girl packed her little bag and sat on our wall. She had her rabbit in it.", r"miss most|all over again"),
])
def test_joy_and_grief_are_not_guessed(coach: Coach, reply, theirs, never):
    assert not re.search(never, _better(coach, reply, theirs), re.I)


def test_a_secret_told_is_thanked_for(coach: Coach):
    text = _better(coach, "Could be worse.", "I've been skipping supper so the boys can have seconds. I haven't told anyone that.")
    assert re.search(r"trusting me|glad you told me|carry on your own", text), text


def test_the_drafts_own_reason_for_a_no_stays(coach: Coach):
    text = _better(coach, "I've already got plans.", "Could you stay with Gran on Saturday night? I've not slept through in three weeks.")
    assert "already got plans" in text

@pytest.mark.parametrize(("reply", "theirs", "held"), [
    ("It's just a rabbit.", "We had to say goodbye to Clover this morning. She was nine.", "Clover"),
    ("She's in good hands.", "mums chemo starts monday n shes told nobody but me", "your poor mum"),
    ("He'll settle in.", "The house felt so empty after we dropped Kofi at uni.", "How's Kofi settling in?|with Kofi gone"),
])
def test_a_reply_speaks_of_whom_they_speak_of(coach: Coach, reply, theirs, held):
    assert re.search(held, _better(coach, reply, theirs), re.I)


@pytest.mark.parametrize(("reply", "theirs"), [
    ("It happens.", "I was made redundant this morning, eleven years and they did it by email."),
    ("You can try again.", "The egg collection got two and neither of them made it to day five."),
    ("He'd had a good life.", "My uncle passed away on Tuesday and I never rang him back."),
])
def test_where_something_sad_happened_it_says_sorry(coach: Coach, reply, theirs):
    assert "so sorry" in _better(coach, reply, theirs)


@pytest.mark.parametrize(("reply", "theirs"), [
    ("These things happen.", "My manager gave the project I had been building since January to the new starter and told the whole team before she told me."),
    ("Kids do that.", "My son came home from his father's on Sunday night and asked me why I am always the one who says no to everything."),
    ("Well, never mind.", "I saved for two years for that concert and my train broke down outside Crewe so I heard the encore over a stranger's phone."),
])
def test_a_long_message_is_never_said_back_whole(coach: Coach, reply, theirs):
    said = _better(coach, reply, theirs).lower()
    words = theirs.lower().strip(".").split()
    assert not any(" ".join(words[at:at + 12]) in said for at in range(len(words) - 11))
    assert len(said.split()) < 40


def test_what_they_have_told_is_not_asked(coach: Coach):
    assert "how did they tell you" not in _better(coach, "You hated it there.", "I got made redundant this morning. By email.").lower()


@pytest.mark.parametrize(("reply", "theirs"), [
    ("I wasn't short, I said not now.", "You were short with me in front of the children."),
    ("you feel everything. give it a rest", "when you walk off mid argument i feel abandoned"),
    ("I was working, what do you expect?", "You weren't there at the scan. I held the nurse's hand."),
])
def test_nothing_is_owned_that_the_draft_did_not_own(coach: Coach, reply, theirs):
    text = _better(coach, reply, theirs)
    assert not re.search(r"\bi'?m sorry i\b|i promise|make it up|i wasn't short|you feel everything", text, re.I), text


def test_a_shrug_to_an_invitation_is_no_refusal(coach: Coach):
    assert not re.search(r"can't|not this time|instead", _better(coach, "if u want", "wanna come over and watch the final?"), re.I)


def test_a_line_whose_slot_is_unknown_is_left_out():
    assert filled_in(["Poor {who}.", "That's hard."], {"who": ""}) == ["That's hard."]
    assert filled_in(["That's hard.", "Poor {who}."], {"who": "your mum"}) == ["Your poor mum.", "That's hard."]
