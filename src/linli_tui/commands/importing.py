"""Importing a roster without the screens: what it would do, said in words or as JSON, and written when asked to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linli_tui.commands.output import open_book, say_json
from linli_tui.core.refusal import Refused
from linli_tui.core.words import _, say

if TYPE_CHECKING:
    from linli_tui.paper.spreadsheet_import import Preview, Remark

MOST = 20
"""So many remarks and changes of a kind are written out on a terminal; JSON has them all."""


def bring_in(file: Path, path: Path, yes: bool, as_json: bool, refused: Path | None = None) -> None:
    """Shows what importing the file would do, and does it when `yes`; `refused` takes the rows that were refused."""
    from linli_tui.paper import spreadsheet_import

    with open_book(path) as book:
        shown = spreadsheet_import.preview(book, file)
        said = list(_say(shown, {name: ledger.title for name, ledger in book.catalog.ledgers.items()}))
        done = spreadsheet_import.apply(book, book.actor, shown).say if yes else ""
    if refused and shown.left:
        said.append(_give_back(shown, refused))
    if as_json:
        say_json(figures(shown))
    else:
        for line in said:
            click.echo(line)
        click.echo(f"✓ {done}" if yes else say("还没有写进台账。看过没有问题，加上 --yes 再来一次。"))


def figures(shown: Preview) -> dict[str, Any]:
    """What the file says and what it changes: counts, the area in 0.01 m2, remarks by sheet and row."""
    homes, ownerships = shown.of("home"), shown.of("ownership")
    said = {
        "buildings": len(shown.of("building")),
        "homes": len(homes),
        "owners": len({ownership.refs["person"] for ownership in ownerships}),
        "ownerships": len(ownerships),
        "residents": len({residence.refs["person"] for residence in shown.of("residence")}),
        "tenants": len({tenancy.refs["tenant"] for tenancy in shown.of("tenancy")}),
        "area_001m2": sum(home.draft.values.get("area_001m2") or 0 for home in homes),
        "new": shown.new.total(),
        "changed": shown.changed.total(),
        "unchanged": shown.unchanged.total(),
        "doubtful": _rows(shown.doubtful),
        "refused": _rows(shown.refused),
        "not_taken": list(shown.not_taken),
    }
    more = {"not_read": list(shown.skipped), "said": list(shown.said)}
    return {**said, **{name: words for name, words in more.items() if words}}


def _give_back(shown: Preview, path: Path) -> str:
    from linli_tui.paper import refusals

    try:
        count = refusals.write(shown, path)
    except OSError as error:
        what = say("「{name}」没有写成。", name=path.name)
        raise Refused(what, do=say("请看看这个文件是不是正开着，文件夹能不能写。")) from error
    return say("没有收的{n}行写在「{name}」里，改好了可以再导入。", n=count, name=path.name)


def _rows(remarks: tuple[Remark, ...]) -> list[dict[str, Any]]:
    return [{"sheet": remark.sheet, "row": remark.row, "why": remark.why} for remark in remarks]


def _say(shown: Preview, titles: dict[str, str]) -> Iterator[str]:
    counted = _("{title}：新{new}条，改{changed}条，不变{same}条")
    for name in dict.fromkeys(wanted.ledger.name for wanted in shown.records if wanted.says_something):
        new, changed, same = shown.new[name], shown.changed[name], shown.unchanged[name]
        yield say(counted, title=titles[name], new=new, changed=changed, same=same)
    for edit in shown.edits[:MOST]:
        fields = "，".join(f"{title} {old or say('空')} -> {new}" for title, old, new in edit.fields)
        yield say("改：{ledger}「{label}」{fields}", ledger=edit.ledger, label=edit.label, fields=fields)
    for word, remarks in ((say("待核"), shown.doubtful), (say("没有收"), shown.refused)):
        yield from (f"{word}：{_where(remark)} {remark.why}" for remark in remarks[:MOST])
        if remarks:
            yield say("{word}一共{n}行", word=word, n=len(remarks))
    if shown.not_taken:
        yield say("这些列台账里还没有地方放，没有收：{titles}", titles="、".join(shown.not_taken))
    if shown.skipped:
        yield say("这些表看不出是什么，没有读：{names}", names="、".join(shown.skipped))
    yield from shown.said


def _where(remark: Remark) -> str:
    row = say("第{row}行", row=remark.row)
    return f"「{remark.sheet}」{row}" if remark.sheet else row
