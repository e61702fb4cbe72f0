"""保管: how the backups and the book stand; by digit a backup, another place, the check, a rehearsal, restoring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book import backup, backup_standing, checked, copies, rehearsal
from linli_tui.core import clock
from linli_tui.core.access import READ
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.exchange import backup as sticks
from linli_tui.exchange import drives
from linli_tui.ui import backups_there, chores, folders, kept_safe
from linli_tui.ui.keys import digits
from linli_tui.ui.screens import go
from linli_tui.ui.screens.busy import reading, waited
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.screens.where import where
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines

if TYPE_CHECKING:
    from linli_tui.book.check import Report

NONE = "none"
STICK = "stick"
LIES = {"away": "在{who}家", "room": "在活动室", "lost": "丢了"}


class KeepingScreen(PageScreen[None]):
    """What is there, and by digit what can be done about it."""

    heading = "保管"
    tells_of_keeping = True
    BINDINGS = [*digits("keeping.choose", "nth")]

    def content(self) -> Iterable[Widget]:
        """One list."""
        yield Horizontal(Static(Content.styled(say("备份和核对"), "bold"), id="name"), id="title")
        yield Lines(id="report", label=10, align="left")

    def hints(self) -> Iterable[Hint]:
        """A digit or Enter."""
        return (("choose", "按数字选"), ("open", "选定"), ("back", ""), ("help", ""))

    def reread(self) -> None:
        """Looks again where the backups are."""
        self._offered = list(self._ways())
        numbered = [Line(f"do:{line.id}", str(n), line.text, line.note) for n, line in enumerate(self._offered, 1)]
        self.query_one(Lines).show([*self._stands(), GAP, *numbered])

    def _stands(self) -> Iterator[Line]:
        """When, where, who has it; what would be lost."""
        standing = backup_standing.standing(self.book)
        yield Line(label=say("备份"), text=standing.say, style=kept_safe.RED if standing.is_red else "")
        for good in copies.recall(self.book.id).good:
            there = good.stick or say("这台电脑")
            path = "" if good.stick else folders.short(good.path.parent)
            yield Line(label="", text=f"{there}  {path}".strip(), note=clock.local_text(good.at), style="$text-muted")
        for row in self._sticks():
            yield Line(label="", text=say("{stick}：{lies}", stick=row["name"], lies=self._lies(row)))
        memory = checked.recalled(self.book)
        wrong = memory is not None and memory.found > 0
        yield Line(label=say("核对"), text=checked.sentence(self.book), style=kept_safe.RED if wrong else "")
        if failed := self.host.memory.get(chores.FAILED):
            yield Line(label="", text=failed, style=kept_safe.WARN)

    def _sticks(self) -> list[dict[str, Any]]:
        """The sticks as the ledger knows them, for whom may read it."""
        offer = self.book.catalog.offer(backup_standing.OFFER)
        return offer(self.book) if offer and go.may_read(self.book, STICK) else []

    def _lies(self, row: dict[str, Any]) -> str:
        who = self.book.read.label("person", row["holder"]) if row["holder"] else say("别人")
        return say(LIES.get(row["lies"], "{who}"), who=who)

    def _ways(self) -> Iterator[Line]:
        found = drives.found()
        to = "、".join(drive.name for drive in found)
        note = say("拷到{stick}，再读一遍", stick=to) if found else say("没有看到U盘，先放在这台电脑上")
        yield Line("backup", "", say("现在备份"), note)
        yield Line("place", "", say("换一个放备份的地方"), copies.recall(self.book.id).stick)
        yield Line("check", "", say("核对一遍"), say("从头到尾查账本"))
        yield Line("rehearse", "", say("演练"), say("打开最新的备份，看它好不好用"))
        yield Line("restore", "", say("从备份恢复"), say("先说会少什么，再问"))
        if STICK in self.host.catalog.ledgers and self.book.rights.may(READ, STICK):
            yield Line("sticks", "", say("备用U盘在谁家"), say("带回家了，在这里记"))

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """Does what the line says."""
        self._go((event.option_id or "").removeprefix("do:"))

    def action_nth(self, digit: int) -> None:
        """The line with that digit."""
        if digit <= len(self._offered):
            self._go(self._offered[digit - 1].id)

    def _go(self, what: str) -> None:
        if what == "sticks":
            go.register(self, self.host.catalog.ledgers[STICK])
            return
        steps = {
            "backup": self._back_up,
            "place": self._place,
            "check": self._check,
            "rehearse": self._rehearse,
            "restore": self._restore,
        }
        if what in steps:
            self.flow(steps[what]())

    # Backups

    async def _back_up(self) -> None:
        going, stick = await self._stick()
        if not going:
            return
        made = await waited(self, say("正在备份，做好再读一遍"), lambda: _back_up(self.book, stick))
        self.reread()
        self.say(_after(made, stick), "ok")

    async def _stick(self) -> tuple[bool, drives.Drive | None]:
        """Whether to go on, and to which stick: the named one, or the one that is chosen; None for this machine."""
        found, named = drives.found(), sticks.named(self.book)
        if not found or named:
            return True, named
        here = Choice(NONE, say("放在这台电脑上"), folders.short(backup.place(self.book)))
        chosen = await self.choose(say("备份到哪里？"), [*(Choice(d.name, d.name, d.room) for d in found), here])
        if chosen == NONE:
            return True, None
        drive = next((drive for drive in found if drive.name == chosen), None)
        if drive is not None:
            await self._take_up(drive)
        return drive is not None, drive

    async def _take_up(self, drive: drives.Drive) -> None:
        """From now on backups go to this stick; which of those in the ledger it is."""
        rows = self._sticks()
        record = rows[0]["id"] if len(rows) == 1 else ""
        if len(rows) > 1:
            choices = [Choice(row["id"], row["name"], self._lies(row)) for row in rows]
            question = say("「{name}」是登记过的哪一只？", name=drive.name)
            record = await self.choose(question, [*choices, Choice("", say("都不是"), say("先不认"))])
        copies.name_stick(self.book.id, drive.name, record)

    async def _place(self) -> None:
        """Another folder of this machine, or the stick that is plugged in."""
        to = await where(self, say("备份放在哪里？"))
        if to is None:
            return
        drive = next((one for one in drives.found() if to.absolute().is_relative_to(one.path)), None)
        if drive is not None:
            await self._take_up(drive)
            self.say(say("以后插着「{name}」，就备份到它上面。", name=drive.name), "ok")
        else:
            copies.choose_place(self.book.id, to)
            self.say(say("以后备份放在「{path}」，现在就可以备份一次。", path=folders.short(to)), "ok")
        self.reread()

    async def _rehearse(self) -> None:
        found = backups_there.found(backups_there.places_of(self.book), self.book.path.stem)
        if not found:
            raise Refused(say("还没有看到备份。"), do=say("请先备份一次，或者插上备用U盘。"))
        catalog, key = self.host.catalog, self.book.key
        newest = found[0].path
        tried = await waited(self, say("正在演练"), lambda: rehearsal.rehearse(newest, catalog, key))
        self.say(tried.say, "ok" if tried.ok else "error")

    async def _restore(self) -> None:
        from linli_tui.ui.screens.restoring import restore_open

        await restore_open(self)

    # The check

    async def _check(self) -> None:
        from linli_tui.ui.screens.reading import ReadingScreen

        report = await waited(self, say("正在核对，从头到尾查一遍"), lambda: _checked(self.book))
        if report.memory is not None:
            checked.remember(self.book, report.memory)
        self.reread()
        if report.ok:
            words = say("账本完好：{lines}行流水、{rows}条都对得上。", lines=report.lines, rows=report.rows)
            self.say(words, "ok")
        else:
            title = say("核对  有{n}处不对", n=len(report.findings))
            self.app.push_screen(ReadingScreen(title, "\n\n".join(told(report))))


def told(report: Report) -> Iterator[str]:
    """Each finding: where, what, since when, what to do."""
    for finding in report.findings:
        yield say("{where}：{what}\n{when}。{do}。", where=finding.where or finding.check, what=finding.say,
                  when=finding.when, do=finding.do)  # fmt: skip


def _back_up(book: Any, stick: drives.Drive | None) -> backup.Made:
    with chores.ONE_AT_A_TIME, reading(book) as window:
        return sticks.to_stick(window, stick) if stick else backup.back_up(window)


def _checked(book: Any) -> Report:
    from linli_tui.book.check import check

    with reading(book) as window:
        return check(window)


def _after(made: backup.Made, stick: drives.Drive | None) -> str:
    """What was made, and what is to be done with it."""
    if stick is None:
        return made.say + say("这一份在这间屋里，请插上U盘再备份一次。")
    return made.say + say("请让人带回家，再在「备用U盘在谁家」里记下来。")
