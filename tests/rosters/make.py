"""Makes the nasty rosters beside it, each with its truth: `python -m tests.rosters.make`; the same ones every time.

A truth is computed from the invented compound the roster is written from, never from what reads it.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.rosters import owners, people  # noqa: F401  they register what they make
from tests.rosters.invention import MAKERS, Invention

HERE = Path(__file__).parent


def truths() -> dict[str, dict[str, Any]]:
    """The truth of every roster by the name of its file."""
    return {name: make(Invention(name))[1].told() for name, make in MAKERS.items()}


def main(to: Path) -> None:
    """Writes all rosters and their truths into a folder."""
    for name, make in MAKERS.items():
        content, truth = make(Invention(name))
        if isinstance(content, bytes):
            (to / name).write_bytes(content)
        else:
            content.properties.created = content.properties.modified = datetime(2026, 1, 1)
            content.save(to / name)
        told = json.dumps(truth.told(), ensure_ascii=False, indent=1) + "\n"
        (to / f"{Path(name).stem}.truth.json").write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
