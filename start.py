#!/usr/bin/env python3
"""Makes the program's own environment beside this file and runs the program in it; the standard library is enough.

It is written so that Python 3.6 can still read it, because an old Python has to say in words that it is too old.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
LAYOUT = "1"  # raise it when an environment made by an earlier start.py must be made again
WINDOWS = os.name == "nt"

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
WHEELS = HERE / "wheels"
SOURCE = HERE / "src"
RUNTIME = HERE / "requirements.txt"
DEVELOPMENT = HERE / "requirements-dev.txt"
WORKERS = str(2 * (os.cpu_count() or 1))
"""Tests of screens and terminals mostly wait, so two share a core."""

HELP = """用法：python3 start.py 命令        （Windows 上是 py start.py 命令）

  demo     打开一个虚构的小区，随便试
  linli    打开邻里；后面可以接 linli 的命令，例如 start.py linli doctor
  test     检查程序本身：写法、类型、分层、测试；后面的参数交给 pytest
  bench    量快慢
  faults   故意断电、写满磁盘、杀掉程序，看台账丢不丢；后面可以接操作的名字
  wheels   趁有网络，把安装要用的文件存到 wheels 文件夹，拷到没有网络的电脑上用

English: demo opens an invented compound; linli passes everything on; the others are for those who build it.
"""
# Wheels are gathered for these, in pip's words: the oldest system each may run on.
PLATFORMS = {
    "Windows x64": ["win_amd64"],
    "macOS arm64": ["macosx_11_0_arm64"],
    "macOS x64": ["macosx_10_15_x86_64"],
    "Linux x64": ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"],
    "Linux arm64": ["manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"],
}
PYTHONS = ["3.11", "3.12", "3.13"]
PYTHON = "{}.{}".format(*sys.version_info)

PIP_CHECKED = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]

NO_NETWORK = re.compile(
    r"NewConnectionError|NameResolutionError|TimeoutError|ProxyError|SSLError|ConnectionResetError|ProtocolError"
    r"|Network is unreachable|name resolution|getaddrinfo|Connection refused"
)
NO_WHEEL = re.compile(r"No matching distribution found for ([A-Za-z0-9._-]+)")
OTHER_TROUBLES = {
    r"Permission denied|Read-only file system|Errno 13\b|Errno 30\b|WinError (5|19|32)\b": (
        "不能在这个文件夹里写文件。请关掉别的邻里窗口；还不行就把整个文件夹拷到电脑的硬盘上，从那里打开。",
        "This folder cannot be written; close other windows of the program, or copy the folder to the hard disk.",
    ),
    r"No space left|Errno 28\b|WinError 112\b": ("磁盘满了，没能装好。请腾出 300 MB 再打开一次。", "The disk is full."),
    r"DO NOT MATCH THE HASHES": (
        "安装文件和登记的不一样，没有使用。请换一份 wheels 文件夹，或者换个网络再试。",
        "A package does not match its recorded hash; nothing of it was used.",
    ),
    r"cancelled by user|KeyboardInterrupt": ("准备到一半停下了。再打开一次，会重新准备。", "Interrupted; start again."),
    r"": (
        "没能装好，原因记在 .venv/install.log 里。请把它发给帮您装电脑的人。",
        "The installation failed; .venv/install.log has the reason.",
    ),
}


class Trouble(Exception):
    """Something the person at the laptop can mend: one Chinese sentence and one English."""


def say(text: str) -> None:
    """Write a line to stderr, whatever letters the terminal knows; stdout belongs to the program."""
    letters = sys.stderr.encoding or "utf-8"
    print(text.encode(letters, "replace").decode(letters), file=sys.stderr, flush=True)


def python_in(venv: Path, windows: bool = WINDOWS) -> Path:
    """Return the environment's own Python."""
    return venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"


def packages_in(venv: Path, windows: bool = WINDOWS) -> Path:
    """Return the environment's folder of packages."""
    if windows:
        return venv / "Lib" / "site-packages"
    return venv / "lib" / f"python{PYTHON}" / "site-packages"


def check_python(version: "tuple[int, int]") -> None:
    """Refuse a Python that cannot run the program, naming a newer one if this machine has it."""
    if version >= OLDEST:
        return
    found = "{}.{}".format(*version)
    newer = next((name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)), "")
    mend = f"这台电脑上有 {newer}，请改用 {newer} start.py" if newer else "请到 python.org 下载新版，装好再打开一次"
    raise Trouble(
        f"这个 Python 是 {found}，太旧了；邻里要用 3.11 或更新的版本。{mend}。",
        f"This is Python {found}; 3.11 or newer is needed.",
    )


def check_venv_module() -> None:
    """Refuse a Python that was installed without what makes an environment (Debian splits it off)."""
    from importlib.util import find_spec

    if not (find_spec("venv") and find_spec("ensurepip")):
        raise Trouble(
            "这台电脑的 Python 少装了 venv 部件。请运行 sudo apt install python3-venv，再打开一次。",
            "The venv or ensurepip module is missing; on Debian and its kin: sudo apt install python3-venv",
        )


def check_whole(*parts: Path) -> None:
    """Refuse to start from a copy that lost files on its way."""
    for part in parts:
        if not part.exists():
            name = part.relative_to(HERE).as_posix()
            raise Trouble(f"程序文件不全，少了 {name}。请把整个文件夹重新拷一份。", f"{name} is missing here.")


def stamp_of(development: bool) -> Path:
    """Return the file that says the environment is whole."""
    return VENV / ("linli-test.stamp" if development else "linli-run.stamp")


def stamp_text(development: bool) -> str:
    """Return what that file must hold: what the environment was made from, then the Python that made it."""
    from hashlib import sha256

    made_from = sha256(f"{LAYOUT}\n{HERE}\n".encode("utf-8", "surrogateescape"))
    for pins in [RUNTIME, DEVELOPMENT] if development else [RUNTIME]:
        made_from.update(pins.read_bytes())
    return f"{made_from.hexdigest()}\n{PYTHON}\n"


def fresh(development: bool) -> bool:
    """Tell whether the environment is whole and made from these very files.

    Another Python than the one that made it is no reason to make it again while its own still starts:
    two Pythons on one laptop would take turns tearing it down, perhaps without a network.
    """
    try:
        held = stamp_of(development).read_text(encoding="ascii")
    except (OSError, ValueError):
        return False
    wanted, python = stamp_text(development), python_in(VENV)
    if not python.exists() or held.split()[:1] != wanted.split()[:1]:
        return False
    return held == wanted or run([python, "-c", ""], stderr=subprocess.DEVNULL) == 0


def run(words: "list", **options: "object") -> int:
    """Run a child to its end and return its code; Ctrl+C is the child's to answer, and being ended is passed on."""
    child = subprocess.Popen([str(word) for word in words], **options)  # type: ignore[call-overload]
    kept = signal.signal(signal.SIGINT, signal.SIG_IGN)
    ended = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        code = int(child.wait())
    finally:
        signal.signal(signal.SIGINT, kept)
        signal.signal(signal.SIGTERM, ended)
    return code if code >= 0 else 128 - code


def run_logged(words: "list") -> "tuple[int, str]":
    """Run a child out of sight and return its code and all it said; the log stays in the environment."""
    log = VENV / "install.log"
    with log.open("wb") as out:
        code = run(words, stdout=out, stderr=subprocess.STDOUT)
    return code, log.read_text(encoding="utf-8", errors="replace")


def install_words(pins: Path, wheels: "Path | None", index: bool, again: bool) -> "list":
    """Return the pip words that install the pins: every hash checked, nothing built on this machine."""
    words = ["install", *PIP_CHECKED, "--retries", "2", "-r", pins]  # type: list
    words += ["--find-links", wheels] if wheels else []
    words += [] if index else ["--no-index"]
    return [*words, "--force-reinstall"] if again else words


def why_not(output: str, wheels: bool) -> Trouble:
    """Turn what pip said into one sentence."""
    missing, offline = NO_WHEEL.search(output), NO_NETWORK.search(output)
    name = missing.group(1) if missing else ""
    if offline and wheels and name:
        return Trouble(
            f"wheels 文件夹里没有适合这台电脑（Python {PYTHON}）的 {name}，网络也连不上。请连上网络再打开一次。",
            f"wheels/ holds no {name} for this machine and Python {PYTHON}, and the network cannot be reached.",
        )
    if offline:
        return Trouble(
            "安装要连网络，现在连不上，这里也没有 wheels 文件夹。请连上网络再试；"
            "或者在有网络的电脑上运行 start.py wheels，把 wheels 文件夹拷过来。",
            "No network and no wheels/ folder; one of them is needed.",
        )
    if name:
        return Trouble(
            f"{name} 没有适合这台电脑（Python {PYTHON}）的安装文件。请换 Python {'、'.join(PYTHONS)} 再打开一次。",
            f"There is no wheel of {name} for this machine and Python {PYTHON}.",
        )
    return next(Trouble(*told) for words, told in OTHER_TROUBLES.items() if re.search(words, output))


def wait_for_turn(file: int) -> None:
    """Wait while a start in another window makes the environment; closing the file lets the next one go on."""
    told = False
    while True:
        try:
            if sys.platform == "win32":
                import msvcrt

                return msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
            import fcntl

            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            if not told:
                say("另一个窗口正在准备，请稍等。")
            told = True
            time.sleep(0.5)


def build_venv() -> None:
    """Make an empty environment, in place of whatever an earlier attempt left."""
    check_venv_module()
    if VENV.exists():
        shutil.rmtree(str(VENV))
    VENV.mkdir()
    base = getattr(sys, "_base_executable", None) or sys.executable  # also when .venv's own Python runs this file
    code, output = run_logged([base, "-m", "venv", VENV])
    if code:
        raise why_not(output, wheels=False)


def install(pins: Path, again: bool = False) -> None:
    """Install the pins from the wheels folder; what it lacks, and without one everything, from the index."""
    pip = [python_in(VENV), "-m", "pip"]
    wheels = WHEELS if any(WHEELS.glob("*.whl")) else None
    code, output = run_logged([*pip, *install_words(pins, wheels, not wheels, again)])
    if wheels and NO_WHEEL.search(output):
        code, output = run_logged([*pip, *install_words(pins, wheels, True, again)])
    if code:
        raise why_not(output, bool(wheels))


def write_launcher(venv: Path, windows: bool = WINDOWS) -> None:
    """Put the command linli into the environment; the source is found by a relative path, plain ASCII on any system."""
    packages = packages_in(venv, windows)
    (packages / "linli_src.pth").write_bytes(os.fsencode(os.path.relpath(str(SOURCE), str(packages))) + b"\n")
    if windows:
        (venv / "Scripts" / "linli.cmd").write_bytes(b'@"%~dp0python.exe" -m linli_tui %*\r\n')
        return
    from shlex import quote

    launcher = venv / "bin" / "linli"
    python = quote(str(python_in(venv, windows)))
    launcher.write_bytes(os.fsencode(f'#!/bin/sh\nexec {python} -m linli_tui "$@"\n'))
    launcher.chmod(0o755)


def prepare(development: bool = False) -> Path:
    """Return the environment's Python, making or mending the environment first when it is not fresh."""
    check_whole(SOURCE / "linli_tui", *([RUNTIME, DEVELOPMENT] if development else [RUNTIME]))
    if fresh(development):
        return python_in(VENV)
    with (HERE / ".venv.lock").open("ab") as turn:
        wait_for_turn(turn.fileno())
        if not fresh(development):
            make(development)
    return python_in(VENV)


def make(development: bool) -> None:
    """Make the environment, or add what the tests need; a stamp comes last, so that half-made is not fresh."""
    say("第一次打开，正在准备，大约一两分钟，请不要关窗口。")
    if not fresh(False):
        build_venv()
        install(RUNTIME)
        write_launcher(VENV)
        run_logged([python_in(VENV), "-m", "compileall", "-q", SOURCE])
        stamp_of(False).write_text(stamp_text(False), encoding="ascii")
    if development:
        begun = stamp_of(True).exists()  # pip takes half a package for a whole one, so it is put in again
        stamp_of(True).write_text("begun", encoding="ascii")
        install(DEVELOPMENT, again=begun)
        stamp_of(True).write_text(stamp_text(True), encoding="ascii")
    say("准备好了。")


def linli(words: "list[str]") -> int:
    """Run the program itself."""
    return run([prepare(), "-m", "linli_tui", *words])


def test(words: "list[str]") -> int:
    """Check style, types, rooms and run the tests, all of them even when one fails; the first failure is the answer."""
    python = prepare(development=True)
    check_whole(HERE / "pyproject.toml", HERE / "tests")
    steps = {  # type: dict[str, list]
        "ruff": [python, "-m", "ruff", "check", "."],
        "mypy": [python, "-m", "mypy"],
        "lint-imports": [python.with_name("lint-imports.exe" if WINDOWS else "lint-imports")],
        "pytest": [python, "-m", "pytest", "-n", WORKERS, "--dist", "worksteal", *words],
    }
    codes = []  # type: list[int]
    lines = []
    for name, step in steps.items():
        say(f"== {name}")
        begun = time.monotonic()
        codes.append(run(step, cwd=str(HERE)))
        lines.append("{:<14}{:>7.1f} s  {}".format(name, time.monotonic() - begun, "✗" if codes[-1] else "✓"))
    say("\n".join(["==", *lines]))
    return next((code for code in codes if code), 0)


def bench(words: "list[str]") -> int:
    """Measure the program against its yardsticks."""
    python = prepare(development=True)
    check_whole(HERE / "tests" / "bench")
    return run([python, "-m", "tests.bench", *words], cwd=str(HERE))


def faults(words: "list[str]") -> int:
    """Break the machine at every write and look at what is left."""
    python = prepare(development=True)
    check_whole(HERE / "tests" / "faults")
    return run([python, "-m", "tests.faults", *words], cwd=str(HERE))


def download_words(pins: Path, version: str, tags: "list[str]") -> "list":
    """Return the pip words that gather the wheels of one Python on one kind of machine."""
    words = ["download", *PIP_CHECKED, "--no-deps", "--implementation", "cp", "--python-version", version]  # type: list
    for tag in tags:
        words += ["--platform", tag]
    return [*words, "--dest", WHEELS, "--find-links", WHEELS, "-r", pins]


def without(pins: str, name: str) -> str:
    """Return the requirements without one package and its hashes."""
    return re.sub(rf"(?m)^{re.escape(name)}==(.*\\\n)*.*\n", "", pins)


def gather(python: Path, version: str, tags: "list[str]") -> "list[str]":
    """Fill the wheels folder for one Python on one kind of machine and return the packages that have none."""
    pins = RUNTIME.read_text(encoding="ascii")
    missing = []  # type: list[str]
    wanted = VENV / "wheels-wanted.txt"
    while True:
        wanted.write_text(pins, encoding="ascii")
        code, output = run_logged([python, "-m", "pip", *download_words(wanted, version, tags)])
        if not code:
            return missing
        lacking = NO_WHEEL.search(output)
        if NO_NETWORK.search(output):
            raise Trouble("收集安装文件要连网络，现在连不上。请连上网络再试。", "The network cannot be reached.")
        if not lacking or without(pins, lacking.group(1)) == pins:
            raise why_not(output, wheels=False)
        missing.append(lacking.group(1))
        pins = without(pins, lacking.group(1))


def wheels(words: "list[str]") -> int:
    """Gather what an offline laptop needs, for every kind of machine, and name what cannot be had."""
    python = prepare()
    gaps = []  # type: list[str]
    WHEELS.mkdir(exist_ok=True)
    for machine, tags in PLATFORMS.items():
        for version in PYTHONS:
            say(f"{machine}，Python {version}")
            gaps += [f"{name}（{machine}，Python {version}）" for name in gather(python, version, tags)]
    files = list(WHEELS.glob("*.whl"))
    size = sum(file.stat().st_size for file in files) // 1_000_000
    say(f"wheels 文件夹里有 {len(files)} 个文件，{size} MB。")
    if gaps:
        say("没有现成安装文件的：{}。".format("，".join(gaps)))
    return 1 if gaps else 0


def main(words: "list[str]") -> int:
    """Run one command and return its code: 0 done, 1 refused, 2 wrong call."""
    known = {"linli": linli, "test": test, "bench": bench, "faults": faults, "wheels": wheels}
    if words[:1] == ["demo"]:
        words = ["linli", *words]
    if not words or words[0] not in known:
        say(HELP)
        return 2 if words else 0
    try:
        check_python(sys.version_info[:2])
        return known[words[0]](words[1:])
    except Trouble as told:
        trouble = told
    except KeyboardInterrupt:
        trouble = why_not("KeyboardInterrupt", wheels=False)
    except OSError as error:
        trouble = why_not(str(error), wheels=False)
    say("\n".join(trouble.args))
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
