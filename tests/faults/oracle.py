"""What must be true after any fault: a fresh opening finds everything acknowledged, sound, and no state in between."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from linli_tui.book import dropbox
from linli_tui.book.book import Book
from linli_tui.book.check import check
from linli_tui.core.refusal import Refused
from tests.book import acts
from tests.faults.operations import Operation, Stage

UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CODES = ("utf-8", "utf-16-le", "gbk")


def state(book: Book, *, epochs: bool = True) -> str:
    """A mark that is the same for two books that say the same, whatever ids were given."""
    told: dict[str, Any] = {
        name: sorted(json.dumps([_plain(v) for v in row.values()], ensure_ascii=False) for row in rows.values())
        for name, rows in acts.rows(book).items()
    }
    told["journal"] = book.connection.execute(
        "SELECT n, change, verb, ledger FROM main.journal ORDER BY seq"
    ).fetchall()
    (begun,) = book.connection.execute("SELECT count(*) FROM main.epoch").fetchone()
    told["epochs"] = begun if epochs else "any"
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return f"{len(told['journal'])} lines, {told['epochs']} epochs {sha256(text.encode()).hexdigest()[:12]}"


def _plain(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("\x01"):
        return "sealed"
    return "id" if isinstance(value, str) and UUID.fullmatch(value) else value


def look(operation: Operation, stage: Stage, acknowledged: Iterable[str]) -> tuple[str, list[str]]:
    """The state a fresh opening finds ("" where there is no book), and everything that is wrong."""
    acknowledged = list(acknowledged)
    try:
        book = stage.open()
    except Refused as refused:
        nothing = operation.founds and not acknowledged
        return "", [] if nothing else [f"does not open: {refused}"]
    try:
        wrong = [f"unread: {name}" for name in dropbox.take_in(book).unread]
        found = check(book)
        wrong += [f"check: {finding.say}" for finding in found.findings]
        wrong += [f"lost: {line}" for line in acknowledged if not _is_there(book, *line.split())]
        told = state(book, epochs=operation.epochs)
    finally:
        stage.close()
    wrong += operation.extra(stage)
    if operation.nowhere and acknowledged:
        wrong += _still_there(stage, operation.nowhere)
    return told, wrong


def _is_there(book: Book, ledger: str, record: str) -> bool:
    if ledger == "journal":
        return book.connection.execute("SELECT count(*) FROM main.journal").fetchone()[0] >= int(record)
    found = book.connection.execute(f'SELECT 1 FROM main."{ledger}" WHERE id=?', (record,)).fetchone()
    return found is not None


def _still_there(stage: Stage, text: str) -> list[str]:
    kept = [path for path in stage.folder.rglob("*") if path.is_file()]
    return [f"not erased: {path.name}" for path in kept for c in CODES if text.encode(c) in path.read_bytes()]
