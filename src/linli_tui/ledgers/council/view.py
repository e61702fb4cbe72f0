"""A new council, seat by seat: by a digit the present holder goes on, somebody else comes, or nobody does yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book.book import Book
from linli_tui.book.change import Change
from linli_tui.core import clock, dates
from linli_tui.core.access import COMMITTEE, Actor
from linli_tui.core.ledger import Field
from linli_tui.core.words import _, say
from linli_tui.ledgers.council import renewing, rules
from linli_tui.ui.keys import digits
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.entry_list import EntryLine, EntryLines
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.lines import Lines
from linli_tui.ui.widgets.side import Side

STAY, NEW, EMPTY = "stay", "new", "empty"
DIGITS = (STAY, NEW, EMPTY)
TITLES = (_("连任"), _("换人"), _("空着"))
ASKED = (
    Field("on", "从哪天起", "date", required=True, hint="新一届从这一天起，原来的到这一天为止"),
    Field("until", "任满的那天", "date", hint="没有定就空着"),
    Field("how", "怎么产生的", "choice", choices=rules.WAYS),
)
PEOPLE = (("kind", ("resident", "outsider")),)
"""Who can be elected: no firm."""
YEARS = 3
"""How long a term is when no other was known."""
BLANK = ("chair", "vice", "member", "member", "member")
"""The seats of a body in which nobody has sat so far."""
BLANK_BESIDE = ("group_leader", "group_member", "group_member")
"""The same of a body that stands beside the main one."""


@dataclass(slots=True)
class Renewal:
    """One seat: what it is called, who sits there, and who is to; `state` is "" while nothing has been decided."""

    post: str
    title: str
    before: str = ""
    holder: str = ""
    state: str = ""
    person: str = ""
    name: str = ""
    place: str | None = None

    @property
    def elected(self) -> dict[str, Any] | None:
        """What the act is given; None for an empty seat."""
        person = self.before if self.state == STAY else self.person if self.state == NEW else ""
        return {"post": self.post, "person": person, "place": self.place} if person else None

    @property
    def words(self) -> str:
        """What was decided."""
        if self.state == NEW:
            return say("换成{name}", name=self.name) if self.holder else self.name
        return say(dict(zip(DIGITS, TITLES, strict=True))[self.state]) if self.state else ""


class RenewScreen(PageScreen[Change]):
    """The seats at the left, what the digits mean at the right; after the last seat the days, then one question."""

    heading = "换届"
    BINDINGS = [*digits("renew.choose", "set")]
    foremost = ("finish", "add", "head")

    def __init__(self, book: Book, actor: Actor, body: str) -> None:
        """Of one body."""
        super().__init__()
        self._body = body
        self._seats: list[Renewal] = []

    def content(self) -> Iterable[Widget]:
        """Title, seats and digits, how many are decided."""
        yield Horizontal(Static("", id="name"), Static("", id="place"), id="title")
        yield Horizontal(EntryLines(id="card"), Side(say("按数字定"), "set"), id="both")
        yield Static("", id="count")

    def on_mount(self) -> None:
        """Whoever sits there, seat by seat."""
        row = self.book.read.get("body", self._body) or {}
        self._kind, self._beside = str(row.get("kind") or ""), bool(row.get("beside"))
        today = clock.today().isoformat()
        self._seats = [
            Renewal(post["post"], self._post(post["post"]), post["person"], self._called(post["person"]))
            for post in renewing.seated(self.book, self._body, today)
        ] or [Renewal(post, self._post(post)) for post in (BLANK_BESIDE if self._beside else BLANK)]
        self.query_one(Side).show(map(say, TITLES))
        self.query_one("#name", Static).update(Content.styled(str(row.get("name") or ""), "bold"))
        self.query_one("#place", Static).update(Content(str(row.get("now") or "")))
        self.query_one(EntryLines).focus()
        self.reread()

    def _post(self, post: str) -> str:
        return rules.post_title(post, self._kind)

    def _called(self, person: str) -> str:
        return self.book.read.label("person", person) or say("（已注销）")

    def hints(self) -> Iterable[Hint]:
        """The few keys there are."""
        return (("open", "选好了" if self._decided else "连任"), ("choose", ""), ("menu", ""), ("back", "先不换"))

    def more(self) -> Iterable[Choice]:
        """One more seat, a head of a house, and going on."""
        yield Choice("finish", say("选好了"), say("没有定的席位先空着"))
        yield Choice("add", say("添一个席位"))
        yield Choice("head", say("也换一位楼长"), say("不选的楼长接着当"))

    @property
    def _decided(self) -> bool:
        return bool(self._seats) and all(seat.state for seat in self._seats)

    def reread(self) -> None:
        """Shows the seats and what was decided of each."""
        lines = (
            EntryLine(str(n), seat.title, seat.holder or say("没有人"), seat.words)
            for n, seat in enumerate(self._seats)
        )
        self.query_one(EntryLines).show(lines)
        done = sum(bool(seat.state) for seat in self._seats)
        people = sum(bool(seat.elected) for seat in self._seats)
        counted = say("{n}个席位，定了{done}个，有{people}人", n=len(self._seats), done=done, people=people)
        self.query_one("#count", Static).update(Content(counted))
        self.show_hints()

    def action_set(self, digit: int) -> None:
        """Decides the seat one is on and goes on to the next; after the last one the days are asked."""
        here = self.query_one(EntryLines).highlighted
        if here is None or digit > len(DIGITS):
            return
        seat, state = self._seats[here], DIGITS[digit - 1]
        if state == NEW:
            self.flow(self._change(seat))
        elif state == STAY and not seat.before:
            self.say(say("这个席位现在没有人，请按 2 选一位，或者按 3 空着。"), "warn")
        else:
            seat.state = state
            self._step()

    async def _change(self, seat: Renewal) -> None:
        if await self._pick(seat):
            self._step()

    async def _pick(self, seat: Renewal) -> bool:
        """Whether somebody was chosen for a seat."""
        from linli_tui.ui.screens.picker import PickerScreen

        person = await self.ask(PickerScreen(self.host.catalog.ledgers["person"], title=seat.title, filters=PEOPLE))
        if person:
            seat.state, seat.person, seat.name = NEW, person, self._called(person)
        if person and person == seat.before:
            seat.state = STAY
        return bool(person)

    def _step(self) -> None:
        self.say("")
        self.reread()
        if not self.query_one(EntryLines).step(1) and self._decided:
            self.action_finish()

    def on_option_list_option_selected(self, event: Lines.OptionSelected) -> None:
        """Enter on a seat: whoever sits there goes on; once all are decided, on to the days."""
        if self._decided:
            self.action_finish()
        else:
            self.action_set(1)

    def action_add(self) -> None:
        """One more seat."""
        self.flow(self._add())

    async def _add(self) -> None:
        known = rules.BESIDE if self._beside else COMMITTEE
        posts = [key for key, _title in rules.POSTS if key in known]
        post = await self.choose(say("添哪个席位？"), [Choice(key, self._post(key)) for key in posts])
        if post:
            await self._take(Renewal(post, self._post(post)))

    def action_head(self) -> None:
        """Another head for one house."""
        self.flow(self._head())

    async def _head(self) -> None:
        from linli_tui.ui.screens.picker import PickerScreen

        filters = (("post", "building_head"), ("until", None))
        record = await self.ask(PickerScreen(self.host.catalog.ledgers["post"], title=say("换哪一位"), filters=filters))
        row = self.book.read.get("post", record) if record else None
        if row:
            title = say("{place}楼长", place=row["place_label"])
            holder = self._called(row["person"])
            await self._take(Renewal("building_head", title, row["person"], holder, place=row["place"]))

    async def _take(self, seat: Renewal) -> None:
        if await self._pick(seat):
            self._seats.append(seat)
            self.reread()

    def action_finish(self) -> None:
        """Asks for the days, shows what changes, and does it."""
        self.flow(self._finish())

    async def _finish(self) -> None:
        from linli_tui.ui.screens.form import FormScreen
        from linli_tui.ui.screens.forms import Asked
        from linli_tui.ui.screens.second import ask_second

        today = clock.today()
        start = {"on": today.isoformat(), "until": self._usual_end(today)}
        asked = Asked(say("从哪天到哪天"), ASKED, start, dict, button=say("下一步"))
        days = await self.ask(FormScreen(asked))
        elected = [each for each in (seat.elected for seat in self._seats) if each]
        question = say("要换届吗？原来的职务到那一天为止，新的一起写好。")
        if days and await self.confirm(question, say("换届"), say("再看看"), "\n".join(self.changes())):
            more = {name: days.get(name) or "" for name in ("until", "how")}
            among, second = renewing.witnesses(self.book, self.host.actor), None
            if among:
                second = await ask_second(self, say("换届"), among)
                if second is None:
                    return
            on, actor = days["on"], self.host.actor
            self.dismiss(renewing.renew(self.book, actor, self._body, on=on, elected=elected, second=second, **more))

    def _usual_end(self, today: date) -> str:
        """As many months on as the last term had; three years where none was known."""
        rows = self.book.read.sql(
            "SELECT since, until FROM term WHERE body = ? AND voided = 0 AND since < until ORDER BY since",
            (self._body,),
        )
        months = 12 * YEARS
        if rows:
            since, until = (date.fromisoformat(rows[-1][name]) for name in ("since", "until"))
            months = (until.year - since.year) * 12 + until.month - since.month
        return dates.add_months(today, months).isoformat()

    def changes(self) -> Iterable[str]:
        """Seat by seat old and new; those who go on in one line."""
        staying = "、".join(f"{seat.title} {seat.holder}" for seat in self._seats if seat.state == STAY)
        if staying:
            yield say("连任：{names}", names=staying)
        for seat in self._seats:
            if seat.state != STAY:
                old, new = seat.holder or say("空着"), seat.name if seat.state == NEW else say("空着")
                yield say("{seat}：{old} 改为 {new}", seat=seat.title, old=old, new=new)
