"""One form for all that is written: a row for each field, drafts as one writes, what changes before it is saved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from linli_tui.book import desk
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ui import cards
from linli_tui.ui.keys import binding
from linli_tui.ui.screens import answers, filling
from linli_tui.ui.screens.drafting import KEEP_EVERY, Drafting
from linli_tui.ui.screens.forms import Asked
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.screens.second import ask_second
from linli_tui.ui.widgets.digits import Choice
from linli_tui.ui.widgets.foot import Hint
from linli_tui.ui.widgets.form_line import FormLine
from linli_tui.ui.widgets.writers import ChoiceWords, NoteWords, RefWords

LAST = 2
"""Rows kept for the button below the fields."""


class FormScreen(PageScreen[Any]):
    """Asks for fields and saves them; its answer is what saving gave, a Change as a rule, or None."""

    BINDINGS = [
        binding("form.save", "save"),
        binding("form.new", "save(True)", words="存下来，再写一条"),
        binding("form.down", "go(1)", words="下一栏", show=False),
        binding("form.up", "go(-1)", words="上一栏", show=False),
    ]

    def __init__(self, asked: Asked) -> None:
        """A form for what is asked."""
        super().__init__()
        self._asked = asked
        self._drafting = Drafting(asked.draft)
        self._followed: dict[str, str] | None = None
        self._pinyin_ok: set[str] = set()
        self._begun: dict[str, str] = {}
        self._made: Any = None
        self._wrong: list[FormLine] = []

    def content(self) -> Iterable[Widget]:
        """Title, rows, what changes, and the button to save."""
        self.heading = self._asked.title.partition("  ")[0]
        yield Horizontal(Static(Content.styled(self._asked.title, "bold"), id="name"), id="title")
        if self._asked.note:
            yield Static(Content(self._asked.note), id="note")
        label = self.host.book.read.label if self.host.book else _no_label
        lines = [FormLine(f, self._asked.start.get(f.name), label) for f in self._asked.fields]
        buttons = [Button(self._save_words, id="save")]
        if self._asked.again:
            buttons.append(Button(say("存下来，再写一条"), id="again"))
        yield VerticalScroll(
            *lines, Vertical(Static("", id="changes"), Horizontal(*buttons, id="buttons"), id="end"), id="form"
        )

    def on_mount(self) -> None:
        """Begins at the field asked for, or takes up a draft."""
        self.query_one(VerticalScroll).can_focus = False
        self._follow()
        self._begin()
        lines = self.lines()
        self._focus(next((line for line in lines if line.field.name == self._asked.at), next(iter(lines), None)))
        self.set_interval(KEEP_EVERY, self.keep_draft)
        self.call_after_refresh(self._offer_draft)

    def on_resize(self) -> None:
        """Rows stand apart, each with its hint below it, as long as all of them can be seen at once."""
        room = self.query_one("#form").size.height - LAST
        self.set_class(self.host.habits.roomy or 2 * len(self._asked.fields) <= room, "-airy")

    @property
    def _save_words(self) -> str:
        return self._asked.button or say("存下来")

    def hints(self) -> Iterable[Hint]:
        """How to go on."""
        again = (("new", "再写一条"),) if self._asked.again else ()
        if isinstance(self.focused, Button):
            other = (("down", "存下来，再写一条"),) if self._asked.again and self.focused.id == "save" else ()
            return (("open", str(self.focused.label)), *other, ("up", "上一栏"), ("back", "返回"))
        save = ("save", self._save_words)
        return (("open", "下一栏"), ("up", "上一栏"), save, *again, ("back", "返回"), ("help", ""))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One after another only where that was offered."""
        again = (action, *parameters) == ("save", True)
        return super().check_action(action, parameters) and (self._asked.again or not again)

    def lines(self) -> list[FormLine]:
        """The rows that are asked now."""
        return [line for line in self.query(FormLine) if line.display]

    def typed(self) -> dict[str, str]:
        """What stands in all rows, as a draft keeps it."""
        return {line.field.name: line.typed for line in self.query(FormLine)}

    def _begin(self) -> None:
        self._begun = self.typed()
        self._drafting.begin(self._begun)

    @property
    def changed(self) -> bool:
        """Whether something was written since the form was opened."""
        return self.typed() != self._begun

    # Drafts

    @property
    def begun(self) -> tuple[str, str] | None:
        """Where what is written lies as a draft; None where nothing is, or nothing can be kept."""
        return self._asked.draft if self.changed else None

    def keep_draft(self) -> bool:
        """Keeps what is written; True when it lies on the desk, or there is nothing to keep."""
        return not self.changed or self._drafting.keep(self, self.typed())

    def _offer_draft(self) -> None:
        draft = self._drafting.found(self)
        if draft is not None and (draft.shut or draft.typed != self._begun):
            self.flow(self._take_up(draft))

    async def _take_up(self, draft: desk.Draft) -> None:
        taken = await filling.take_up(self, draft, self.query(FormLine))
        if taken:
            self._follow()
        elif taken is not None:
            self._drafting.forget(self)

    # Going through the rows

    def _focus(self, line: FormLine | None) -> None:
        (line.writer if line is not None else self.query_one("#save")).focus()

    def action_go(self, step: int) -> None:
        """To the next row, or the one before, of those that are asked by now."""
        self._follow()
        places: list[Widget] = [*(line.writer for line in self.lines()), *self.query(Button)]
        here = places.index(self.focused) if self.focused in places else 0
        places[max(min(here + step, len(places) - 1), 0)].focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: to the next row, after a record was settled; one that is needed is chosen from all of them."""
        if isinstance(event.input, RefWords) and event.input.unsettled:
            self.flow(self._settle_and_go(event.input))
        else:
            self._go_on(event.input)

    def on_note_words_submitted(self, event: NoteWords.Submitted) -> None:
        """On from a note."""
        self._go_on(event.writer)

    def _go_on(self, writer: Widget) -> None:
        """To the next row; after the one row somebody came to change, what is left is to save."""
        if self._asked.at and self.changed and writer.id == f"writer-{self._asked.at}":
            self._focus(None)
        else:
            self.action_go(1)

    async def _settle_and_go(self, writer: RefWords) -> None:
        if await filling.settle(self, writer):
            self.action_go(1)

    def on_choice_words_wanted(self, event: ChoiceWords.Wanted) -> None:
        """All choices of a field."""
        self.flow(self._pick(event.writer))

    async def _pick(self, writer: ChoiceWords) -> None:
        if await filling.pick(self, writer):
            self.action_go(1)

    def on_input_changed(self) -> None:
        """Other fields may be asked now, and other things change."""
        self._follow()

    def on_text_area_changed(self) -> None:
        """The same for a note."""
        self._follow()

    def _follow(self) -> None:
        lines = list(self.query(FormLine))
        if (typed := self.typed()) == self._followed:
            return
        self._followed = typed
        values = {**self._asked.about, **self._asked.start, **answers.as_far_as_known(lines)}
        for line in lines:
            line.display = cards.asked(line.field, values)
        for n, line in enumerate(self.lines()):
            line.set_class(bool(n % 2), "-even")
        said = [] if self._asked.whole else list(answers.changes(self.lines(), self._asked.start))
        changes = self.query_one("#changes", Static)
        changes.update(Content("\n".join([say("要改的："), *said])))
        changes.display = bool(said)
        self._say_wrong([line for line in self._wrong if answers.is_wrong(line)])

    def _say_wrong(self, wrong: list[FormLine]) -> None:
        """So many rows are wrong; the last one mended takes the sentence away."""
        if wrong != self._wrong:
            many = say("还有 {n} 处要看一看。您写的都还在。", n=len(wrong)) if wrong else ""
            self.say(many, "error" if wrong else "")
        self._wrong = wrong

    # Saving

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The buttons at the end."""
        self.action_save(event.button.id == "again")

    def action_save(self, again: bool = False) -> None:
        """Saves from anywhere, and begins another one where that is wanted."""
        self.flow(self._save(again=again))

    async def _save(self, *, again: bool = False) -> None:
        if (unsettled := await filling.settle_all(self, self.lines())) is not None:
            self._focus(unsettled)
            return
        values, wrong = answers.read(self.lines())
        if wrong:
            self._focus(wrong[0])
            self._wrong = []
            self._say_wrong(wrong)
            return
        if (in_pinyin := await filling.check_pinyin(self, self.lines(), self._pinyin_ok)) is not None:
            self._focus(in_pinyin)
            return
        if not self._asked.whole and not (values := answers.differing(values, self._asked.start)):
            self._drafting.forget(self)
            self.say(say("没有什么要改的。"))
            return
        if self._asked.two:
            values["second"] = await ask_second(self, self._asked.two)
        self._made = self._asked.save(values)
        self._drafting.forget(self)
        if again:
            self._begin_again()
        else:
            self.dismiss(self._made)

    def _begin_again(self) -> None:
        for line in self.query(FormLine):
            line.put(self._asked.start.get(line.field.name))
        self._wrong = []
        self._follow()
        self._begin()
        self._focus(next(iter(self.lines()), None))
        self.tell(self._made)

    def meet(self, refused: Refused) -> None:
        """No: in its row where it is about one, and on the notice line."""
        super().meet(refused)
        line = next((line for line in self.lines() if line.field.name == refused.field), None)
        if line is not None:
            self._focus(line)
            line.find_fault(str(refused))

    def action_back(self) -> None:
        """Leaves; where something was written it is asked what becomes of it."""
        if self.changed:
            self.flow(self._leave())
        else:
            self.dismiss(self._made)

    async def _leave(self) -> None:
        choices = [Choice("save", say("保存")), Choice("drop", say("不保存")), Choice("stay", say("继续写"))]
        chosen = await self.choose(say("写了还没有存，怎么办？"), choices)
        if chosen == "save":
            await self._save()
        elif chosen == "drop":
            self._drafting.forget(self)
            self.dismiss(self._made)


def _no_label(ledger: str, record: str) -> str:
    """Without a book no record has a name."""
    return ""
