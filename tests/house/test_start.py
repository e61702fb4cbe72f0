"""start.py: what it asks of pip, when it makes the environment again, what it says, on every kind of machine."""

from __future__ import annotations

import ast
import importlib.util
import re
import signal
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def start() -> ModuleType:
    """start.py as a module of its own."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(start: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the program's folder with a whole environment, as start.py sees it."""
    here = tmp_path / "王芳的 邻里"
    (here / "src" / "linli_tui").mkdir(parents=True)
    (here / "requirements.txt").write_text("stone==1.0 --hash=sha256:00\n", encoding="ascii")
    (here / "requirements-dev.txt").write_text("chisel==1.0 --hash=sha256:00\n", encoding="ascii")
    for name, path in {
        "HERE": here,
        "VENV": here / ".venv",
        "WHEELS": here / "wheels",
        "SOURCE": here / "src",
        "RUNTIME": here / "requirements.txt",
        "DEVELOPMENT": here / "requirements-dev.txt",
    }.items():
        monkeypatch.setattr(start, name, path)
    python = start.python_in(start.VENV)
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    start.stamp_of(False).write_text(start.stamp_text(False), encoding="ascii")
    return here


# What an old Python and the files beside start.py must be.


def test_python_3_6_can_read_it() -> None:
    ast.parse((ROOT / "start.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_it_imports_the_standard_library_only() -> None:
    tree = ast.parse((ROOT / "start.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_pins_have_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="ascii")
    entries = re.split(r"(?<!\\)\n", text.strip())
    assert all(re.match(r"[a-z0-9-]+==\S+ (; [^\\]+)?\\\n    --hash=sha256:[0-9a-f]{64}", entry) for entry in entries)
    assert "://" not in text and "index" not in text


def test_every_dependency_is_pinned_for_every_machine() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    text = (ROOT / "requirements.txt").read_text(encoding="ascii")
    pinned = set(re.findall(r"(?m)^([a-z0-9-]+)==", text))
    named = {re.split(r"[=~>]", line)[0].lower() for line in project["project"]["dependencies"]}
    assert named | {"pip"} <= pinned
    assert ";" not in text, "`start.py wheels` would judge a marker by this machine, not by the one it gathers for"


def test_every_dependency_says_why() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    wants = [line for line in lines if re.match(r' {4}"[A-Za-z0-9-]+[=~>]=', line)]
    assert len(wants) > 15 and all("# " in line for line in wants)


def test_the_double_click_is_a_windows_file() -> None:
    raw = (ROOT / "打开邻里.cmd").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n") and raw.startswith(b"@echo off")
    assert b'cd /d "%~dp0"' in raw and b"start.py linli %*" in raw
    lines = raw.decode("utf-8").splitlines()
    assert all(line.isascii() or line.startswith("echo ") for line in lines)


# Paths and commands of each kind of machine.


def test_where_the_environment_keeps_things(start: ModuleType) -> None:
    venv = Path("place")
    assert start.python_in(venv, windows=True).as_posix() == "place/Scripts/python.exe"
    assert start.python_in(venv, windows=False).as_posix() == "place/bin/python"
    assert start.packages_in(venv, windows=True).as_posix() == "place/Lib/site-packages"
    assert start.packages_in(venv, windows=False).as_posix() == f"place/lib/python{start.PYTHON}/site-packages"


def test_windows_launcher_is_ascii_whatever_the_folder_is_called(start: ModuleType, folder: Path) -> None:
    venv = folder / "made"
    packages = start.packages_in(venv, windows=True)
    packages.mkdir(parents=True)
    (venv / "Scripts").mkdir()
    start.write_launcher(venv, windows=True)
    assert (venv / "Scripts" / "linli.cmd").read_bytes() == b'@"%~dp0python.exe" -m linli_tui %*\r\n'
    path = (packages / "linli_src.pth").read_text(encoding="ascii").strip()
    assert (packages / path).resolve() == folder / "src"


def test_launcher_elsewhere_survives_spaces(start: ModuleType, folder: Path) -> None:
    start.packages_in(folder / ".venv").mkdir(parents=True)
    start.write_launcher(folder / ".venv", windows=False)
    launcher = folder / ".venv" / "bin" / "linli"
    assert f"exec '{folder}/.venv/bin/python' -m linli_tui \"$@\"" in launcher.read_text(encoding="utf-8")
    assert launcher.stat().st_mode & 0o111


def test_pip_checks_hashes_builds_nothing_and_stays_offline_with_wheels(start: ModuleType) -> None:
    offline = start.install_words(Path("r.txt"), Path("wheels"), index=False, again=False)
    online = start.install_words(Path("r.txt"), None, index=True, again=True)
    for words in (offline, online):
        assert "--require-hashes" in words
        assert words[words.index("--only-binary") + 1] == ":all:"
        assert words[words.index("-r") + 1] == Path("r.txt")
    assert "--no-index" in offline and offline[offline.index("--find-links") + 1] == Path("wheels")
    assert "--no-index" not in online and "--find-links" not in online
    assert "--force-reinstall" in online and "--force-reinstall" not in offline


@pytest.mark.parametrize(
    ("machine", "tags"),
    [
        ("Windows x64", {"win_amd64"}),
        ("macOS arm64", {"macosx_11_0_arm64"}),
        ("macOS x64", {"macosx_10_15_x86_64"}),
        ("Linux x64", {"manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"}),
        ("Linux arm64", {"manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"}),
    ],
)
def test_wheels_of_a_machine(start: ModuleType, machine: str, tags: set[str]) -> None:
    words = start.download_words(Path("r.txt"), "3.12", start.PLATFORMS[machine])
    assert {words[at + 1] for at, word in enumerate(words) if word == "--platform"} == tags
    assert words[words.index("--python-version") + 1] == "3.12"
    assert "--require-hashes" in words and "--no-deps" in words


def test_a_package_without_a_wheel_is_named_and_the_rest_gathered(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pins = "stone==1.0 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\nmortar==2.0 \\\n    --hash=sha256:22\n"
    start.RUNTIME.write_text(pins, encoding="ascii")
    start.stamp_of(False).write_text(start.stamp_text(False), encoding="ascii")
    asked = []

    def answer(words: list) -> tuple[int, str]:
        wanted = Path(words[-1]).read_text(encoding="ascii")
        asked.append(wanted)
        lacks = "stone" in wanted and "win_amd64" in words
        return (1, "ERROR: No matching distribution found for stone==1.0") if lacks else (0, "")

    monkeypatch.setattr(start, "run_logged", answer)
    assert start.main(["wheels"]) == 1
    assert "mortar==2.0 \\\n    --hash=sha256:22\n" in asked
    said = capsys.readouterr().err
    assert "stone（Windows x64，Python 3.13）" in said and "stone（Linux" not in said


# When the environment is made again.


def test_a_whole_environment_is_left_alone(start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "make", lambda *_: pytest.fail("made again"))
    assert start.prepare() == folder / ".venv" / "bin" / "python"
    assert not start.fresh(True), "the tools of the tests are not in it yet"


def test_other_pins_another_folder_or_no_python_make_it_again(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as moved:
        moved.setattr(start, "HERE", folder / "elsewhere")
        assert not start.fresh(False)
    start.RUNTIME.write_text("stone==1.1 --hash=sha256:00\n", encoding="ascii")
    assert not start.fresh(False)
    start.RUNTIME.write_text("stone==1.0 --hash=sha256:00\n", encoding="ascii")
    assert start.fresh(False)
    start.python_in(start.VENV).unlink()
    assert not start.fresh(False)


def test_two_pythons_do_not_tear_down_each_others_work(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "PYTHON", "3.99")
    assert start.fresh(False)
    python = start.python_in(start.VENV)
    python.unlink()
    python.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    python.chmod(0o755)
    assert not start.fresh(False)


def test_an_interrupted_set_of_tools_is_put_in_again(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = []

    def break_off(pins: Path, again_too: bool = False, **named: bool) -> None:
        again.append((pins.name, named.get("again", again_too)))
        if len(again) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(start, "install", break_off)
    with pytest.raises(KeyboardInterrupt):
        start.prepare(development=True)
    assert start.fresh(False) and not start.fresh(True)
    start.prepare(development=True)
    assert start.fresh(True)
    assert again == [("requirements-dev.txt", False), ("requirements-dev.txt", True)]


# What is said.


def test_an_old_python_is_told_what_to_do(start: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start.shutil, "which", lambda name: None)
    with pytest.raises(start.Trouble, match=r"这个 Python 是 3\.9，太旧了；.*python\.org"):
        start.check_python((3, 9))
    monkeypatch.setattr(start.shutil, "which", lambda name: name if name == "python3.12" else None)
    with pytest.raises(start.Trouble, match=r"请改用 python3\.12 start\.py"):
        start.check_python((3, 10))
    start.check_python((3, 11))
    start.check_python((4, 0))


@pytest.mark.parametrize("module", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_what_to_install(
    start: ModuleType, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == module else found(name))
    with pytest.raises(start.Trouble, match="sudo apt install python3-venv"):
        start.check_venv_module()


OFFLINE = "WARNING: Retrying after 'NewConnectionError(... Temporary failure in name resolution)'\n"
MISSING = "ERROR: No matching distribution found for sqlcipher3==0.6.4\n"


@pytest.mark.parametrize(
    ("output", "wheels", "chinese"),
    [
        (OFFLINE + MISSING, False, "这里也没有 wheels 文件夹"),
        (OFFLINE + MISSING, True, "wheels 文件夹里没有适合这台电脑"),
        (MISSING, True, "sqlcipher3 没有适合这台电脑"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", True, "和登记的不一样"),
        ("OSError: [Errno 28] No space left on device", False, "磁盘满了"),
        ("[WinError 112] There is not enough space on the disk", False, "磁盘满了"),
        ("[Errno 30] Read-only file system: 'x'", False, "不能在这个文件夹里写文件"),
        ("[WinError 5] Access is denied: 'x'", False, "不能在这个文件夹里写文件"),
        ("ERROR: Operation cancelled by user", False, "停下了"),
        ("something nobody thought of", False, "install.log"),
    ],
)
def test_what_pip_says_becomes_a_sentence(start: ModuleType, output: str, wheels: bool, chinese: str) -> None:
    trouble = start.why_not(output, wheels)
    assert chinese in trouble.args[0] and trouble.args[0].endswith("。")
    assert trouble.args[1].isascii() and "\n" not in "".join(trouble.args)


def test_a_folder_that_cannot_be_written(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    start.stamp_of(False).unlink()
    monkeypatch.setattr(start, "wait_for_turn", refuse)
    assert start.main(["linli"]) == 1
    assert "不能在这个文件夹里写文件" in capsys.readouterr().err


@pytest.mark.parametrize("lost", ["src/linli_tui", "requirements.txt"])
def test_a_copy_that_lost_files(start: ModuleType, folder: Path, lost: str, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / lost).rename(folder / "lost")
    assert start.main(["linli"]) == 1
    assert f"少了 {lost}" in capsys.readouterr().err


def test_help_and_a_wrong_call(start: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert start.main([]) == 0
    assert start.main(["dmeo"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("用法：python3 start.py") == 2


# Running.


def test_what_a_child_answers_is_passed_on(start: ModuleType) -> None:
    assert start.run([sys.executable, "-c", "raise SystemExit(7)"]) == 7
    ended = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
    assert start.run([sys.executable, "-c", ended]) == 128 + signal.SIGTERM


def test_ctrl_c_is_the_childs_to_answer() -> None:
    asks = "import os, signal\ntry: os.kill(os.getppid(), signal.SIGINT); os.kill(os.getpid(), signal.SIGINT)\n"
    asks += "except KeyboardInterrupt: raise SystemExit(5)"
    parent = f"import start, sys; sys.exit(start.run([sys.executable, '-c', {asks!r}]))"
    assert subprocess.run([sys.executable, "-c", parent], cwd=ROOT, check=False).returncode == 5


def test_demo_is_linli_demo(start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list] = []
    monkeypatch.setattr(start, "run", lambda words: ran.append(words) or 0)
    assert start.main(["demo", "--size", "3000"]) == 0
    assert ran == [[folder / ".venv" / "bin" / "python", "-m", "linli_tui", "demo", "--size", "3000"]]


def test_all_checks_run_and_the_first_failure_answers(
    start: ModuleType, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "pyproject.toml").touch()
    (folder / "tests").mkdir()
    ran: list[list[str]] = []

    def fail(words: list, cwd: str) -> int:
        ran.append([str(word) for word in words])
        return {2: 3, 4: 1}.get(len(ran), 0)

    monkeypatch.setattr(start, "prepare", lambda development: start.python_in(start.VENV))
    monkeypatch.setattr(start, "run", fail)
    assert start.main(["test", "tests/core", "-k", "dates"]) == 3
    assert [words[2] if words[1:2] == ["-m"] else Path(words[0]).name for words in ran] == [
        "ruff", "mypy", "lint-imports", "pytest",
    ]  # fmt: skip
    assert ran[3][-3:] == ["tests/core", "-k", "dates"] and ran[0][-1] == "."
    assert re.search(r"ruff +0\.0 s  ✓\nmypy +0\.0 s  ✗\nlint-imports", capsys.readouterr().err)
