"""The wheel: built without a network, whole, and able to start from where pip puts it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from linli_tui import __version__

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


def call(*words: str | Path, cwd: Path) -> str:
    """Run a command with nothing of this environment's settings and return its output; it must succeed."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    done = subprocess.run(words, cwd=cwd, env=settings, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this very tree."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index"]
    call(*pip, "--wheel-dir", folder, ROOT, cwd=folder)
    (file,) = folder.glob("*.whl")
    return file


def test_everything_is_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    for folder, place in ((ROOT / "src" / "linli_tui", "linli_tui"), (ROOT / "data", "linli_tui/data")):
        files = [file for file in folder.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
        assert files
        assert {f"{place}/{file.relative_to(folder).as_posix()}" for file in files} <= inside
    assert not [name for name in inside if name.startswith(("tests", "docs")) or name.endswith(".pyc")]


def test_installed_it_starts_and_finds_its_data(wheel: Path, tmp_path: Path) -> None:
    venv = tmp_path / "venv"
    call(sys.executable, "-m", "venv", "--without-pip", venv, cwd=tmp_path)
    scripts = venv / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index"]
    call(*pip, wheel, cwd=tmp_path)

    # The parts are borrowed from the environment of the tests; a .pth inside that folder, ours among them, is not read.
    packages = call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip()
    (Path(packages) / "borrowed.pth").write_text(os.path.relpath(sysconfig.get_path("purelib"), packages) + "\n")

    assert __version__ in call(scripts / "linli", "--version", cwd=tmp_path)
    finds = "from linli_tui.core import data; print(data.find_folder())"
    assert call(python, "-c", finds, cwd=tmp_path).strip() == str(Path(packages) / "linli_tui" / "data")
