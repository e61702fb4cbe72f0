"""A new council in one act: the old posts end, the term and the new posts begin, and all of it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from linli_tui.book import keys
from linli_tui.book.verifier import PIN
from linli_tui.core import clock
from linli_tui.core.access import OFFICERS, Actor
from linli_tui.core.refusal import Refused
from linli_tui.core.words import say
from linli_tui.ledgers.council import forming, rules, service, terms

if TYPE_CHECKING:
    from linli_tui.book.book import Book
    from linli_tui.book.change import Change
    from linli_tui.book.people import Member
    from linli_tui.book.writing import Transaction

Row = dict[str, Any]
Seat = tuple[str, str, str | None, str | None]
"""Post, person, place and group."""
HEADS = frozenset(rules.FOR_PLACE) | frozenset(rules.FOR_GROUP)
"""Posts that go on from term to term unless somebody else is named for the same place or group."""
AT_ONCE = ("result", "list", "form")
"""The papers an election makes, which are to be filed where the law of the body says so."""


def sitting(book: Book, body: str, on: str) -> list[Row]:
    """The posts of a body that hold on a day or begin later, highest first; those of no body are the main one's."""
    main = body == forming.main_body(book)
    return book.read.sql(
        "SELECT * FROM post WHERE voided = 0 AND ifnull(until, '9999-99-99') > ? AND (body = ? OR body IS NULL AND ?) "
        "ORDER BY order_key, ifnull(since, ''), id",
        (on, body, main),
    )


def seated(book: Book, body: str, on: str) -> list[Row]:
    """The seats of a body with who sits in them on a day; where all terms have run out, with who sat there last."""
    seats = [post for post in sitting(book, body, on) if post["post"] not in HEADS]
    if seats:
        return seats
    past = [post for post in sitting(book, body, "") if post["until"] and post["post"] not in HEADS]
    last = max((post["until"] for post in past), default="")
    return [post for post in past if post["until"] == last]


def renew(
    book: Book,
    actor: Actor,
    body: str,
    *,
    on: str,
    until: str = "",
    elected: Sequence[Row],
    elected_on: str = "",
    how: str = "",
    second: Actor | None = None,
) -> Change:
    """A body begins a new term on a day with those elected: {post, person, place, group}.

    Whoever keeps watch after his term does it with a `second` person who has a PIN; alone only where nobody else has
    one, and the act bears the mark of 看守.

    Whoever held a post of it before holds it no longer, but for heads of houses and groups, unless theirs is named.
    What cannot be is refused before anything is written; what the law has otherwise is said, with who decided.
    """
    book.rights.refuse("hand_over")
    _refuse_alone(book, actor, second)
    with book.transaction(actor, "renew", second=second) as t:
        t.beside("post", "term", "filing")
        old, before = sitting(book, body, on), {post["person"] for post in seated(book, body, on)}
        seats = [(each["post"], each["person"], each.get("place"), each.get("group")) for each in elected]
        _refuse_impossible(t, body, on, until, old, seats)
        _end(t, old, seats, on)
        _end_terms(t, body, on)
        term = t.save(
            "term",
            {
                "body": body,
                "ordinal": forming.next_ordinal(t, body),
                "since": on,
                "until": until or None,
                "seats": (t.row("body", body) or {}).get("seats"),
                "elected_on": elected_on or min(on, clock.today().isoformat()),
                "how": how or None,
            },
        )
        t.save_all("post", _begun(body, term, on, until, old, seats))
        _lay_out_papers(t, body, term)
        t.say(_said(t, actor, body, term, before, seats))
    return t.change


def witnesses(book: Book, actor: Actor) -> list[Member]:
    """Who has to stand by when somebody who keeps watch renews a body: anybody else with a PIN, none for an officer."""
    if not actor.is_caretaker or set(actor.posts) & set(OFFICERS):
        return []
    return [m for m in keys.holders(book) if m.person != actor.id and PIN in keys.kinds_of(book, m.person)]


def _refuse_alone(book: Book, actor: Actor, second: Actor | None) -> None:
    able = [member.person for member in witnesses(book, actor)]
    if able and (second is None or second.id not in able):
        raise Refused(
            say("看守期里换届要两个人一起办。"),
            say("什么也没有改。"),
            say("请另一位有密码的人看清楚，按自己的密码。居委会来人见证，要等台账能加密以后才有。"),
        )


def _refuse_impossible(t: Transaction, body: str, on: str, until: str, old: list[Row], seats: list[Seat]) -> None:
    row, kept = t.row("body", body) or {"voided": 1}, say("什么也没有改。")
    if row["voided"] or (row["until"] and row["until"] <= on):
        raise Refused(say("这个组织已经不在了。"), kept, say("请看看是不是选错了。"))
    if until and until <= on:
        raise Refused(say("任满的日子要在开始的日子之后。"), kept, say("请改一改日期。"), field="until")
    begun = max((post["since"] or "" for post in old), default="")
    if begun >= on or t.sql("SELECT 1 FROM term WHERE body = ? AND voided = 0 AND since >= ?", (body, on)):
        what = say("从{on}起已经有人任职，或者已经有一届了。", on=on)
        raise Refused(what, kept, say("请写一个更晚的日子，或者先撤回上一次换届。"), field="on")
    if not any(post not in HEADS for post, *_ in seats):
        raise Refused(say("一个席位也没有选人。"), kept, say("请至少选定一位。"))
    _refuse_twice(seats, row["kind"], kept)
    for seat in seats:
        _refuse_unfit(t, body, seat, kept)


def _refuse_twice(seats: list[Seat], kind: str, kept: str) -> None:
    if len(set(seats)) < len(seats):
        raise Refused(say("同一个人的同一个职务写了两次。"), kept, say("请去掉一个。"))
    if sum(post == "chair" for post, *_ in seats) > 1:
        what = say("{title}只能有一位。", title=rules.post_title("chair", kind))
        raise Refused(what, kept, say("请留一位，别的改成副职。"))


def _refuse_unfit(t: Transaction, body: str, seat: Seat, kept: str) -> None:
    post, person, place, group = seat
    row = t.row("person", person)
    if row is None or row["voided"] or row["merged_into"]:
        name = (row or {}).get("name") or say("选的人")
        raise Refused(say("{name}已经不在名单里了。", name=name), kept, say("请换一个人。"), field="person")
    service.refuse_misplaced(t, {"post": post, "place": place, "group": group, "body": body})


def _end(t: Transaction, old: list[Row], seats: list[Seat], on: str) -> None:
    named = {(post, place, group) for post, _, place, group in seats}
    for post in old:
        of = (post["post"], post["place"], post["group"])
        stays = _seat(post) in seats if of in named else True
        if post["post"] not in HEADS or not stays:
            t.save("post", {"id": post["id"], "until": on})


def _seat(post: Row) -> Seat:
    return post["post"], post["person"], post["place"], post["group"]


def _end_terms(t: Transaction, body: str, on: str) -> None:
    for row in t.sql("SELECT * FROM term WHERE body = ? AND voided = 0", (body,)):
        if (row["until"] or "9999") > on:
            t.save("term", {"id": row["id"], "until": on})


def _begun(body: str, term: str, on: str, until: str, old: list[Row], seats: list[Seat]) -> Iterable[Row]:
    """The new posts; heads go on without an end, and a head who is named again goes on as he is."""
    going_on = {_seat(post) for post in old if post["post"] in HEADS}
    for seat in seats:
        post, person, place, group = seat
        if seat not in going_on:
            at = {"place": place, "group": group, "body": body, "term": term}
            end = None if post in HEADS else until or None
            yield {"person": person, "post": post, **at, "since": on, "until": end}


def _lay_out_papers(t: Transaction, body: str, term: str) -> None:
    """Where the law wants them filed, the papers of this election stand on the list from the first day."""
    row, elected = t.row("body", body) or {}, (t.row("term", term) or {})["elected_on"]
    rule = terms.find("filing", row["profile"], row["kind"], elected)
    papers = [paper for paper in AT_ONCE if rule and paper in rule.papers]
    t.save_all("filing", ({"body": body, "kind": paper, "made_on": elected} for paper in papers))


def _said(t: Transaction, actor: Actor, body: str, term: str, before: set[str], seats: list[Seat]) -> str:
    after = {person for post, person, *_ in seats if post not in HEADS}
    row, now = t.row("body", body) or {}, t.row("term", term) or {}
    done = say(
        "{name}{term}从{on}起：连任{stay}人，新任{new}人，卸任{gone}人",
        name=row["name"], term=now["label"], on=now["since"],
        stay=len(after & before), new=len(after - before), gone=len(before - after),
    )  # fmt: skip
    return forming.decided(done, actor, *warnings(t, body, seats, now["since"], now["until"]))


def warnings(t: Transaction, body: str, seats: list[Seat], on: str, until: str | None) -> list[str]:
    """What the law, or sense, would have otherwise: seats, length of the term, posts that do not go together."""
    row = t.row("body", body) or {}
    people = len({person for post, person, *_ in seats if post not in HEADS})
    full = row["seats"]
    over = say("定的席位是{seats}个，选了{n}人", seats=full, n=people) if full and people > full else ""
    own: dict[str, set[str]] = {}
    for post, person, *_ in seats:
        own.setdefault(person, set()).add(post)
    apart = [rules.warn_of_post(post, own[person] - {post}, 0) for post, person, *_ in seats]
    odd = forming.warn_of_seats(t, body, row["seats"], on)
    years = terms.wrong_years(on, until, row["kind"], row["profile"])
    return [*dict.fromkeys(filter(None, (over, odd, years, *apart)))]
