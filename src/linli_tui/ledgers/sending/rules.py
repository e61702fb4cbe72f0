"""Grounds and roads of a report, how it is called, how far the stamped counts differ; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from linli_tui.core.ledger import Choices
from linli_tui.core.words import _, say

BASES: Choices = (("consent", "本人同意"), ("duty", "法律规定要报"))
"""PIPL 第13、23条: with consent only those who gave it are named; where a law asks for it everybody is."""
ROADS: Choices = (("stick", "报表盘（U盘）"), ("paper", "打印成纸"))
STAGES: Choices = (("packed", "已打包"), ("copied", "已拷到U盘，核对无误"), ("signed", "街道已签收(纸)"))
ALL = _("全部")
_BETWEEN = re.compile(r"[、，,;；\s]+")


def titles(text: str) -> list[str]:
    """The names of ledgers in what a person wrote, each once."""
    return list(dict.fromkeys(piece for piece in _BETWEEN.split(text) if piece))


def report_label(month: str, recipient: str | None) -> str:
    """How a report is called: 2026年11月 暨阳街道."""
    year, number = month.split("-")
    return say("{year}年{month}月 {who}", year=year, month=int(number), who=recipient or "").strip()


def differing(lines: Iterable[Mapping[str, Any]]) -> list[tuple[str, int, int]]:
    """(table, our rows, theirs) of every table whose stamped count is another than ours."""
    kept = ((line["title"], line["rows"], line["stamped"]) for line in lines)
    return [(title, ours, theirs) for title, ours, theirs in kept if theirs is not None and theirs != ours]


def told(found: Iterable[tuple[str, int, int]]) -> str:
    """What differs in one line; "" where nothing does."""
    return "；".join(say("{title}我们{ours}、街道{theirs}", title=t, ours=o, theirs=n) for t, o, n in found)
