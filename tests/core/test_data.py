"""The data folder is found in the repository and in an installed package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from linli_tui.core import data


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "data" / "rules").mkdir(parents=True)
    monkeypatch.setattr(data, "find_folder", lambda: tmp_path / "data")
    data.read_toml.cache_clear()
    yield tmp_path
    data.read_toml.cache_clear()


def test_an_installed_package_brings_its_own(tmp_path: Path) -> None:
    package = tmp_path / "src" / "linli_tui"
    package.mkdir(parents=True)
    with pytest.raises(FileNotFoundError, match="no data folder"):
        data.find_folder(package)
    (tmp_path / "data").mkdir()
    assert data.find_folder(package) == tmp_path / "data"
    (package / "data").mkdir()
    assert data.find_folder(package) == package / "data"


def test_toml_is_read_as_utf8_and_once(checkout: Path) -> None:
    file = checkout / "data" / "rules" / "votes.toml"
    file.write_text('law = "民法典"\n', encoding="utf-8")
    assert data.path("rules", "votes.toml") == file
    assert data.read_toml("rules", "votes.toml") == {"law": "民法典"}
    file.unlink()
    assert data.read_toml("rules", "votes.toml") == {"law": "民法典"}
