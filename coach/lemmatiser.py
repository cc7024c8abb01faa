"""The model's lemmatizer, the same to the last lemma: what it was asked before is looked up for a whole text at once."""

from typing import Any


def lemmatiser_of(stock: Any) -> "Lemmatiser | None":
    """Our lemmatizer for a stock one, or None where it works by other means than rules and lists."""
    return Lemmatiser(stock) if stock.mode == "rule" and not stock.overwrite else None


class Lemmatiser:
    """Does what a spaCy Lemmatizer of mode "rule" does.

    cache: (word, part of speech, morphology) as string ids -> its lemmas, the first of which counts; filled as texts come,
    and in the stock one's own shape, which looks into it too.
    """

    def __init__(self, stock: Any):
        from spacy.attrs import LEMMA, MORPH, ORTH, POS

        self.stock, self.mode, self.lookups, self.cache = stock, stock.mode, stock.lookups, stock.cache
        self.reads, self.writes = [ORTH, POS, MORPH, LEMMA], [LEMMA]
        index = stock.lookups.get_table("lemma_index", {})
        for kind, words in list(index.items()):
            index[kind] = frozenset(words)  # a list of up to 57,000 words is read from end to end for a form that is not there

    def __call__(self, doc: Any) -> Any:
        import numpy

        cache, add, lemmas = self.cache, doc.vocab.strings.add, []
        for at, (word, kind, shape, lemma) in enumerate(doc.to_array(self.reads).tolist()):
            if not lemma:
                forms = cache.get((word, kind, shape))
                if forms is None:
                    forms = cache[word, kind, shape] = self.stock.lemmatize(doc[at])
                lemma = add(forms[0])
            lemmas.append(lemma)
        if lemmas:
            doc.from_array(self.writes, numpy.array(lemmas, dtype="uint64").reshape(-1, 1))
        return doc
