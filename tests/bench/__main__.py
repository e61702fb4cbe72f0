"""Runs the measures and prints a table, or JSON with --json; words after that choose measures by name of module."""

from __future__ import annotations

import importlib
import json
import os
import sys
import tempfile
from pathlib import Path

from linli_tui.core.cells import pad

MODULES = ("first_frame", "register", "writing", "checking", "finding", "importing", "rights", "encryption", "backup")


def main(arguments: list[str]) -> int:
    """Measures what is asked for; the exit code is 0 whether or not the aims are met, for speed fails no build."""
    as_json = "--json" in arguments
    chosen = [name for name in arguments if not name.startswith("-")] or list(MODULES)
    results = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["LINLI_HOME"] = str(Path(folder) / "home")
        for name in chosen:
            own = Path(folder) / name
            own.mkdir()
            for result in importlib.import_module(f"tests.bench.{name}").results(own):
                results.append(result)
                if not as_json:
                    mark = "✓" if result.met else "✗"
                    print(
                        f"{mark} {pad(result.name, 44)} {result.ratio:7.2f} 倍（想要 {result.aim:.1f} 以内）  "
                        f"{result.ours_ms:9.2f} ms : {result.yardstick_ms:9.2f} ms  {result.yardstick}",
                        flush=True,
                    )
    if as_json:
        rows = [
            {"name": r.name, "ratio": round(r.ratio, 3), "aim": r.aim, "met": r.met, "ours_ms": round(r.ours_ms, 3),
             "yardstick_ms": round(r.yardstick_ms, 3), "yardstick": r.yardstick}
            for r in results
        ]  # fmt: skip
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
