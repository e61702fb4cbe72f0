"""Bringing a spreadsheet in: which file, what it would do, page by page; written only when that was confirmed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book.book import Book
from linli_tui.core.words import say
from linli_tui.paper import spreadsheet_import
from linli_tui.paper.layout import Chosen, Unclear
from linli_tui.paper.spreadsheet_import import Preview, Remark
from linli_tui.ui import folders
from linli_tui.ui.keys import binding, digits
from linli_tui.ui.screens import columns
from linli_tui.ui.screens.asking import ConfirmScreen, LineScreen
from linli_tui.ui.screens.busy import Progress, prepared
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice, Digits
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines
from linli_tui.ui.widgets.side import Side

MOST = 500
"""So many lines of one page are shown; the count above tells of all."""

SEEN = 0.05
"""Seconds for a sentence to reach the screen before the program is busy writing."""


class ImportScreen(PageScreen[None]):
    """Spreadsheets lying where people leave them, the newest first, or one by its name."""

    heading = "导入"

    def content(self) -> Iterable[Widget]:
        """The files."""
        yield Horizontal(Static(Content.styled(say("导入哪一张表？"), "bold"), id="name"), id="title")
        yield Static("", id="looked")
        yield Digits(id="files")

    def on_mount(self) -> None:
        """Looks for files."""
        found = [Choice(str(path), path.name, folders.short(path.parent)) for path in folders.spreadsheets()]
        other = Choice("?", say("打文件的名字"), say("在别的文件夹里的"))
        files = self.query_one(Digits)
        files.show([*found[:8], other, *found[8:]])
        files.focus()
        looked = "、".join(dict.fromkeys(title for title, _ in folders.places()))
        none = "" if found else say("没有看到表格。把表放到其中一处，再来导入。")
        self.query_one("#looked", Static).update(Content(say("看过：{folders}。{none}", folders=looked, none=none)))

    def hints(self) -> Iterable[Hint]:
        """Digits."""
        return (("choose", "选一张表"), ("menu", "更多"), ("back", ""), ("help", ""))

    def on_digits_chosen(self, event: Digits.Chosen) -> None:
        """Reads this file."""
        self.flow(self._read(event.choice.id))

    async def _read(self, chosen: str) -> None:
        if chosen == "?":
            ways = say("写全，如 D:\\名册\\业主.xlsx。xlsx 和 csv 都可以。")
            chosen = await self.ask(LineScreen(say("文件"), ways)) or ""
        if not chosen:
            return
        path = Path(chosen.strip("\"' ")).expanduser()
        shown = await _preview(self, path, {})
        if shown is not None:
            self.app.push_screen(PreviewScreen(shown), self._written)

    def _written(self, sentence: str | None) -> None:
        if sentence:
            self.say(sentence, "ok")


async def _preview(page: PageScreen[Any], path: Path, chosen: Chosen) -> Preview | None:
    """What a file would do, with columns as they were `chosen`; where they do not say enough it is asked what is what.

    None where somebody gave up on that; only inside a flow.
    """

    def look(book: Book, tell: Progress, stop: Callable[[], bool]) -> Preview:
        return spreadsheet_import.preview(book, path, columns=chosen, progress=tell, cancelled=stop)

    while True:
        try:
            return await prepared(page, say("正在看「{name}」", name=path.name), look)
        except Unclear as unclear:
            if not await page.ask(ConfirmScreen(str(unclear), say("自己挑是哪一列"), say("先不导入"), safe=False)):
                return None
            more = await columns.choose(page, [unclear.layout], chosen)
            if more is None:
                return None
            chosen = more


class PreviewScreen(PageScreen[str]):
    """What an import would do: new, changed, unchanged, doubtful, refused, each a page behind its digit."""

    heading = "导入"
    BINDINGS = [*digits("preview.choose", "turn"), binding("preview.save", "save", words="导入")]

    def __init__(self, shown: Preview) -> None:
        """Shows a preview."""
        super().__init__()
        self._shown = shown
        self._pages = list(_pages(shown))

    def content(self) -> Iterable[Widget]:
        """The file, the pages, what they hold."""
        yield Horizontal(Static(Content.styled(self._shown.path.name, "bold"), id="name"), id="title")
        yield Horizontal(Lines(id="card", label=10), Side(say("按数字看"), "turn"), id="both")

    def on_mount(self) -> None:
        """The first page tells it all in numbers."""
        self.query_one(Lines).focus()
        self.action_turn(1)

    def hints(self) -> Iterable[Hint]:
        """Pages, and the one act."""
        return (("choose", "换一页看"), ("save", "导入"), ("menu", ""), ("back", "不导入"))

    def more(self) -> Iterable[Choice]:
        """Saying what the columns mean."""
        if self._shown.layouts:
            yield Choice("columns", say("换一换列"), say("我们的哪一栏，在表里是哪一列"))

    def action_columns(self) -> None:
        """One column is taken from elsewhere; the file is looked at again."""
        self.flow(self._columns())

    async def _columns(self) -> None:
        chosen = await columns.choose(self, self._shown.layouts, self._shown.chosen or {})
        shown = await _preview(self, self._shown.path, chosen) if chosen else None
        if shown is not None:
            self._shown, self._pages = shown, list(_pages(shown))
            self.action_turn(1)

    def action_turn(self, page: int) -> None:
        """Another page; the digit after the last page imports."""
        if page <= len(self._pages):
            self.query_one(Lines).show(self._pages[page - 1][1])
            self.query_one(Side).show([*(title for title, _ in self._pages), say("导入")], mark=page)
        elif page == len(self._pages) + 1:
            self.action_save()

    def action_save(self) -> None:
        """Asks once more, and writes."""
        self.flow(self._save())

    async def _save(self) -> None:
        new, changed = sum(self._shown.new.values()), sum(self._shown.changed.values())
        if not new and not changed:
            self.say(say("这张表里的内容台账里都有了，没有什么要导入的。"))
            return
        question = say("导入吗？新登记 {new} 条，修改 {changed} 条。", new=new, changed=changed)
        detail = say("可以一步撤回。有 {n} 行不导入。", n=len(self._shown.refused))
        if await self.confirm(question, say("导入"), say("先不导入"), detail):
            self.say(say("正在写，请稍等。"))
            await asyncio.sleep(SEEN)
            change = spreadsheet_import.apply(self.book, self.host.actor, self._shown)
            self.dismiss(say("{done}，可以撤回这一步。", done=change.say))


def _pages(shown: Preview) -> Iterator[tuple[str, list[Line]]]:
    yield say("总的"), list(_summary(shown))
    new = [w for w in shown.records if not w.id]
    if new:
        lines = [Line(f"n{n}", w.ledger.title, _told(w), _row(w.row)) for n, w in enumerate(new[:MOST])]
        yield say("新登记 {n}", n=len(new)), lines
    if shown.edits:
        yield say("要修改 {n}", n=len(shown.edits)), list(_edits(shown))
    if shown.doubtful:
        yield say("请看一看 {n}", n=len(shown.doubtful)), _remarks(shown.doubtful)
    if shown.refused:
        yield say("不导入 {n}", n=len(shown.refused)), _remarks(shown.refused)


def _summary(shown: Preview) -> Iterator[Line]:
    titles = {w.ledger.name: w.ledger.title for w in shown.records}
    for name, title in titles.items():
        counts = ((say("新登记"), shown.new), (say("修改"), shown.changed), (say("没有变"), shown.unchanged))
        said = say("，").join(f"{word} {count[name]}" for word, count in counts if count[name])
        yield Line(f"s:{name}", title, said or say("没有变"))
    yield Line("s:refused", say("不导入"), say("{n} 行", n=len(shown.refused)))
    yield Line("s:doubtful", say("请看一看"), say("{n} 行", n=len(shown.doubtful)))
    yield GAP
    taken = "、".join(theirs if theirs == ours else f"{theirs}（{ours}）" for theirs, ours in shown.taken)
    yield Line("s:taken", say("认得的栏"), taken)
    if shown.not_taken:
        ways = say("（要收的，按 0 换一换列）") if shown.layouts else ""
        yield Line("s:not", say("不收的栏"), "、".join(shown.not_taken) + ways, style="$text-warning")
    if shown.skipped:
        yield Line("s:skipped", say("没看的表"), "、".join(shown.skipped), style="$text-warning")


def _edits(shown: Preview) -> Iterator[Line]:
    for n, edit in enumerate(shown.edits[:MOST]):
        said = "；".join(
            say("{title} {old} 改为 {new}", title=t, old=old or say("空着"), new=new or say("空着"))
            for t, old, new in edit.fields
        )
        yield Line(f"e{n}", edit.ledger, f"{edit.label}  {said}", _row(edit.row))


def _remarks(remarks: Iterable[Remark]) -> list[Line]:
    return [Line(f"r{n}", _row(r.row), r.why) for n, r in enumerate(list(remarks)[:MOST])]


def _row(row: int) -> str:
    return say("第{row}行", row=row)


def _told(wanted: spreadsheet_import.Wanted) -> str:
    from linli_tui.core.show import cell

    ledger, values = wanted.ledger, {**wanted.draft.fresh, **wanted.draft.values}
    texts = [cell(ledger, f.name, values) for f in ledger.fields if not f.ref and f.name in values]
    return "  ".join(filter(None, texts)) or "  ".join(str(key) for key in wanted.refs)
