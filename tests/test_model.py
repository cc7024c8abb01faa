"""The model's files are what the coach was made with, or it says which is not."""

from pathlib import Path
import shutil

import pytest

from coach import model as models


@pytest.fixture
def fresh(monkeypatch):
    models.model.cache_clear()
    yield monkeypatch
    models.model.cache_clear()


def test_the_installed_model_is_sealed(fresh):
    assert models.model().sealed


def test_a_file_that_differs_is_named(fresh, tmp_path: Path):
    name, version, folder = (found := models.model()).name, found.version, found.folder
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    with (copy / "tagger" / "model").open("ab") as file:
        file.write(b"x")
    models.model.cache_clear()
    fresh.setattr(models, "_folder", lambda asked: (version, copy) if asked == name else None)
    with pytest.raises(models.ModelMissingError, match=r"tagger.model is not the file"):
        models.model()
    fresh.setenv(models.ASKED_FOR, name)
    assert not models.model().sealed


def test_a_model_that_is_not_there_is_said_to_be_missing(fresh):
    fresh.setenv(models.ASKED_FOR, "en_core_web_none")
    with pytest.raises(models.ModelMissingError, match="en_core_web_none"):
        models.model()
    fresh.delenv(models.ASKED_FOR)
    fresh.setattr(models, "_folder", lambda asked: None)
    with pytest.raises(models.ModelMissingError, match="make run"):
        models.model()
