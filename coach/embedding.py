"""The model's tok2vec, the same to the last bit: its layers one after the other, without what only training needs.

On a short text the stock one spends as long between its layers as in them.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import Any

_SHAPE = (
    "extract_features>>list2ragged>>with_array({embed})>>with_array(maxout>>layernorm>>dropout)>>ragged2list>>"
    "with_array({encode})"
)
_LAYER = "residual(expand_window>>maxout>>layernorm>>dropout)"
_PAD = 4
"""Rows of zeros before, between and after texts, so that no window reaches from one into another."""


def embedder_of(stock: Any) -> "Embedder | None":
    """Our tok2vec for a stock one, or None where it has other layers than ours knows."""
    layers = [layer for layer in stock.model.walk() if layer.name == "hashembed"], [layer for layer in stock.model.walk() if layer.name == _LAYER]
    name = _SHAPE.format(embed="|".join(["ints-getitem>>hashembed"] * len(layers[0])), encode=">>".join([_LAYER] * len(layers[1])))
    windows = [layer.attrs["window_size"] for layer in stock.model.walk() if layer.name == "expand_window"]
    pads = [layer.attrs["pad"] for layer in stock.model.walk() if layer.name.startswith(f"with_array({_LAYER}")]
    return Embedder(stock) if stock.model.name == name and set(windows) == {1} and pads == [_PAD] else None


class Embedder:
    """Does what a spaCy Tok2Vec of hashed features, maxout and windows of three does: gives each Doc its tensor."""

    def __init__(self, stock: Any):
        nodes = list(stock.model.walk())
        self.stock, self.ops = stock, stock.model.ops
        self.columns = next(node.attrs["columns"] for node in nodes if node.name == "extract_features")
        self.tables = [(node.attrs["column"], node.attrs["seed"], node.get_param("E")) for node in nodes if node.name == "hashembed"]
        mixed = [node for node in nodes if node.name == "maxout"], [node for node in nodes if node.name == "layernorm"]
        self.mix, *self.layers = [self.weights(*pair) for pair in zip(*mixed, strict=True)]

    @staticmethod
    def weights(maxout: Any, norm: Any) -> tuple[Any, Any, int, int, Any, Any]:
        """A layer's weights, turned, and biases; how many rows it gives, and of how many pieces; the scale and the shift of its norm."""
        rows, pieces = maxout.get_dim("nO"), maxout.get_dim("nP")
        flat = maxout.get_param("W").reshape(rows * pieces, maxout.get_dim("nI"))
        return flat.T, maxout.get_param("b").reshape(rows * pieces), rows, pieces, norm.get_param("G"), norm.get_param("b")

    def layer(self, inputs: Any, weights: tuple[Any, Any, int, int, Any, Any]) -> Any:
        """Maxout, then layer norm. The order of the operations is the stock one's, so that no bit differs."""
        import numpy

        turned, bias, rows, pieces, scale, shift = weights
        mixed = numpy.dot(inputs, turned)
        mixed += bias
        best, _ = self.ops.maxout(mixed.reshape(len(mixed), rows, pieces))
        best -= numpy.add.reduce(best, axis=1, keepdims=True) / rows
        spread = numpy.add.reduce(best * best, axis=1, keepdims=True) / rows
        spread += 1e-08
        best *= spread ** -0.5
        best *= scale
        best += shift
        return best

    def tensors(self, docs: Sequence[Any]) -> list[Any]:
        """What the stock model predicts for Docs none of which is empty."""
        import numpy

        ops = self.ops
        features = [doc.to_array(self.columns) for doc in docs]
        ids = features[0] if len(features) == 1 else numpy.concatenate(features)
        made = [ops.gather_add(table, ops.hash(numpy.ascontiguousarray(ids[:, column]), seed) % table.shape[0]) for column, seed, table in self.tables]
        flat = self.layer(numpy.concatenate(made, axis=1), self.mix)
        width, lengths = flat.shape[1], [len(each) for each in features]
        rows = numpy.zeros((len(flat) + _PAD * (len(lengths) + 1), width), dtype=flat.dtype)
        before = list(accumulate(lengths, initial=0))
        starts = [_PAD * (number + 1) + read for number, read in enumerate(before[:-1])]
        for start, read, length in zip(starts, before, lengths, strict=False):
            rows[start:start + length] = flat[read:read + length]
        for weights in self.layers:
            rows = rows + self.layer(ops.seq2col(rows, 1), weights)
        return [rows[start:start + length] for start, length in zip(starts, lengths, strict=True)]

    def annotate(self, docs: Sequence[Any]) -> None:
        found = self.tensors(docs) if all(len(doc) for doc in docs) else self.stock.predict(docs)
        for doc, tensor in zip(docs, found, strict=True):
            doc.tensor = tensor

    def __call__(self, doc: Any) -> Any:
        self.annotate([doc])
        return doc

    def pipe(self, docs: Iterable[Any], *, batch_size: int) -> Iterator[Any]:
        rest = iter(docs)
        while batch := list(islice(rest, batch_size)):
            self.annotate(batch)
            yield from batch
