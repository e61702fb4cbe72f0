"""The rules of voting for anyone to try: cases in JSON in, verdicts in JSON or sentences out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from linli_tui.core.refusal import Refused
from linli_tui.core.words import say

Made = dict[str, Any]
STDIN = "-"


def decide(file: Path, as_json: bool) -> None:
    """Decides the case of a .json file (or a list of them), or one on every line of a .jsonl file; - reads stdin.

    Of lines the order is kept and `id` copied; a case that cannot be decided is `{"id", "error": sentence}`.
    """
    text = _read(file)
    whole = _whole(text) if file.suffix.lower() != ".jsonl" else None
    if whole is None:
        if file.suffix.lower() not in (".jsonl", "") and str(file) != STDIN:
            raise click.UsageError(say("{file} 不是 JSON 文件。", file=file))
        for made in _lines(text):
            _write(made, as_json, line=True)
    elif isinstance(whole[0], list):
        cases = [_decide(case, True) for case in whole[0]]
        if as_json:
            click.echo(json.dumps(cases, ensure_ascii=False))
        else:
            for made in cases:
                _write(made, False, line=True)
    else:
        _write(_decide(whole[0], False), as_json, line=str(file) == STDIN)


def _read(file: Path) -> str:
    try:
        data = sys.stdin.buffer.read() if str(file) == STDIN else file.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as wrong:
        raise click.UsageError(say("打不开 {file}：{why}", file=file, why=wrong.strerror or wrong)) from None
    except UnicodeDecodeError:
        raise click.UsageError(say("{file} 不是 UTF-8 编码的文件。", file=file)) from None


def _whole(text: str) -> tuple[Any] | None:
    """The one JSON value of a text; None when it is not one."""
    try:
        return (json.loads(text, parse_constant=str),)
    except (ValueError, RecursionError):
        return None


def _lines(text: str) -> Iterator[Made]:
    for line in text.split("\n"):
        if line.strip():
            case = _whole(line)
            yield {"id": None, "error": say("这一行不是 JSON。")} if case is None else _decide(case[0], True)


def _decide(case: Any, with_id: bool) -> Made:
    from linli_tui.ledgers.votes import rules

    own = case if isinstance(case, dict) else {}
    key: Made = {"id": own.get("id")} if with_id or "id" in own else {}
    try:
        return {**key, **rules.decide(case)}
    except Refused as refused:
        return {"id": None, **key, "error": str(refused)}


def _write(made: Made, as_json: bool, *, line: bool) -> None:
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False, indent=None if line else 1))
        return
    said = [made["error"]] if "error" in made else [*made["say"], *(say("注意：") + text for text in made["warnings"])]
    if made.get("id") is not None:
        said = [say("【{id}】", id=made["id"]), *said]
    click.echo("\n".join(said))
