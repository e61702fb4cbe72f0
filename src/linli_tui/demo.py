"""The demonstration book as people meet it: made once for a size, a span and a seed, kept, and copied for every run."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from linli_tui.book import files
from linli_tui.core import data
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.demo import SEED, SIZE

__all__ = ["SEED", "SIZE", "make", "own_home"]
_MADE_FROM = ("core", "book", "ledgers")
_DATA = ("demo", "rules")


def make(path: Path, size: int = SIZE, years: int = 1, seed: int = SEED) -> None:
    """Puts a demonstration book at a path; the second time in a moment. Raises Refused where a file is there."""
    if path.exists():
        raise Refused(say("「{name}」已经有了。", name=path.name), say("原来的文件没有动。"), say("请换一个名字。"))
    files.refuse_bad_place(path)
    kept = _folder() / f"{_mark()}-{size}-{years}-{seed}{files.SUFFIX}"
    if not kept.exists():
        _fill(kept, size, years, seed)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    shutil.copyfile(kept, part)
    _make_its_own(part)
    os.replace(part, path)


@contextmanager
def own_home(folder: Path) -> Iterator[None]:
    """Keeps what the program remembers in a folder of the demonstration, so that the real shelf stays as it is."""
    before, machine = os.environ.get("LINLI_HOME"), files.machine()
    os.environ["LINLI_HOME"] = str(folder)
    try:
        files.replace_file(folder / "machine", machine.encode("ascii"))
        yield
    finally:
        if before is None:
            del os.environ["LINLI_HOME"]
        else:
            os.environ["LINLI_HOME"] = before


def _fill(kept: Path, size: int, years: int, seed: int) -> None:
    """Makes the book beside its place and moves it there; books made by other versions of the program are dropped."""
    from linli_tui.ledgers import demo

    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob(f"*{files.SUFFIX}"):
        if not old.name.startswith(_mark()):
            old.unlink(missing_ok=True)
    part = kept.parent / f"part-{secrets.token_hex(4)}"
    try:
        with own_home(part / "home"):
            demo.make(part / kept.name, size=size, years=years, seed=seed).close()
        os.replace(part / kept.name, kept)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _make_its_own(copy: Path) -> None:
    """Gives a copy an identity of its own, so that two of them are not taken for an older and a newer one."""
    from linli_tui.book import engine, schema

    connection = engine.connect(copy)
    schema.set_meta(connection, "book", secrets.token_hex(16))
    engine.close(connection)


def _folder() -> Path:
    if "LINLI_HOME" in os.environ:
        return files.user_folder() / "demo"
    from platformdirs import user_cache_path

    return user_cache_path("linli", appauthor=False) / "demo"


def _mark() -> str:
    """Twelve digits that are others as soon as anything the book is made from has changed."""
    package = Path(__file__).parent
    sources = [path for name in _MADE_FROM for path in (package / name).rglob("*.py")]
    sources += [path for name in _DATA for path in data.path(name).rglob("*.toml")]
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in sorted(sources))).hexdigest()[:12]
