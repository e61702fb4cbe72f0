"""How full the battery of this machine is, where the system tells: Linux, /sys/class/power_supply."""

from __future__ import annotations

from pathlib import Path

from linli_tui.core.words import say

SUPPLIES = Path("/sys/class/power_supply")
LOW = 10
"""Per cent below which one is told what is safe."""


def level(supplies: Path = SUPPLIES) -> tuple[int, bool] | None:
    """Per cent, and whether it is being charged; None without a battery, or where nobody tells."""
    for battery in sorted(supplies.glob("BAT*")) if supplies.is_dir() else ():
        try:
            percent = int((battery / "capacity").read_text(encoding="ascii"))
            return percent, (battery / "status").read_text(encoding="ascii").strip() in ("Charging", "Full")
        except (OSError, ValueError):
            continue
    return None


def charge(supplies: Path = SUPPLIES) -> str:
    """电池 40%; "" where nobody tells."""
    found = level(supplies)
    return say("电池 {percent}%", percent=found[0]) if found else ""


def warning(supplies: Path = SUPPLIES) -> str:
    """What to say when the battery is nearly empty; "" otherwise."""
    found = level(supplies)
    if found is None or found[0] >= LOW or found[1]:
        return ""
    return say("电池只剩 {percent}%，最好接上电源。每按一下都已经存好，突然没电也不会丢。", percent=found[0])
