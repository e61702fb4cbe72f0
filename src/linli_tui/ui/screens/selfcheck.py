"""自检: how this terminal shows glyphs and colours, which keys arrive, and whether Chinese can be typed."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, Static

from linli_tui.core.words import _, say
from linli_tui.ui import terminal
from linli_tui.ui.keys import name_of
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.widgets.foot import Hint

RULER = "0123456789" * 4
GLYPHS = "永富新村邻里互助台账一二三四五六七八九十"
RARE = "䶮㛃喆堃𫍽"
TINTS = (("success", _("好")), ("warning", _("当心")), ("error", _("不行")), ("primary", _("朱")), ("accent", _("青")))


class SelfcheckScreen(PageScreen[None]):
    """A page to look at together with whoever helps: every line says what it should look like."""

    heading = "自检"

    def content(self) -> Iterable[Widget]:
        """Ruler, colours, keys, typing."""
        here = terminal.this_terminal()
        colours = {0: say("黑白"), 1 << 24: say("全彩")}.get(here.colours, say("{n} 色", n=here.colours))
        size = say("宽 {columns}  高 {rows}", columns=here.columns, rows=here.rows)
        tints = [Content.styled(say(word), f"$text-{tint}") for tint, word in TINTS]
        aligned = say("上面两行右边要对齐。不齐，请在窗口的设置里换一种字体。")
        yield VerticalScroll(
            _line(say("尺子"), Content(RULER)),
            _line(say("汉字"), Content(GLYPHS)),
            _line("", Content.styled(aligned, "$text-muted")),
            _line(say("生僻字"), Content(RARE + say("   看得见五个字，姓名里就能显示"))),
            _line(say("颜色"), Content("  ").join(tints)),
            _line(say("窗口"), Content(f"{here.name}  {size}  {colours}")),
            _line(say("按键"), Content(say("请按 F2、F10、方向键，看这里变不变")), "pressed"),
            _line(say("打字"), Content(say("在下面一格打几个汉字，选字的小窗口应该就在旁边"))),
            Input(compact=True, id="typing"),
            id="selfcheck",
        )

    def on_mount(self) -> None:
        """The box has the keys."""
        self.query_one(VerticalScroll).can_focus = False
        self.query_one(Input).focus()

    def hints(self) -> Iterable[Hint]:
        """Only back."""
        return (("back", ""),)

    def tell_key(self, event: Key) -> None:
        """Shows a key that arrived."""
        self.query_one("#pressed", Static).update(Content.assemble(_label(say("按键")), (name_of(event.key), "bold")))

    def on_key(self, event: Key) -> None:
        """Keys the box did not take."""
        self.tell_key(event)


def _label(text: str) -> str:
    return text + " " * (8 - 2 * len(text)) + "  "


def _line(label: str, content: Content, name: str | None = None) -> Static:
    return Static(Content.assemble((_label(label), "$text-muted"), content), id=name)
