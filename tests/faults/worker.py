"""A fork server: started with the shim and everything imported, it breaks one copy of a book after another.

python -m tests.faults.worker FOLDER: one point a line on stdin as JSON, one verdict a line on stdout.
"""

from __future__ import annotations

import gc
import json
import os
import select
import shutil
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from linli_tui.book import files, shape, verifier
from linli_tui.book.check import check
from linli_tui.core.refusal import Refused
from tests.faults.every import OPERATIONS
from tests.faults.operations import Operation, Stage
from tests.faults.oracle import look
from tests.faults.planted import PLANTED
from tests.faults.shim import FAULTS, Fault, Shim, cut_power, keep_shadows

PATIENCE = 120
"""Seconds after which a child is taken to hang."""


@dataclass(frozen=True, slots=True)
class Script:
    """What a child does: the operation so many times, one more record; something breaks, or the calls are told."""

    times: int = 1
    goes_on: bool = True
    fault: Fault | None = None
    n: int = 0
    lies: int = 0
    tells_calls: bool = False


@dataclass(slots=True)
class Run:
    """What came of it: what was said and acknowledged, how it ended, the state found afterwards, what is wrong."""

    said: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    killed: bool = False
    state: str = ""
    wrong: list[str] = field(default_factory=list)

    @property
    def calls(self) -> list[str]:
        """The calls it made, in order."""
        return [line.removeprefix("call ") for line in self.said if line.startswith("call ")]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What an operation does when nothing breaks: its calls, and the states that are right afterwards."""

    calls: list[str]
    before: str
    after: str
    later: frozenset[str]


class Server:
    """Prepares each operation once, forks for each point and judges what is left."""

    def __init__(self, folder: Path, shim: Shim) -> None:
        self._folder, self._shim = folder, shim
        self._ready: dict[str, Any] = {}
        self._baselines: dict[str, Baseline] = {}
        self._copies = 0

    def judge(self, operation: str, fault: str = "", n: int = 0, plant: str = "") -> dict[str, Any]:
        """The verdict on one point; without a fault the calls that can be broken."""
        baseline = self._baseline(operation)
        if not fault:
            return {"calls": baseline.calls}
        begun = time.monotonic()
        planted, broken = PLANTED.get(plant), FAULTS[fault]
        run = self._run(operation, Script(fault=broken, n=n, lies=planted.lies if planted else 0), plant)
        wrong = [*run.wrong, *_misfits(OPERATIONS[operation], baseline, broken, run)]
        told = {"operation": operation, "fault": fault, "n": n, "plant": plant}
        return {**told, "wrong": wrong, "said": run.said, "seconds": time.monotonic() - begun}

    def _baseline(self, name: str) -> Baseline:
        if name not in self._baselines:
            before = self._run(name, Script(times=0, goes_on=False))
            once = self._run(name, Script(goes_on=False, tells_calls=True))
            later = [self._run(name, Script(times=times)) for times in ((1,) if OPERATIONS[name].large else (1, 2))]
            wrong = [*before.wrong, *once.wrong, *later[0].wrong]
            assert once.said[-1] == "end" and not wrong, (name, once.said, wrong)
            states = frozenset(run.state for run in later)
            self._baselines[name] = Baseline(once.calls, before.state, once.state, states)
        return self._baselines[name]

    def _prepared(self, name: str) -> Path:
        folder, operation = self._folder / f"before-{name}", OPERATIONS[name]
        if not folder.exists():
            folder.mkdir()
            operation.prepare(operation.stage(folder))
            looked_at = self._folder / f"ready-{name}"
            shutil.copytree(folder, looked_at)
            self._ready[name] = operation.ready(operation.stage(looked_at))
            if not operation.large:
                self._warm(name, looked_at)
            gc.collect()
            gc.freeze()
        return folder

    def _warm(self, name: str, folder: Path) -> None:
        """Does it once here, so that no child has to import what it needs."""
        with open(os.devnull, "wb") as nowhere:
            stage = OPERATIONS[name].stage(folder, nowhere.fileno())
            _Child(OPERATIONS[name], stage, self._shim, "").play(Script())

    def _run(self, name: str, script: Script, plant: str = "") -> Run:
        """One child on a fresh copy, and what a fresh opening finds when it is gone."""
        self._copies += 1
        operation, before, place = OPERATIONS[name], self._prepared(name), self._folder / str(self._copies)
        shutil.copytree(before, place / "盘")
        stage = operation.stage(place / "盘")
        stage.ready = self._ready[name]
        run = self._watch(*self._fork(operation, stage, script, plant))
        if script.fault and script.fault.cut:
            cut_power(stage.folder, place / "shadows")
        run.state, found = look(operation, stage, run.acknowledged)
        run.wrong += found
        shutil.rmtree(place)
        return run

    def _fork(self, operation: Operation, stage: Stage, script: Script, plant: str) -> tuple[int, int]:
        reading, writing = os.pipe()
        child = os.fork()
        if child:
            os.close(writing)
            return child, reading
        try:
            os.close(reading)
            stage.pipe = writing
            _Child(operation, stage, self._shim, plant).play(script)
        except BaseException:
            os.write(writing, f"crashed {_last_words()}\n".encode())
        finally:
            os._exit(0)

    def _watch(self, child: int, reading: int) -> Run:
        run, told, end = Run(), b"", time.monotonic() + PATIENCE
        while select.select([reading], [], [], max(0.0, end - time.monotonic()))[0]:
            heard = os.read(reading, 1 << 16)
            told += heard
            if not heard:
                break
        else:
            os.kill(child, signal.SIGKILL)
            run.wrong.append(f"hangs for {PATIENCE} s")
        os.close(reading)
        _, status = os.waitpid(child, 0)
        run.killed = os.WIFSIGNALED(status)
        for line in told.decode().splitlines():
            word, _, rest = line.partition(" ")
            (run.acknowledged if word == "kept" else run.said).append(rest if word == "kept" else line)
        return run


class _Child:
    """The program as it runs in a forked process."""

    def __init__(self, operation: Operation, stage: Stage, shim: Shim, plant: str) -> None:
        self._operation, self._stage, self._shim = operation, stage, shim
        if plant:
            PLANTED[plant].patch()
            self._operation = replace(operation, act=PLANTED[plant].act or operation.act)

    def play(self, script: Script) -> None:
        """Acts while something breaks, tries again when the fault is over, goes on, and says how each ended.

        A fault that ends the process ends it right after the act at the latest.
        """
        stage, fault, shadows = self._stage, script.fault, self._stage.folder.with_name("shadows")
        if self._operation.opens:
            stage.open()
        if fault and fault.cut:
            keep_shadows(stage.folder, shadows)
        to = stage.pipe if script.tells_calls else -1
        kept = shadows if fault and fault.cut else None
        if script.times:
            self._shim.arm(fault, script.n, stage.folder, shadows=kept, lies=script.lies, to=to)
        for time_ in range(script.times):
            done = self._act()
            if fault and fault.dies:
                os.kill(os.getpid(), signal.SIGKILL)
            self._shim.mend()
            if fault and not done and not stage.acknowledged and not time_:
                self._try_again()
        if script.goes_on:
            self._go_on()
            if not (fault and fault.cut):
                stage.close()
        elif stage.book:
            stage.close()
        self._stage.say("end")

    def _act(self) -> bool:
        if self._operation.opens and self._stage.book is None:
            self._stage.open()
        try:
            self._operation.act(self._stage)
        except Refused as refused:
            self._stage.say(f"refused {refused}")
            return False
        except BaseException:
            self._stage.say(f"crashed {_last_words()}")
            return False
        return True

    def _try_again(self) -> None:
        """The same once more; where a founding left a file that is no book, after it was taken away."""
        if not self._act() and self._operation.founds and not _is_book(self._stage):
            for part in files.parts(self._stage.path):
                part.unlink()
            self._stage.say("swept")
            self._act()

    def _go_on(self) -> None:
        if self._stage.book is None:
            self._stage.open()
        try:
            self._operation.go_on(self._stage)
        except Refused as refused:
            self._stage.say(f"reopened after {refused}")
            self._stage.close()
            self._stage.open()
            self._operation.go_on(self._stage)
        for finding in check(self._stage.book).findings:
            self._stage.say(f"crashed the open book is unsound: {finding.say}")


def _is_book(stage: Stage) -> bool:
    try:
        stage.open()
    except Refused:
        return False
    stage.close()
    return True


def _misfits(operation: Operation, baseline: Baseline, fault: Fault, run: Run) -> list[str]:
    """What does not fit: a crash without words, a state in between, a "done" without the thing."""
    wrong = [line for line in run.said if line.startswith("crashed")]
    if run.killed:
        right = {baseline.after} if run.acknowledged else {baseline.before, baseline.after}
    else:
        right = set(baseline.later)
        if run.said[-1:] != ["end"]:
            wrong.append(f"did not come to the end: {run.said[-1:]}")
    if not operation.steps and run.state not in right:
        wrong.append(f"a state in between: {run.state}, not one of {sorted(right)}")
    return wrong


def _last_words() -> str:
    frames = traceback.extract_tb(sys.exc_info()[2])
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-3:]))
    return f"{sys.exc_info()[1]!r} at {where}".replace("\n", " ")


def _shape_once() -> None:
    """What a ledger's declaration says is worked out once for all children: it takes longer than everything else."""
    real, shapes = shape.shape, {}

    def once(catalog: Any, table: Any) -> Any:
        key = (id(catalog), table.name)
        if key not in shapes:
            shapes[key] = real(catalog, table)
        return shapes[key]

    shape.shape = once


def main(folder: Path) -> None:
    """Answers points until stdin ends."""
    _shape_once()
    verifier.MEMORY_KIB, verifier.PASSES, verifier.LEAST_MS = 32, 1, dict.fromkeys(verifier.LEAST_MS, 0)
    server = Server(folder, Shim(os.environ["LD_PRELOAD"]))
    for line in sys.stdin:
        try:
            answer = server.judge(**json.loads(line))
        except Exception:
            answer = {"wrong": [f"the sweep itself failed: {_last_words()}"]}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
