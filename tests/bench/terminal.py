"""A program in a pseudo-terminal, timed from its start until words appear."""

from __future__ import annotations

import os
import select
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

if sys.platform != "win32":
    import fcntl
    import pty
    import struct
    import termios


def until_ms(command: list[str], words: str, *, keys: bytes = b"", patience: float = 60.0) -> float:
    """Milliseconds from starting the command until `words` have been written; `keys` are typed at the first output."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    begun = time.perf_counter()
    child = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True)
    os.close(slave)
    seen, wanted = b"", words.encode()
    try:
        while wanted not in seen:
            left = patience - (time.perf_counter() - begun)
            if left <= 0 or not select.select([master], [], [], left)[0]:
                raise TimeoutError(f"{words!r} did not appear: {seen[-400:]!r}")
            seen += os.read(master, 65536)
            if keys and b"\x1b[?1049h" in seen and len(seen) > 2000:
                os.write(master, keys)
                keys = b""
        return (time.perf_counter() - begun) * 1000
    finally:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        os.close(master)


def median_until_ms(command: list[str], words: str, *, keys: bytes = b"", times: int = 7) -> float:
    """The median of that over several starts, the first not counted."""
    return statistics.median([until_ms(command, words, keys=keys) for _ in range(times + 1)][1:])


def bare_app(folder: Path) -> list[str]:
    """The yardstick: the smallest Textual app that shows words."""
    script = folder / "bare.py"
    script.write_text(
        "from textual.app import App\nfrom textual.widgets import Static\n"
        "class Bare(App):\n    def compose(self):\n        yield Static('READY')\nBare().run()\n",
        encoding="utf-8",
    )
    return [sys.executable, str(script)]
