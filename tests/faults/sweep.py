"""The sweep: which points there are, fork servers that break them, and the table of what came of it."""

from __future__ import annotations

import json
import os
import queue
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.shim import CALLS, FAULTS, build

ROOT = Path(__file__).parents[2]
SEED = 20261122
SEEDED = 200
"""So many points of an operation that is too large for all of them."""
KNOWN: dict[str, str] = {
    r"^new.*in between: \d+ lines, 2 epochs": "断电丢了这台电脑的名字，下次打开从新的一段编号",
    r"^found.*in between: \d+ lines, [12] epochs": "新建全部台账分两次提交，断在中间留下一本没有小区的台账",
    r"^(new|found).*OSError.*files\.py": "这台电脑的名字写不下来时，新建没有说人话",
    r"^(new|found).*OSError.*book\.py": "新建没成、又收拾不了时，没有说人话",
}
"""Faults the sweep has found and that are not mended yet: they are printed and counted, and fail nothing."""

Verdict = dict[str, Any]


class Worker:
    """One fork server in a process of its own."""

    def __init__(self, library: Path, folder: Path) -> None:
        folder.mkdir()
        environment = {**os.environ, "LD_PRELOAD": str(library), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "tests.faults.worker", str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", env=environment, cwd=ROOT,
        )  # fmt: skip

    def ask(self, **point: Any) -> Verdict:
        """The verdict on one point."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(point) + "\n")
        self._process.stdin.flush()
        answer: Verdict = json.loads(self._process.stdout.readline())
        return answer

    def end(self) -> None:
        """Lets it go home."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


class Workers:
    """As many fork servers as there are cores; each point goes to one that is free."""

    def __init__(self, library: Path, folder: Path, count: int) -> None:
        self._free: queue.Queue[Worker] = queue.Queue()
        self._all = [Worker(library, folder / f"worker{n}") for n in range(count)]
        for worker in self._all:
            self._free.put(worker)

    def ask(self, **point: Any) -> Verdict:
        """The verdict on one point, by the next free one."""
        worker = self._free.get()
        try:
            return worker.ask(**point)
        finally:
            self._free.put(worker)

    def ask_all(self, points: Iterable[Verdict]) -> Iterator[Verdict]:
        """The verdicts on many points, in their order."""
        with ThreadPoolExecutor(len(self._all)) as pool:
            yield from pool.map(lambda point: self.ask(**point), points)

    def points(self, operation: str, fault: str) -> list[Verdict]:
        """Every point of an operation at which this fault can happen; the last, of one that kills, is right after."""
        answer = self.ask(operation=operation)
        assert "calls" in answer, answer
        only = FAULTS[fault].only
        count = sum(1 for call in answer["calls"] if not only or only >> CALLS.index(call.split()[0]) & 1)
        last = count + FAULTS[fault].dies
        return [{"operation": operation, "fault": fault, "n": n} for n in range(1, last + 1)]

    def end(self) -> None:
        """Lets all go home."""
        for worker in self._all:
            worker.end()


@contextmanager
def workers(count: int = 0) -> Iterator[Workers | None]:
    """Fork servers on a folder of their own, in memory where that can be; None where no shim can be built."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="faults-", dir=memory if memory.is_dir() else None) as name:
        library = build(Path(name))
        if library is None:
            yield None
            return
        started = Workers(library, Path(name), count or os.cpu_count() or 1)
        try:
            yield started
        finally:
            started.end()
            shutil.rmtree(name, ignore_errors=True)


def some(points: list[Verdict], count: int, salt: str = "") -> list[Verdict]:
    """A seeded choice of points, or all of them."""
    chance = random.Random(f"{SEED}{salt}")
    return points if len(points) <= count else sorted(chance.sample(points, count), key=lambda p: p["n"])


def known(operation: str, wrong: Iterable[str]) -> str:
    """The title of a known fault that explains all that is wrong; "" for none."""
    told = [f"{operation} {line}" for line in wrong]
    titles = {next((title for sign, title in KNOWN.items() if re.search(sign, line)), "") for line in told}
    return "" if "" in titles else "；".join(sorted(titles))


@dataclass
class Tally:
    """What came of many points: counts by operation and fault, what was wrong, what was known, the seconds."""

    points: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: dict[tuple[str, str], list[Verdict]] = field(default_factory=lambda: defaultdict(list))
    known: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    reopened: int = 0
    seconds: Counter[str] = field(default_factory=Counter)

    def add(self, verdict: Verdict) -> None:
        """Counts one verdict."""
        if "operation" not in verdict:
            raise AssertionError(verdict["wrong"])
        where = (verdict["operation"], verdict["fault"])
        self.points[where] += 1
        self.seconds[verdict["operation"]] += verdict["seconds"]
        self.refused += any(line.startswith("refused") for line in verdict["said"])
        self.reopened += any(line.startswith("reopened") for line in verdict["said"])
        if verdict["wrong"]:
            title = known(verdict["operation"], verdict["wrong"])
            if title:
                self.known[title] += 1
            else:
                self.wrong[where].append(verdict)

    def table(self, titles: dict[str, str]) -> str:
        """One line an operation, one column a fault: points, and how many of them were wrong."""
        faults = list(FAULTS)
        lines = ["".join([f"{'operation':<10}", *(f"{fault:>10}" for fault in faults), "  seconds"])]
        for name, title in titles.items():
            cells = [self._cell(name, fault) for fault in faults]
            lines.append("".join([f"{name:<10}", *(f"{c:>10}" for c in cells), f"{self.seconds[name]:>9.1f}  {title}"]))
        return "\n".join(lines)

    def _cell(self, name: str, fault: str) -> str:
        count, wrong = self.points[name, fault], len(self.wrong.get((name, fault), ()))
        return f"{count} ✗{wrong}" if wrong else str(count or "-")
