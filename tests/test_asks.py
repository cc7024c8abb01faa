"""What a rewrite asks: what fits the act that is complained of, and never what was dared, past or only mocked."""

import re

import pytest

from coach import Coach


def close(coach: Coach, text: str) -> str:
    return coach.review(text).rewrites[0].text


@pytest.mark.parametrize("text, asked", [
    ("You told Papi about my diagnosis at the barbecue. You're a gossip.", "before you tell anyone"),
    ("u sold nans ring on marketplace. ur a vulture", "get it back"),
    ("You missed my swearing-in for a golf tournament. Some father you are.", "make up for it"),
    ("u left me at the party n went off w ur mates. ur so selfish", "find me next time before u go"),
    ("You left the gas ring on again. You're an idiot.", "check it each time"),
    ("We learnt from the Hendersons that you are engaged. You're a disgrace.", "tell me about it yourself"),
    ("u posted me crying on ur story. ur a clown", "take it down"),
    ("You agreed to host my in-laws for us in May. You're a control freak.", "check with me first"),
    ("The passport forms were due on the 3rd. You're useless.", "see to it"),
    ("u ate my whole meal prep. ur a leech", "replace it"),
    ("Your brother mocked my job. You could have said something to him, you coward.", "speak up for me"),
    ("You blocked my number over a joke. You're a child.", "need a break"),
])
def test_the_ask_fits_the_act(text, asked, coach: Coach):
    assert asked in close(coach, text)


@pytest.mark.parametrize("text, asked", [
    ("You're useless. My boss told everyone about my review. I waited for you.", "before you tell anyone"),
    ("You're a coward. The kids ate my lunch and my cousin won't talk to me.", "replace it"),
    ("You're hopeless. My sister sold nan's piano on marketplace. You did not ring.", "get it back"),
])
def test_an_act_of_somebody_else_calls_no_ask(text, asked, coach: Coach):
    assert all(asked not in one.text for one in coach.review(text).rewrites)


@pytest.mark.parametrize("text", [
    "go to that bachelor party and ur stuff will be on the lawn sunday. u promised me after reno. im scared its gonna be the same thing",
    "Walk out that door and you'll never see this house again. You left at nine without a word.",
    "Tell your mother and I'm changing the locks on you. You told her about the loan on Sunday.",
])
def test_nobody_is_asked_for_what_they_are_dared_to_do(text, coach: Coach):
    dared = text.split(" and ")[0].lower()
    assert all(dared not in one.text.lower() for one in coach.review(text).rewrites)


@pytest.mark.parametrize("text", [
    "I feel like you're punishing me for getting promoted. You didn't ask about it once.",
    "i feel like ur doing this on purpose. u reached dadar at 6:15",
    "I feel like you're competing with me to be his mother. You gave Leo the tablet for three hours.",
    "i feel like ur using me. u only rang when u needed the car",
])
def test_a_bad_intent_is_not_asked_politely(text, coach: Coach):
    assert all(not re.search(r"wondering if|when (?:you['’]?re|ur)\b", one.text, re.I) for one in coach.review(text).rewrites)


@pytest.mark.parametrize("text, kept", [
    ("Your \"joke\" about my weight at the wedding. I went to the toilets and cried.", "Your joke about my weight at the wedding"),
    ("you \"forgot\" the milk again, for the fourth time this week", "you forgot the milk again"),
])
def test_a_mocked_word_is_read_as_said(text, kept, coach: Coach):
    assert kept.lower() in close(coach, text).lower()


@pytest.mark.parametrize("text, asked", [
    ("Honestly you're impossible. I asked you to move the ladder on Friday, it's Wednesday, and Ben walked into it in the dark.", "Could you move the ladder?"),
    ("You're useless. I told you to ring the vet yesterday.", "Could you ring the vet?"),
    ("If you loved me you'd stop smoking in the car with the baby in it.", "Could you stop smoking in the car with the baby in it?"),
    ("can u pls just once put the bins out without me being ur mother. its thursday", "could u put the bins out?"),
    ("how hard is it to buy a towel ur 24. u used mine again", "could u buy a towel?"),
])
def test_an_ask_of_the_drafts_own_ends_where_the_act_does(text, asked, coach: Coach):
    assert close(coach, text).endswith(asked)


@pytest.mark.parametrize("text, lost", [
    ("thats not a misunderstanding thats u being a liar. u told dani i was fine w it", "misunderstanding thats."),
    ("You make me sick. You told the lads what I said about my dad.", "I get sick"),
    ("You have never been able to keep anything to yourself. You told Denise about the miscarriage.", "able to"),
    ("You should be begging me. The exam was at 8 and you walked in at 8:40.", "beg me"),
    ("Congrats on ruining movie night. She was in tears before the titles.", "you ruined"),
    ("u only say sorry so id shut up about it. the tickets were 86 quid n they dont refund", "shut up"),
    ("Seriously, Anil, are you deaf or you are acting? I told you two times the train is 6:10.", "acting"),
    ("Everyone can see what you're really like, you know, even your own friends. The cheque bounced.", "own friends"),
    ("Maybe if you'd listened to one woman in your life Mum would still be here. You're a stubborn old fool. I found the bacon.", "when you'd"),
    ("You have the memory of a goldfish when it suits you. I did eleven of the last fourteen nights.", "suits"),
    ("second of all u never even asked so look in the mirror. i was in the hospital w my mom", "mirror"),
    ("You've done nothing to make me want it. We last talked properly in June.", "Make me"),
    ("You bought the doughnuts to spite me. Twelve of them.", "spite"),
    ("You're an embarrassment to Daddy's name. I've paid my part and Una has paid hers. Pay up or I'll tell the whole parish who didn't.", "parish"),
    ("You're such a liar, pretending you were at work. I saw you at the bar at nine.", "were at work"),
    ("ur so fake, acting like u cared about nan. u came once in march", "cared about nan"),
    ("You're pathetic and the kids can see it. I can smell it from here.", "and the."),
])
def test_no_stump_and_no_verdict_stays(text, lost, coach: Coach):
    assert lost not in close(coach, text)


@pytest.mark.parametrize("text, kept", [
    ("I feel that you have never once taken my career seriously. The award dinner was on the calendar for two months.", "taken my career seriously"),
    ("nah ur mad if u think im paying for that. u booked the villa w/o asking, ur so selfish", "im not paying for that"),
    ("i was in the hospital w my mom. ur the worst kind of friend. lose my number", "i want to end this"),
    ("You bought the doughnuts to spite me. Twelve of them.", "ou bought the doughnuts"),
    ("You're so rude, walking past my mother at the party without a word.", "when you walked past my mother at the party without a word"),
    ("u never think of anyone, leaving the kids at the pool till six.", "when u left the kids at the pool till six"),
    ("You're unbelievable, telling your boss about my diagnosis.", "When you told your boss about my diagnosis"),
    ("Settle down, will you. You turn everything into a drama. I moved the car seat. I'll move it back by four.", "Would that work for you?"),
])
def test_the_fact_the_refusal_and_the_offer_stay(text, kept, coach: Coach):
    assert kept.lower() in close(coach, text).lower()


@pytest.mark.parametrize("text", [
    "ur so lazy. u touch everything n u break everyone u touch. 180 quid jacket",
    "Papa, you are a tyrant. You have controlled every decision of my life. You cancelled my interview without asking me.",
    "You're a coward. You've interfered since the day she was born. You cut her hair without asking me.",
    "You're selfish. I have never known anyone so starved for attention. That letter was about my son.",
    "ur a child. ur worse than she is. she spent ninety pounds on gems",
])
def test_what_sweeps_over_the_whole_person_goes_with_the_insult(text, coach: Coach):
    said = close(coach, text)
    assert not re.search(r"everyone u touch|every decision|since the day|starved|worse than", said)


@pytest.mark.parametrize("text, gone", [
    ("I had two jobs at your age, and you cannot keep a goldfish alive. You clown.", "could you keep a"),
    ("You can't boil an egg, you useless man. The hob was filthy on Sunday.", "could you boil"),
    ("I have nothing more to say to you, you liar. The keys are on the shelf.", "can we talk"),
    ("maybe i'd come round more if you weren't such a misery. bringing the cake at four", "come round more"),
    ("You left before my speech at the wedding. Two minutes you couldn't spare, you scrounging snob.", "you scrounging"),
    ("We agreed to halve the hall. I'd have paid if you hadn't been so rude about it. Sending 90 tomorrow.", "you sent"),
])
def test_a_taunt_a_refusal_or_half_a_sentence_is_not_offered(text, gone, coach: Coach):
    assert gone not in close(coach, text).lower()


@pytest.mark.parametrize("text", [
    "There is nothing more to discuss, you snake.", "we have nothing to talk about, you fraud", "conversation over, idiot",
    "I've said all I'm going to say to you, coward.", "im done explaining myself to u, clown", "I'm finished talking, you child.",
])
def test_who_is_done_with_talking_is_not_made_to_ask_for_a_talk(text, coach: Coach):
    assert not re.search(r"(?:could|can) we talk", close(coach, text), re.I)


def test_a_participle_about_the_writer_tells_what_the_other_did(coach: Coach):
    assert "corrected my accent in front of the whole team" in close(coach, "You're so rude. correcting my accent in front of the whole team")


@pytest.mark.parametrize("text, news", [
    ("Interesting that your camera only breaks when it's your turn, you coward. Anyway the lasagne is in the oven.", "the lasagne is in the oven, and I"),
    ("funny how you had energy for the gym, you selfish pig. dumpster comes thursday", "thursday and i"),
])
def test_no_feeling_hangs_on_news(text, news, coach: Coach):
    assert news not in close(coach, text)
