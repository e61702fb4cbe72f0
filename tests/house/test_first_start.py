"""start.py on a laptop of its own: a folder copied from a stick, one wheel, a network that answers nobody."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


def write_wheel(wheels: Path) -> str:
    """Write a package `stone` of one line into the folder and return its pin."""
    wheels.mkdir()
    file = wheels / "stone-1.0-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("stone.py", "SAYS = 'stone'\n")
        archive.writestr("stone-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: stone\nVersion: 1.0\n")
        archive.writestr("stone-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("stone-1.0.dist-info/RECORD", "")
    return f"stone==1.0 \\\n    --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


def write_laptop(here: Path) -> None:
    """Write a folder as it is copied from a stick: start.py, a program, its pins, their wheels."""
    program = here / "src" / "linli_tui"
    program.mkdir(parents=True)
    (program / "__init__.py").touch()
    says = "import sys, stone\nprint(stone.SAYS, *sys.argv[1:])\nsys.exit(4 if 'bad' in sys.argv else 0)\n"
    (program / "__main__.py").write_text(says, encoding="utf-8")
    (here / "start.py").write_bytes((ROOT / "start.py").read_bytes())
    (here / "requirements.txt").write_text(write_wheel(here / "wheels"), encoding="ascii")


def call(here: Path, *words: str, direct: bool = False) -> subprocess.CompletedProcess[str]:
    """Call linli through start.py, or without it, on a machine whose network answers nobody."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    environment |= {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}
    begin = [here / ".venv" / "bin" / "python", "-m", "linli_tui"] if direct else [sys.executable, here / "start.py"]
    return subprocess.run(
        [*begin, *words], env=environment, capture_output=True, encoding="utf-8", cwd=here.parent, check=False
    )


def quickest(here: Path, *words: str, direct: bool = False) -> float:
    """Return the seconds of the quickest of seven calls, which is the one least disturbed."""
    taken = []
    for _ in range(7):
        begun = time.perf_counter()
        call(here, *words, direct=direct)
        taken.append(time.perf_counter() - begun)
    return min(taken)


@pytest.mark.skipif(os.name == "nt", reason="looks into bin/")
def test_first_second_and_mended_start_without_a_network(tmp_path: Path) -> None:
    here = tmp_path / "邻 里"
    write_laptop(here)
    first = call(here, "linli", "--version")
    assert (first.returncode, first.stdout) == (0, "stone --version\n") and "准备好了" in first.stderr

    second = call(here, "linli", "bad")
    assert (second.returncode, second.stdout, second.stderr) == (4, "stone bad\n", "")
    launched = subprocess.run([here / ".venv" / "bin" / "linli", "a b"], capture_output=True, text=True, check=True)
    assert launched.stdout == "stone a b\n"
    assert quickest(here, "linli", "x") - quickest(here, "x", direct=True) < 0.1

    (here / ".venv" / "linli-run.stamp").unlink()
    next((here / ".venv").rglob("stone.py")).unlink()
    mended = call(here, "linli", "again")
    assert (mended.returncode, mended.stdout) == (0, "stone again\n")


def test_neither_network_nor_wheels(tmp_path: Path) -> None:
    here = tmp_path / "邻里"
    write_laptop(here)
    next((here / "wheels").iterdir()).unlink()
    refused = call(here, "linli")
    assert refused.returncode == 1 and refused.stdout == ""
    assert "这里也没有 wheels 文件夹" in refused.stderr and "Traceback" not in refused.stderr
