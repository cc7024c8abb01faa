"""The spaCy pipeline: which model, what is switched off, chat spellings, and the lock around it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
import contextlib
from functools import lru_cache
import importlib
import importlib.metadata
from itertools import islice
import os
import sys
import threading
from types import ModuleType
from typing import Any

from .draft import Draft
from .embedding import embedder_of
from .lemmatiser import lemmatiser_of
from .model import ModelMissingError, model
from .ruler import ruler_of
from .spelling import respell

_lock = threading.RLock()
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


@lru_cache(maxsize=1)
def pipeline():
    """The loaded pipeline: tok2vec, tagger, parser, attribute_ruler, lemmatizer. Loads once, in about a second.

    Without blis: the same tags and heads to the last one, 1.3 to 1.6 times as fast on one core.
    """
    spacy = _spacy()
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    spacy.registry.tokenizers("coach_bare", func=_bare)
    nlp = spacy.load(model().name, exclude=["ner", "senter"], config={"nlp": {"tokenizer": {"@tokenizers": "coach_bare"}}} if model().sealed else {})
    _embed_straight(nlp)
    _look_attributes_up(nlp)
    _look_lemmas_up(nlp)
    return nlp


def _spacy() -> ModuleType:
    """spaCy without its command line: that brings HTTP clients and some 350 modules more, idle for a coach who stays at home.

    Where somebody imports spacy.cli later, they have it.
    """
    if "spacy" not in sys.modules:
        line, told = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
        told.info = _info
        sys.modules.update({line.__name__: line, told.__name__: told})
        with contextlib.suppress(ImportError):  # a later spaCy may want more of it: then it has all of it
            importlib.import_module("spacy")
        for stub in (line, told):
            sys.modules.pop(stub.__name__, None)
    return importlib.import_module("spacy")


def _info(*args: Any, **more: Any) -> Any:
    """spacy.info, looked up when asked for."""
    return importlib.import_module("spacy.cli.info").info(*args, **more)


def _bare() -> Callable[[Any], Any]:
    """A tokenizer without rules: the model's own file holds all of them, so that reading the language's first would be idle."""
    from spacy.tokenizer import Tokenizer

    return lambda nlp: Tokenizer(nlp.vocab)


def _embed_straight(nlp) -> None:
    """Put our tok2vec in the place of the model's, under its name, where it knows all of its layers."""
    from spacy.language import Language

    if nlp.pipe_names[:1] == ["tok2vec"] and (embedder := embedder_of(nlp.get_pipe("tok2vec"))):
        Language.component("coach_tok2vec", func=embedder)
        nlp.remove_pipe("tok2vec")
        nlp.add_pipe("coach_tok2vec", name="tok2vec", first=True)


def _look_attributes_up(nlp) -> None:
    """Put our ruler in the place of the model's, where it understands all of its patterns."""
    from spacy.language import Language

    if "attribute_ruler" in nlp.pipe_names and (ruler := ruler_of(nlp.get_pipe("attribute_ruler"))):
        Language.component("coach_ruler", func=ruler)
        place = nlp.pipe_names.index("attribute_ruler")
        nlp.remove_pipe("attribute_ruler")
        nlp.add_pipe("coach_ruler", before=place)


def _look_lemmas_up(nlp) -> None:
    """Put our lemmatizer in the place of the model's, under its name, where it works by rules and comes last."""
    from spacy.language import Language

    if nlp.pipe_names[-1:] == ["lemmatizer"] and (lemmatiser := lemmatiser_of(nlp.get_pipe("lemmatizer"))):
        Language.component("coach_lemmatizer", func=lemmatiser)
        nlp.remove_pipe("lemmatizer")
        nlp.add_pipe("coach_lemmatizer", name="lemmatizer")


def versions() -> str:
    """The libraries and the model that words and parses depend on."""
    import spacy

    meta = pipeline().meta
    return f"spacy {spacy.__version__} {model().name} {meta['version']} lemminflect {importlib.metadata.version('lemminflect')}"


def know(words: Iterable[str]) -> None:
    """Make words known to the model for good, so that they are not looked into anew in every message; a draft's other words are
    forgotten after each review."""
    nlp = pipeline()
    for word in words:
        nlp.tokenizer(word)


def tokens(draft: Draft):
    """The draft as an unparsed Doc whose NORMs are the words meant; token offsets are those of draft.raw."""
    doc = pipeline().tokenizer(draft.masked)
    found = list(doc)
    pieces = respell([token.lower_ for token in found])
    if sum(map(len, pieces)) > len(found):
        doc, found, pieces = _cut(doc, found, pieces)
    for token, piece in zip(found, pieces, strict=True):
        if piece[0][1]:
            token.norm_ = piece[0][1]
    if "\n" in draft.masked:
        for token in found[:-1]:
            if token.is_space and "\n" in token.text:
                token.nbor().is_sent_start = True
    return doc


def _cut(doc, found, pieces):
    """The Doc anew with the words that were run together apart: (Doc, its tokens, pieces of one word each)."""
    from spacy.tokens import Doc

    words, spaces, norms = [], [], []
    for token, piece in zip(found, pieces, strict=True):
        at, text = 0, token.text
        for surface, norm in piece:
            words.append(text[at:at + len(surface)])
            norms.append([(surface, norm or token.norm_)])
            spaces.append(False)
            at += len(surface)
        spaces[-1] = bool(token.whitespace_)
    doc = Doc(doc.vocab, words=words, spaces=spaces)
    return doc, list(doc), norms


def tagged(docs: Sequence[Any], *, batch_size: int = 64) -> list[Any]:
    """Unparsed Docs with their tags, in order, under the pipeline's lock: the cheaper half of a parse."""
    return _piped(docs, slice(0, _stages()), batch_size)


def parsed(docs: Sequence[Any], *, batch_size: int = 64) -> list[Any]:
    """Tagged Docs with heads, dependencies, attributes and lemmas, in order, under the pipeline's lock."""
    return _piped(docs, slice(_stages(), None), batch_size)


def _stages() -> int:
    """How many of the pipeline's first components give tags and need no parse."""
    names = pipeline().pipe_names
    return 2 if names[:3] == ["tok2vec", "tagger", "parser"] else 0


def _piped(docs: Sequence[Any], stage: slice, batch_size: int) -> list[Any]:
    docs = list(docs)
    with _lock:
        for _, component in pipeline().pipeline[stage] if docs else ():
            if len(docs) > 1 and hasattr(component, "pipe"):
                docs = list(component.pipe(docs, batch_size=batch_size))
            else:
                docs = [component(doc) for doc in docs]
    return docs


def parse(drafts: Iterable[Draft], *, batch_size: int = 64) -> list[Any]:
    """Parsed Docs for drafts, in order, under the pipeline's lock."""
    return parsed(tagged([tokens(draft) for draft in drafts], batch_size=batch_size), batch_size=batch_size)


def lemmas(word: str) -> frozenset[str] | None:
    """Every lemma the model could give a word in small letters, whatever it takes it for; None where that cannot be told."""
    tables = _lemma_tables()
    if tables is None:
        return None
    rules, longest, irregular, own, anyhow = tables
    found = {word, *irregular.get(word, ()), *own.get(word, ()), *anyhow}
    found.update(word[:at] + new for at in range(max(0, len(word) - longest), len(word) + 1) for new in rules.get(word[at:], ()))
    return frozenset(one.lower() for one in found)


@lru_cache(maxsize=1)
def _lemma_tables() -> tuple[dict[str, set[str]], int, dict[str, set[str]], dict[str, set[str]], frozenset[str]] | None:
    """(endings and what stands for them, letters of the longest, irregular words, words the ruler knows, lemmas the ruler may give to any word)."""
    nlp = pipeline()
    if nlp.pipe_names[-2:] != ["coach_ruler", "lemmatizer"] or nlp.get_pipe("lemmatizer").mode != "rule":
        return None
    lookups = nlp.get_pipe("lemmatizer").lookups
    irregular: dict[str, set[str]] = {}
    for table in lookups.get_table("lemma_exc", {}).values():
        for word, found in table.items():
            irregular.setdefault(word, set()).update(found)
    rules: dict[str, set[str]] = {}
    for table in lookups.get_table("lemma_rules", {}).values():
        for old, new in table:
            rules.setdefault(old, set()).add(new)
    own, anyhow = nlp.get_pipe("coach_ruler").lemmas()
    return rules, max(map(len, rules), default=0), irregular, own, anyhow


def pastlike(word: str) -> bool:
    """Whether a word in small letters may be a verb's past form: by its ending, as an irregular form, or since the model's lists do not know it."""
    if word.endswith(("s", "ing", "ly")) or word in _NEVER_PAST:
        return word == "was"
    return word.endswith("ed") or word in _SAME_IN_PAST or (not _is_plain(word) if word.isalpha() else word.startswith("'d"))


_NEVER_PAST = frozenset(["am", "are", "be", "need"])
_SAME_IN_PAST = frozenset("put set cut hit let cost read shut hurt quit spread bet split beat burst cast rid shed thrust wed wet fit broadcast bid upset run come become overcome d".split())


@lru_cache(maxsize=1)
def _plain_words() -> tuple[tuple[Collection[str], ...], Collection[str]]:
    """(collections of words that the lemmatizer's lists know, and of the commonest ones; irregular forms of verbs); none where there is no such list."""
    nlp = pipeline()
    if "lemmatizer" not in nlp.pipe_names or nlp.get_pipe("lemmatizer").mode != "rule":
        return (), ()
    lookups, verb = nlp.get_pipe("lemmatizer").lookups, nlp.vocab.strings["verb"]
    return (nlp.Defaults.stop_words, *lookups.get_table("lemma_index", {}).values()), lookups.get_table("lemma_exc", {}).get(verb, ())


def _is_plain(word: str) -> bool:
    """Whether a word is known, and not as an irregular form of a verb."""
    known, irregular = _plain_words()
    return word not in irregular and any(word in words for words in known)


@contextlib.contextmanager
def zone() -> Iterator[None]:
    """A stretch of work under the pipeline's lock after which the words of it are forgotten."""
    nlp = pipeline()
    with _lock:
        with nlp.memory_zone():
            yield
        _forget_lemmas(nlp)


def _forget_lemmas(nlp) -> None:
    """The lemmatizer and the ruler remember every word they ever met: only those that are known for good may stay."""
    lemmas = nlp.get_pipe("lemmatizer").cache if "lemmatizer" in nlp.pipe_names else {}
    named = nlp.get_pipe("coach_ruler").named if "coach_ruler" in nlp.pipe_names else {}
    for place, cache in enumerate((lemmas, named)):
        for key in list(islice(reversed(cache), max(0, len(cache) - _kept[place]))):
            if (key[0] if cache is lemmas else key) not in nlp.vocab.strings:
                del cache[key]
        _kept[place] = len(cache)


_kept = [0, 0]
"""How many words of the lemmatizer's and of the ruler's memory were looked at and may stay."""


def lock():
    """The one lock for the pipeline and its string store."""
    return _lock


__all__ = ["ModelMissingError", "know", "lemmas", "lock", "model", "parse", "parsed", "pipeline", "tagged", "tokens", "versions", "zone"]
