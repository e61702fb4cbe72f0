"""开锁方式: who can open this book with what; a PIN or passphrase is given, changed, or taken back by two persons.

Of an encrypted book also the recovery sheet, and the change of its lock.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from linli_tui.book import keys, people, sealing, sheet, verifier
from linli_tui.book.verifier import FOUNDER, PASSPHRASE, PIN
from linli_tui.book.ways import lacking
from linli_tui.core import dates
from linli_tui.core.access import OFFICERS
from linli_tui.core.words import say
from linli_tui.ui.keys import key, name_of
from linli_tui.ui.screens import relocking
from linli_tui.ui.screens.page import PageScreen
from linli_tui.ui.screens.second import ask_second
from linli_tui.ui.screens.secret import PassphraseScreen, PinScreen
from linli_tui.ui.screens.sheet import copy_out
from linli_tui.ui.widgets.cells import wrap
from linli_tui.ui.widgets.digits import PAGE, Choice, Digits
from linli_tui.ui.widgets.foot import Hint

MARGINS = 4
"""Cells to the left and right of the text of this page."""
SHEET, LOCK = "sheet", "rekey"
"""The lines of an encrypted book that speak of nobody; they bear the last digits of the first page at most."""


class PinsScreen(PageScreen[None]):
    """Everybody who holds a post today, and what he opens the book with."""

    heading = "开锁方式"

    def content(self) -> Iterable[Widget]:
        """What this is about, the people, and what a key does not guard."""
        yield Horizontal(Static(Content.styled(say("谁用什么打开这本台账"), "bold"), id="name"), id="title")
        yield Static("", id="note")
        yield Digits(id="shelf")
        yield Static("", id="looked")

    def on_mount(self) -> None:
        """The people have the keys."""
        self.query_one(Digits).focus()

    def hints(self) -> Iterable[Hint]:
        """Whom."""
        return (("choose", say("给谁设")), ("back", ""), ("menu", ""), ("help", ""))

    def reread(self) -> None:
        """Who can do what now."""
        members = people.members(self.book)
        names = [Choice(m.person, m.name, self._note(m)) for m in members]
        own = self._of_the_book()
        first = PAGE - len(own)
        self.query_one(Digits).show([*names[:first], *own, *names[first:]])
        self.query_one("#looked", Static).update(Content("\n".join(wrap(self._stands(), self._room))))
        if not members:
            ledger = self.host.catalog.ledgers.get("post")
            where = self.host.catalog.area(ledger).title if ledger else ""
            note = say("现在没有人有职务。请先在「{where}」里登记会长、秘书和楼长，再来设密码。", where=where)
        elif keys.has_keys(self.book):
            note = say("按数字选一个人。给自己换，先按旧的；给别人设，要会长、副会长或秘书；给别人换，要两位一起办。")
            if not keys.has_officers_passphrase(self.book):
                note = self._urge() + note
        else:
            who = say("谁都能打开") if self.book.key is None else say("只有建台账的人的口令能打开")
            note = say("还没有人设密码，{who}。第一个密码要给会长、副会长或秘书设。", who=who)
        self.query_one("#note", Static).update(Content("\n".join(wrap(note, self._room))))

    @property
    def _room(self) -> int:
        return self.app.size.width - MARGINS

    def _of_the_book(self) -> list[Choice]:
        """The recovery sheet and the lock, for whoever looks after keys."""
        if self.book.key is None or not self.book.rights.may("keys"):
            return []
        copied = sheet.made_on(self.book)
        said = say("{day}抄过", day=dates.show_date(date.fromisoformat(copied))) if copied else say("还没有抄")
        return [
            Choice(SHEET, say("恢复单"), said),
            Choice(LOCK, say("换锁"), say("恢复单丢了，换届了；要两个人一起办")),
        ]

    def _stands(self) -> str:
        """What the keys do not guard; of an encrypted book whether there are ways enough."""
        enough = say("加了锁：只有负责人的口令和恢复单打得开这个文件。")
        return keys.said_of_file(self.book) or lacking(self.book) or enough

    def _urge(self) -> str:
        if self.book.key is not None:
            return say("还没有负责人设口令，关机以后只有建台账的人打得开。请会长、副会长或秘书现在就设一句。\n")
        return say("还没有人设口令，密码按错再多次也只是等。请会长、副会长或秘书现在就设一句。\n")

    def _note(self, member: people.Member) -> str:
        kinds = keys.kinds_of(self.book, member.person)
        has = [say(words) for kind, words in keys.WORDS.items() if kind in kinds]
        said = say("有{what}", what="、".join(has)) if has else say("还没有密码")
        given = say("密码是别人设的，本人还没换") if keys.is_given(self.book, member.person) else ""
        return "   ".join(filter(None, (member.short, said, given)))

    def on_digits_chosen(self, event: Digits.Chosen) -> None:
        """What to do for this person, or with the lock."""
        if event.choice.id == SHEET:
            self.flow(self._sheet())
        elif event.choice.id == LOCK:
            self.flow(relocking.change_lock(self))
        elif (member := people.member(self.book, event.choice.id)) is not None:
            self.flow(self._ask(member))

    async def _sheet(self) -> None:
        if await relocking.proved(self):
            await copy_out(self)

    async def _ask(self, member: people.Member) -> None:
        had = keys.kinds_of(self.book, member.person)
        ways = [Choice("pin", say("换四位密码") if PIN in had else say("设四位密码"))]
        if set(member.posts) & set(OFFICERS):
            note = say("台账关上以后用它打开")
            ways.append(Choice("words", say("换口令") if PASSPHRASE in had else say("设口令"), note))
        elif sealing.may_open(self.book, member):
            note = say("用它看锁着的调解内容")
            ways.append(Choice("words", say("换口令") if PASSPHRASE in had else say("设口令"), note))
        if had and self.book.rights.may("keys"):
            ways.append(Choice("revoke", say("收回密码"), say("以后打不开；要两个人一起办")))
        chosen = await self.choose(say("给{name}", name=member.name), ways)
        if chosen == "pin":
            await self._pin(member, had)
        elif chosen == "words":
            await self._passphrase(member, had)
        elif chosen == "revoke":
            await self._revoke(member)

    def _is_own(self, member: people.Member) -> bool:
        return member.person == self.host.actor.id

    async def _old(self, member: people.Member, by_words: bool) -> str | None:
        """What the person himself opens the book with; None where he did not say."""
        if by_words:
            screen = PassphraseScreen(say("{name}现在的口令", name=member.name), say("打好按回车。"), new=False)
            return await self.ask(screen) or None
        return await self.ask(PinScreen(say("{name}现在的密码", name=member.name))) or None

    async def _proof(self, member: people.Member, had: set[str], by_words: bool) -> dict[str, Any] | None:
        """Who lets this key be replaced: the person with the old one, or another officer; None for nobody."""
        sits = self.host.actor
        gives = self.book.rights.may("keys") and not sits.is_caretaker
        if not had or sits.is_owner or not (gives or self._is_own(member)):
            return {}
        if not self._is_own(member):
            ways = [
                Choice("second", say("请另一位负责人一起办"), say("{name}忘了旧的", name=member.name)),
                Choice("old", say("{name}自己按旧的", name=member.name), say("本人在旁边")),
            ]
            chosen = await self.choose(say("{name}已经有密码了，怎么换？", name=member.name), ways)
            if chosen == "second":
                second = await ask_second(self, say("给{name}换密码", name=member.name), but=member.person)
                return {"second": second} if second else None
            if chosen != "old":
                return None
        if not by_words and PASSPHRASE in had:
            asked = [Choice("pin", say("按旧的密码")), Choice("words", say("忘了密码，打口令"))]
            by_words = await self.choose(say("{name}用什么证明是本人？", name=member.name), asked) == "words"
        old = await self._old(member, by_words)
        return {"old": old} if old else None

    async def _pin(self, member: people.Member, had: set[str]) -> None:
        proof = await self._proof(member, had, PIN not in had)
        if proof is None:
            return
        detail = say("不要用电话、生日里的，也不要连着的、一样的。请本人来按。")
        pin = await self.ask(PinScreen(say("{name}的新密码", name=member.name), detail, new=True))
        if pin:
            self._told(keys.set_pin(self.book, self.host.actor, member.person, pin, **proof).say)

    async def _passphrase(self, member: people.Member, had: set[str]) -> None:
        # Who came in by the recovery sheet may have forgotten the passphrase.
        by_pin = self.book.by_sheet and PIN in had
        proof = await self._proof(member, had, PASSPHRASE in had and not by_pin)
        if proof is None:
            return
        detail = say("一句只有自己知道的话：至少4个汉字，或者8个字母数字。抄一份锁在别处。")
        words = await self.ask(PassphraseScreen(say("{name}的新口令", name=member.name), detail))
        if words:
            founders = verifier.stored(self.book.connection, FOUNDER, PASSPHRASE) is not None
            said = keys.set_passphrase(self.book, self.host.actor, member.person, words, **proof).say
            replaced = founders and verifier.stored(self.book.connection, FOUNDER, PASSPHRASE) is None
            self._told(said + (say("建台账时的口令从现在起不用了。") if replaced else ""))

    async def _revoke(self, member: people.Member) -> None:
        what = say("收回{name}的密码", name=member.name)
        if await self.confirm(say("要收回{name}的密码吗？", name=member.name), say("收回"), say("不收回")):
            second = await ask_second(self, what)
            if second is not None:
                self._told(keys.revoke(self.book, self.host.actor, member.person, second=second).say)

    def _told(self, said: str) -> None:
        """Says what was done; whoever still sits here without a key is told how to begin using them."""
        self.reread()
        lock = say("都设好了，就按 {lock} 锁上，以后各人用各人的密码。", lock=name_of(key("lock").keys))
        self.say(said + lock if self.host.actor.is_owner else said, "ok")
        self.host.keys_changed()
