"""Breaks the machine at every point of every operation and prints the table: `start.py faults [OPERATION …]`."""

from __future__ import annotations

import signal
import sys
import time

from tests.faults.every import OPERATIONS
from tests.faults.planted import PLANTED
from tests.faults.shim import FAULTS
from tests.faults.sweep import SEEDED, Tally, Workers, known, some, workers


def main(wanted: list[str]) -> int:
    """Sweeps the wanted operations, or all; 1 when anything was lost or a planted bug was not caught."""
    unknown = set(wanted) - OPERATIONS.keys() - {"planted"}
    if unknown:
        print(
            f"没有这样的操作：{'、'.join(sorted(unknown))}。有：{'、'.join([*OPERATIONS, 'planted'])}", file=sys.stderr
        )
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what lies in memory is cleared away
    names = [name for name in OPERATIONS if not wanted or name in wanted]
    begun, tally = time.monotonic(), Tally()
    with workers() as servers:
        if servers is None:
            print(f"未验证：{len(names)} 种操作。这里没有 cc，或者不是 Linux。")
            return 0
        for name in names:
            _sweep(servers, name, tally)
        missed = [] if wanted and "planted" not in wanted else list(_missed(servers))
    print(tally.table({name: OPERATIONS[name].title for name in names}))
    print(f"{tally.points.total()} 点，{sum(map(len, tally.wrong.values()))} 点不对，{time.monotonic() - begun:.0f} 秒")
    print(f"用话说清楚没有存上 {tally.refused} 次；要重新打开才能接着写 {tally.reopened} 次")
    for title, count in tally.known.items():
        print(f"已知、还没有改：{title}，{count} 点")
    if missed:
        print(f"埋下的错没有发现：{'、'.join(missed)}")
    return int(bool(tally.wrong or missed))


def _sweep(servers: Workers, name: str, tally: Tally) -> None:
    points = [servers.points(name, fault) for fault in FAULTS]
    if OPERATIONS[name].large:
        points = [some([p for of_fault in points for p in of_fault], SEEDED, name)]
    begun = time.monotonic()
    for verdict in servers.ask_all(point for of_fault in points for point in of_fault):
        tally.add(verdict)
        if verdict["wrong"] and not known(name, verdict["wrong"]):
            print("✗", verdict["operation"], verdict["fault"], verdict["n"], *verdict["wrong"], sep="  ", flush=True)
    count = sum(map(len, points))
    print(f"{name:<10}{count:>7} 点 {time.monotonic() - begun:>7.1f} 秒  {OPERATIONS[name].title}", flush=True)


def caught(servers: Workers, plant: str) -> tuple[int, int]:
    """(points tried, points that were wrong) of a planted bug."""
    bug = PLANTED[plant]
    points = some(servers.points(bug.operation, bug.fault), 60, plant)
    verdicts = list(servers.ask_all({**point, "plant": plant} for point in points))
    return len(verdicts), sum(1 for verdict in verdicts if verdict["wrong"])


def _missed(servers: Workers) -> list[str]:
    missed = []
    for plant, bug in PLANTED.items():
        tried, found = caught(servers, plant)
        print(f"埋下的错「{bug.title}」：{tried} 点里发现 {found} 次", flush=True)
        if not found:
            missed.append(bug.title)
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
