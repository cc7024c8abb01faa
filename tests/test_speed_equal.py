"""What makes the coach fast changes nothing it says: each short cut beside the long way round, on our messages and on random ones."""

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest
from thinc.api import NumpyOps, set_current_ops

from coach import Coach
from coach.checking import two_turns, unmarked
from coach.detecting import gate, phrase
from coach.detecting import message as message_check
from coach.draft import read
from coach.embedding import Embedder, embedder_of
from coach.english import lemmas, model, pastlike, pipeline, zone
from coach.lemmatiser import Lemmatiser, lemmatiser_of
from coach.reading import outline, readings
from coach.rewriting import barbs, constructions
from coach.ruler import Ruler, ruler_of
from tests.bench import everyday, message
from tests.test_review import WORDS

HEALTH = [HealthCheck.function_scoped_fixture]


def examples(coach: Coach) -> list[str]:
    found = [example for rule in coach.book.rules for example in (*rule.flags, *rule.allows)]
    return [unmarked(two_turns(one)[1] if " => " in one else one)[0] for one in found]


@pytest.fixture(scope="module")
def texts(coach: Coach) -> list[str]:
    """Some of the rules' examples, everyday messages, long ones, and words thrown together."""
    chance, ours = random.Random(11), examples(coach)
    words = [word for one in ours for word in one.split()]
    mixed = [" ".join(chance.choices(words, k=chance.randint(1, 25))) for _ in range(300)]
    joined = [chance.choice([". ", ", ", " and ", "\n", "! "]).join(chance.sample(ours, 3)) for _ in range(60)]
    return [*chance.sample(ours, 700), *mixed, *joined, *everyday(96), message(400), message(60, 4)]


@pytest.fixture
def parsed_whole(monkeypatch):
    """Nothing is left unparsed."""
    def switch() -> None:
        monkeypatch.setattr(gate, "depth", lambda *_, **__: gate.PARSE)

    return switch


@pytest.mark.parametrize("strengths", [True, False])
def test_a_message_that_is_not_parsed_would_have_been_reviewed_the_same(coach: Coach, texts, parsed_whole, strengths):
    pairs = [(text, None) for text in texts]
    gated = list(coach.reviews(pairs, rewrites=False, strengths=strengths))
    parsed_whole()
    assert gated == list(coach.reviews(pairs, rewrites=False, strengths=strengths))


@settings(max_examples=150, deadline=None, suppress_health_check=HEALTH)
@given(st.one_of(st.text(max_size=120), WORDS))
def test_nor_would_random_words(coach: Coach, text):
    gated = coach.review(text, rewrites=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "depth", lambda *_, **__: gate.PARSE)
        assert gated == coach.review(text, rewrites=False)


def test_findings_only_are_the_findings(coach: Coach, texts):
    pairs = [(text, None) for text in texts]
    for whole, less in zip(coach.reviews(pairs, rewrites=False), coach.reviews(pairs, strengths=False), strict=True):
        assert (less.verdict, less.findings, less.support, less.notice) == (whole.verdict, whole.findings, whole.support, whole.notice)
        assert not less.strengths


def test_many_complaints_are_found_where_only_tags_were_looked_at(coach: Coach, parsed_whole):
    chance, ours = random.Random(4), [unmarked(one)[0] for rule in coach.book.of_type["message"] for one in (*rule.flags, *rule.allows)]
    told = ["you forgot the milk", "you were late", "you did not call", "you never asked", "you had no time", "you hid the bill", "you lied", "you have ignored me", "you did nothing"]
    pairs = [(text, None) for text in [*ours, *(chance.choice([", ", " and ", ". "]).join(chance.choices(told, k=chance.randint(3, 6))) for _ in range(80))]]
    gated = list(coach.reviews(pairs, rewrites=False, strengths=False))
    parsed_whole()
    assert gated == list(coach.reviews(pairs, rewrites=False, strengths=False))
    assert any(one.kind == "kitchen_sinking" for review in gated for one in review.findings)


def test_without_what_is_good_the_other_hits_are_the_same(coach: Coach, texts):
    with zone():
        for text in texts[::7]:
            line = outline(read(text)).line
            assert list(phrase.hits(line, coach.book, good=False)) == [hit for hit in phrase.hits(line, coach.book) if hit.rule.problem or hit.rule.tier]


def test_a_sentence_is_looked_through_once_and_the_same(coach: Coach, texts):
    book, chance = coach.book, random.Random(8)
    masks = [book.unless[rule.id] for rule in book.rules if rule.unless]
    with zone():
        for text in texts[::11]:
            line = outline(read(text)).line
            around, count = phrase.Around(line, book), len(line.sequence)
            for _ in range(30 if count else 0):
                low = chance.randrange(count)
                high, mask = chance.randint(low, count), chance.choice(masks)
                first, last = phrase.sentence(line.sequence, low, high)
                assert around.sentence(low, high) == (first, last)
                turned = max((at + 1 for at in range(low) if line.sequence[at] == "but"), default=0)
                assert around.holds(mask, low, high) == book.asides.holds(line.sequence[max(first, turned):last], mask)


def test_what_matches_in_a_clause_was_thought_possible_in_its_message(coach: Coach, texts):
    book, chance = coach.book, random.Random(9)
    masks = [book.has[rule.id] for rule in book.of_type["clause"] if book.has[rule.id]]
    held = 0
    with zone():
        for text in texts[::5]:
            words = outline(read(text)).line.sequence
            for _ in range(12):
                low = chance.randint(0, len(words))
                piece = words[low:chance.randint(low, len(words))]
                for mask in masks:
                    if book.asides.holds(piece, mask):
                        held += 1
                        assert book.asides.may_hold(words, mask), (text, piece)
    assert held > 20


def test_past_forms_were_thought_possible(coach: Coach):
    """What the tagger takes for a past form in the rules' own examples is one by its spelling, but for its slips."""
    chance, slips = random.Random(6), []
    for one in readings(map(read, chance.sample(examples(coach), 1200))):
        slips += [token.lower_ for token in one.doc if token.tag_ == "VBD" and not pastlike(token.lower_)]
    assert len(slips) <= 6, slips
    assert all(map(pastlike, "forgot left got said went lied yelled put hurt wnet 'd".split()))
    assert not any(map(pastlike, "get leave milk you the ask always am are be need".split()))


def test_what_is_not_spelt_as_past_is_not_told_as_past(coach: Coach):
    present, past = ({clause.tense for clause in one.clauses} for one in readings(map(read, ["I love that clip, it just makes me laugh.", "I lost that clip, it just made me laugh."])))
    assert present == {"present"}
    assert "past" in past


def test_most_everyday_messages_are_not_even_tagged(coach: Coach):
    with zone():
        seen = [gate.depth(one, [], coach.book) for one in map(outline, map(read, everyday(96)))]
    assert seen.count(gate.NOTHING) > 0.5 * len(seen)


@pytest.mark.parametrize(("text", "much"), [
    ("You forgot the milk. You lied. You left early. You broke it.", True),
    ("You did not call. You did not write. You did not ask. You did not come.", True),
    ("You left. I cried. We fought. He paid. They came. She went.", False),
    ("You left. You left again. You left and left.", False),
    ("You gave up. You gave in. You gave out. You gave away my coat.", True),
])
def test_many_complaints_need_many_past_forms_of_the_other(text, much):
    assert message_check.much_past(next(readings([read(text)])), tagged=True) == much


def test_leads_and_barbs_are_found_as_if_each_were_tried(coach: Coach, texts):
    book = coach.book
    leads = [(at, book.pattern(lead)) for at, one in enumerate(constructions.constructions()) for lead in one.lead]
    names = [(at, book.pattern(source)) for at, one in enumerate(barbs.barbs()) for source in one.patterns]
    with zone():
        for text in texts[::25]:
            words = outline(read(text)).line.sequence
            for index, each in ((constructions._leads(book), leads), (barbs._patterns(book), names)):
                tried = [at for at, pattern in each if pattern.holds(words)]
                assert [at for at, pattern in index.candidates(words) if pattern.holds(words)] == tried, text


def test_what_every_sentence_tells_is_what_the_clauses_tell(coach: Coach, monkeypatch):
    """Many complaints: the words that have to be there lose none that the clauses make."""
    chance, found = random.Random(5), 0
    told = ["you forgot the milk", "You lied", "cheated on me", "never came", "You told me I was crazy", "u ignored me", "hung up on me", "didn't even ask", "I was tired", "he cried", "you ruined dinner"]
    with zone():
        for one in list(readings(read(chance.choice([". ", ", ", " and ", "; ", "\n", "! "]).join(chance.choices(told, k=chance.randint(4, 8)))) for _ in range(150))):
            short = list(message_check.kitchen_sinking(one, coach.book))
            with monkeypatch.context() as patch:
                patch.setattr(message_check, "_may_sink", lambda *_: True)
                patch.setattr(message_check, "much_past", lambda *_, **__: True)
                assert short == list(message_check.kitchen_sinking(one, coach.book)), one.draft.raw
            found += len(short)
    assert found > 10


def test_everyday_messages_are_not_parsed_for_findings(coach: Coach):
    with zone():
        seen = [gate.depth(one, [], coach.book, strengths=False) for one in map(outline, map(read, everyday(96)))]
    assert seen.count(gate.PARSE) < 0.2 * len(seen)


def test_the_index_finds_what_trying_every_pattern_finds(coach: Coach, texts):
    book = coach.book
    patterns = [book.pattern(source) for _, source in book.phrases.entries]
    with zone():
        for text in texts[::60]:
            words = outline(read(text)).line.sequence
            tried = sorted((number, found) for number, pattern in enumerate(patterns) for found in pattern.find(words))
            assert sorted(book.phrases.matches(words)) == tried, text


def test_the_masks_of_conditions_hold_their_patterns(coach: Coach):
    for rule in coach.book.rules:
        sources = {coach.book.asides.entries[at][1] for at in range(len(coach.book.asides.entries)) if coach.book.unless[rule.id] >> at & 1}
        assert sources == set(rule.unless), rule.id


def _attributes(doc) -> list[tuple]:
    return [(token.pos_, str(token.morph), token.lemma_, token.tag_, token.dep_, token.head.i, token.is_sent_start, token.norm_) for token in doc]


def test_the_ruler_gives_what_the_models_own_gives(texts):
    import spacy

    nlp = spacy.load(model().name, exclude=["ner", "senter"])
    stock = nlp.get_pipe("attribute_ruler")
    ours = ruler_of(stock)
    assert isinstance(ours, Ruler)
    for text in texts:
        doc = nlp.tokenizer(read(text).masked)
        for name in ("tok2vec", "tagger", "parser"):
            doc = nlp.get_pipe(name)(doc)
        other = doc.copy()
        assert _attributes(ours(doc)) == _attributes(stock(other))


def test_a_ruler_with_other_patterns_is_left_alone():
    import spacy

    stock = spacy.blank("en").add_pipe("attribute_ruler")
    stock.add([[{"SHAPE": "xx"}]], {"LEMMA": "x"})
    assert ruler_of(stock) is None


def test_the_tensors_are_the_models_own_to_the_last_bit(texts):
    import numpy
    import spacy

    set_current_ops(NumpyOps(use_blis=False))
    stock = spacy.load(model().name, exclude=["ner", "senter"]).get_pipe("tok2vec")
    ours, chance = embedder_of(stock), random.Random(3)
    assert isinstance(ours, Embedder)
    docs = [pipeline().make_doc(text) for text in texts[::8]]
    for batch in [*([doc] for doc in docs), *(chance.sample(docs, size) for size in (2, 3, 17, 64))]:
        for one, other in zip(ours.tensors(batch), stock.predict(batch), strict=True):
            assert one.dtype == other.dtype
            assert numpy.array_equal(one, other)


def test_a_text_without_words_has_a_tensor_too(texts):
    nlp = pipeline()
    docs = [nlp.make_doc(text) for text in ("", "you lied", "")]
    assert [len(doc.tensor) for doc in nlp.get_pipe("tok2vec").pipe(docs, batch_size=2)] == [0, 2, 0]


def test_a_tok2vec_of_other_layers_is_left_alone():
    import spacy

    layers = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": 96, "depth": 2, "embed_size": 300, "window_size": 2, "maxout_pieces": 3, "subword_features": True}
    assert embedder_of(spacy.blank("en").add_pipe("tok2vec", config={"model": layers})) is None


def test_the_lemmatizer_gives_what_the_models_own_gives(texts):
    import spacy

    nlp = spacy.load(model().name, exclude=["ner", "senter"])
    stock = nlp.get_pipe("lemmatizer")
    docs = [nlp(read(text).masked, disable=["lemmatizer"]) for text in texts[::2]]
    theirs = [[token.lemma_ for token in stock(doc.copy())] for doc in docs]
    stock.cache.clear()
    ours = lemmatiser_of(stock)
    assert isinstance(ours, Lemmatiser)
    for _ in ("asked for the first time", "asked again"):
        assert [[token.lemma_ for token in ours(doc.copy())] for doc in docs] == theirs


def test_a_lemmatizer_of_another_mode_is_left_alone():
    import spacy

    assert lemmatiser_of(spacy.blank("en").add_pipe("lemmatizer", config={"mode": "lookup"})) is None


def test_the_tokenizer_is_the_models_own(texts):
    import spacy

    ours, theirs = pipeline().tokenizer, spacy.load(model().name, exclude=["ner", "senter"]).tokenizer
    assert ours.rules == theirs.rules
    assert ours.faster_heuristics == theirs.faster_heuristics
    for name in ("prefix_search", "suffix_search", "infix_finditer", "token_match", "url_match"):
        assert getattr(getattr(ours, name), "__self__", None) == getattr(getattr(theirs, name), "__self__", None), name
    for text in texts:
        assert [(token.text, token.idx, token.norm_) for token in ours(text)] == [(token.text, token.idx, token.norm_) for token in theirs(text)]


def test_every_lemma_was_thought_possible(texts):
    for text in texts:
        for one in readings([read(text)]):
            for token in one.doc:
                assert token.lemma_.lower() in lemmas(token.lower_)


def test_words_are_forgotten(coach: Coach):
    coach.review("my brontosaurish zyxwvut flumbered")
    for word in ("brontosaurish", "zyxwvut", "flumbered"):
        assert word not in pipeline().vocab.strings
        assert word not in coach.book.phrases._masks
    assert all(key[0] in pipeline().vocab.strings for key in pipeline().get_pipe("lemmatizer").cache)
