"""Fork servers for the tests of the sweep."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.sweep import Workers, workers


@pytest.fixture(scope="session")
def servers() -> Iterator[Workers]:
    """Fork servers with the shim; without a compiler nothing of this is verified, and that is counted."""
    with workers() as started:
        if started is None:
            print("未验证：断电、磁盘满、被杀掉（这里没有 cc，或者不是 Linux）")
            pytest.skip("未验证: no compiler here, so no shim")
        yield started


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a book is to be."""
    return tmp_path / "小.台账"
