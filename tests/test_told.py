"""What the draft tells stays told: in a question that asks nothing, behind a threat, in what looks like an order, in what a verdict hangs on."""

import pytest

from coach import Coach


def close(coach: Coach, text: str) -> str:
    return coach.review(text).rewrites[0].text


@pytest.mark.parametrize("text, kept", [
    ("Why did you tell Leon what I weigh? You're such a bully.", "you told Leon what I weigh"),
    ("did u seriously bring ur ex to my nans funeral, ur disgusting", "u brought ur ex to my nans funeral"),
    ("I didn't raise you to slam doors at your gran. You spoilt brat.", "you slammed doors at your gran"),
    ("How am I meant to sleep when you shout down the phone till two? You're so selfish. I work at six.", "hard for me to sleep when you shout down the phone till two"),
    ("why do u even come to choir if u havent learned the words, ur a joke", "when u havent learned the words"),
    ("Why is it always me who has to ring the nursery? You're useless.", "I'm the one who has to ring the nursery"),
    ("You humiliated me at dinner by reading out my texts, you bully.", "you read out my texts at dinner"),
    ("Every time I tell a story you correct me. You're so arrogant.", "When I tell a story you correct me"),
    ("I can't believe you told your brother about the test. You can't keep your mouth shut.", "I can't believe you told your brother about the test"),
    ("if you interrupt my mum one more time i'm leaving. you're so cruel", "when you interrupt my mum"),
    ("you make plans with my cousin and dont tell me. what kind of friend does that", "and dont tell me"),
    ("I'm sorry I shouted but you push and push until I snap, you bully.", "I'm sorry I shouted"),
    ("Don't lecture me about manners when you left me outside the clinic for an hour, you hypocrite.", "When you left me outside the clinic for an hour, I felt"),
    ("3 of us carried the coffin n u strolled in like a celebrity. ur a joke", "u strolled in"),
    ("you left me with the whole poster again and put ur name on it. ur a leech", "and put ur name on it"),
    ("ur a snake. i rang her from the ward and a man called Graham picked up", "a man called Graham picked up"),
])
def test_what_happened_stays_told(text, kept, coach: Coach):
    assert kept in close(coach, text)


@pytest.mark.parametrize("text, asked", [
    ("Can you not just ONCE rinse the pan, you slob.", "Could you rinse the pan"),
    ("You spend more time with your mates than with your daughter. She cried.", "I'd love it if you spent more time with your daughter"),
    ("ur a pig. clear the stairs or move out", "could u clear the stairs"),
    ("Your half is late again, you freeloader. Pay it by Monday or find somewhere else.", "Could you pay it by Monday"),
    ("You booked the 9th because what I want has never mattered to you.", "I'd like what I want to count as well"),
    ("you left me with the whole poster again and put ur name on it. ur a leech", "?"),
    ("You have never planned one trip in nine years. I booked the kennels.", "plan a trip?"),
    ("I can't have them on the 3rd. You never listen. You just put it in the calendar.", "?"),
    ("Pick up your own socks for once in your life, you child.", "ick up your own socks"),
])
def test_what_is_wanted_is_asked(text, asked, coach: Coach):
    assert asked in close(coach, text)


@pytest.mark.parametrize("text, lost", [
    ("How dare you. You read my letters, you snake.", "dare you"),
    ("why do you always have to turn everything into a fight, i only asked about dinner", "into a fight"),
    ("Your snide remarks about my cooking aren't funny, they're cruel.", "They're cruel"),
    ("Pick up your own towels for once in your life, you slob.", "for in your life"),
    ("You talk over me every week. Do you have any idea how rude you are?", "any idea"),
    ("Why is it always me who has to ring the bank? You live here too, or had you forgotten", "forgotten"),
    ("You let the kids down on Saturday. You break everyone's heart and you don't even notice.", "when you don't notice"),
    ("You're hopeless. You always pick the worst possible moment. The tiles came up on Friday.", "worst possible"),
    ("Whatever. You never listen.", "Whatever"),
    ("Why do you always take the baby's side of the bed and then complain you're tired? I'm up four times.", "Complain you're"),
    ("if you weren't so lazy we'd have the deposit back. they kept 400", "we'd have"),
    ("You'll be sorry when I'm gone and there's nobody left to pay. The roofer came on Monday.", "nobody left"),
    ("you make everything about you. EVERYTHING. it was my mums wake", "EVERYTHING"),
    ("any idiot can see the sums are wrong, did you even open the sheet? i was up till midnight", "when you open"),
    ("u strolled in like a celebrity after the prayers, ur a joke", "celebrity"),
    ("Babe you told the table about my overdraft. You'd sell your own nan for a laugh.", "nan"),
    ("You moved the bread from me. you want a trophy girlfriend go buy one", "girlfriend"),
    ("I can't forgive it, and I'd rather you said something wrong than keep quiet like the coward you are.", "I'd. "),
    ("you looked me in the eye in february. youre a liar and probably always have been", "always have been"),
    ("You read my texts. You're not a fun dad, you're a man buying affection because you can't be bothered.", "fun dad"),
    ("You broke the gate and hid it. You're a coward. Bravo.", "Bravo"),
])
def test_nothing_is_left_that_only_stings(text, lost, coach: Coach):
    assert lost.casefold() not in close(coach, text).casefold()


@pytest.mark.parametrize("text, kept", [
    ("I'm not coming to your wedding. You slept with my fiancé and you're a liar. Don't contact me again.", "I don't want any more contact"),
    ("dont talk to me. im done talking to a wall. rent standing order failed", "i need some time before we talk"),
    ("u sold dads tools. 200 for the set. ur trash. dont talk to me", "i need some time before we talk"),
    ("You can't see the kids until you're sober. You turned up drunk on Sunday. You're pathetic.", "I'd like the visits to wait until you're sober"),
    ("You asked what I was wearing. You're heartless. I don't want to talk to you for a while.", "I need some time before we talk"),
    ("I am not arguing about this by text. You booked Goa for the week of my operation. You're selfish.", "rather talk about this in person"),
])
def test_a_refusal_stays_one(text, kept, coach: Coach):
    assert all(kept in one.text for one in coach.review(text).rewrites)


@pytest.mark.parametrize("text", [
    "My answer is still no. You're such a bully. I'm not moving to Dubai.",
    "No, I'm not lending you the car again, you child. You wrecked it.",
])
def test_nothing_is_asked_that_takes_a_refusal_back(text, coach: Coach):
    assert all("talk about" not in one.text for one in coach.review(text).rewrites if one.version == "close")
