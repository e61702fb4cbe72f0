"""What happened: to one record, field by field; and in the whole book, act by act, from where any can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book import history, undo
from linli_tui.core.ledger import Ledger
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui import cards
from linli_tui.ui.keys import binding
from linli_tui.ui.screens import entering
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.screens.retold import changed
from linli_tui.ui.screens.steps import take_back
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import GAP, Line, Lines

MANY = 200
"""So many acts are shown at once; the next ones by going on from the last line."""
OLDER = "older"


class _PastScreen(PageScreen[None]):
    """A list of what was done, each of which may be taken back."""

    BINDINGS = [binding("past.undo", "undo_chosen", words="撤回这一步")]

    def content(self) -> Iterable[Widget]:
        """A title and the list."""
        yield Horizontal(Static("", id="name"), id="title")
        yield Lines(id="past", label=17)

    def hints(self) -> Iterable[Hint]:
        """What can be done with the act one is on."""
        return (("undo", "撤回这一步"), ("menu", ""), ("back", ""), ("help", ""))

    def action_undo_chosen(self) -> None:
        """Takes the chosen act back."""
        self.flow(self._take_back(self.query_one(Lines).chosen))

    async def _take_back(self, chosen: str) -> None:
        epoch, _, number = chosen.rpartition(":")
        if not number.isdigit():
            return
        if epoch != self.book.epoch:
            raise Refused(say("那是恢复或者换电脑以前的事，撤不回了。"), say("什么也没有改。"))
        reason = undo.why_not(self.book, int(number))
        if reason:
            raise Refused(say("这一步现在撤不回。"), reason)
        header = history.header(self.book, epoch, int(number))
        said = history.sentence(header) if header else ""
        if await self._whole_sitting(int(number), said):
            return
        await take_back(self, int(number), said, undone=header is not None and header.verb == "undo")

    async def _whole_sitting(self, change: int, said: str) -> bool:
        """Whether this was one of many of one sitting and something was chosen about it: all of them, or nothing."""
        sitting = entering.of_change(self.book, change)
        steps = undo.standing(self.book, sitting) if sitting else []
        if len(steps) < 2:
            return False
        whole = say("那一次登记的 {n} 步全部撤回", n=len(steps))
        choices = [Choice("", say("不撤回")), Choice("one", say("只撤回这一步")), Choice("all", whole)]
        chosen = await self.choose(say("这一步是一次登记里的，要撤回多少？"), choices, said)
        if chosen == "all":
            undo.undo_sitting(self.book, self.host.actor, sitting)
            self.reread()
            self.say(say("已撤回那一次登记的 {n} 步。", n=len(steps)), "ok")
        return chosen != "one"


class HistoryScreen(_PastScreen):
    """The story of one record, newest first: who, when, and each field as it was and as it became."""

    heading = "经过"

    def __init__(self, ledger: Ledger, record: str) -> None:
        """Of one record."""
        super().__init__()
        self.ledger, self.record = ledger, record

    def reread(self) -> None:
        """Reads the journal again; a record that was taken back has no page any more."""
        row = self.book.read.get(self.ledger.name, self.record)
        if row is None:
            self.dismiss(None)
            return
        self.query_one("#name", Static).update(Content.styled(cards.title_of(self.ledger, row), "bold"))
        self.query_one(Lines).show(self._lines())

    def _lines(self) -> Iterator[Line]:
        for number, event in enumerate(history.events(self.book, self.ledger.name, self.record)):
            if number:
                yield GAP
            words = say("{who}  {verb}", who=event.who, verb=event.verb) + (f"  {event.why}" if event.why else "")
            yield Line(f"{event.epoch}:{event.change}", event.at, words, style="bold")
            for title, old, new in event.fields:
                yield Line(text=changed(title, old, new))


class ActsScreen(_PastScreen):
    """What was done in the book, newest first, as far back as one goes on."""

    heading = "做过的事"
    _many = MANY

    def reread(self) -> None:
        """Reads the acts again."""
        self.query_one("#name", Static).update(Content.styled(say("这本台账里最近做过的事"), "bold"))
        self.query_one(Lines).show(self._lines())

    def _lines(self) -> Iterator[Line]:
        day = ""
        acts = history.acts(self.book, limit=self._many)
        for act in acts:
            if act.at[:10] != day:
                if day:
                    yield GAP
                day = act.at[:10]
                yield Line(text=day, style="$text-muted", wide=True)
            yield Line(f"{act.epoch}:{act.change}", f"{act.at[11:]} {act.who}", act.say, act.verb)
        if len(acts) == self._many:
            yield GAP
            yield Line(OLDER, "", say("再往前的，按回车接着看"), style="$text-accent")

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """Goes on below the last line."""
        if event.option_id == OLDER:
            self._many += MANY
            self.reread()
