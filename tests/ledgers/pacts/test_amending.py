"""Articles that stay themselves, what was in force on a day, amendments by a vote only, what becomes of signatures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.book import acting, undo
from linli_tui.book.check import check
from linli_tui.book.writing import void, write
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.pacts import comparing, differing, papers, ready, renewing, rules, service, signing
from linli_tui.paper import as_text
from tests.ledgers.pacts.test_service import DIGITS, TODAY, article, draft, homes, in_force, move, sign, state

__all__ = ["homes"]


def texts(book, version):
    return {row["line"]: (row["title"], row["text"]) for row in book.read.parts("article", version)}


def propose(book, pact, **values):
    return write(book, OWNER, "amendment", {"pact": pact, "why": "车多了", **values}).records[0][1]


def motion(book, verdict="passed", ledger="assembly", title="修订公约", **more):
    """A vote that was taken; only its outcome matters here."""
    record = write(book, OWNER, ledger, {"title": title, **more}).records[0][1]
    book.connection.execute(
        f"UPDATE main.{ledger} SET state='decided', verdict=?, decided_on=? WHERE id=?", (verdict, TODAY, record)
    )
    return record


def decide(book, amendment, verdict="passed"):
    vote = motion(book, verdict, body="residents_meeting")
    acting.move(book, OWNER, "amendment", "put_to_vote", amendment, assembly=vote)
    return acting.move(book, OWNER, "amendment", "accept" if verdict == "passed" else "reject", amendment)


def written_in(book, amendment):
    (row,) = book.read.sql("SELECT v.id, v.label FROM article a JOIN pact_version v ON v.id = a.version "
                           "WHERE a.amendment = ?", (amendment,))  # fmt: skip
    assert book.read.get("amendment", amendment)["merged_in"] == row["label"]
    return row["id"]


def second(book, pact, change):
    """A version more, with what `change` does to its draft, adopted and in force."""
    version = dict(service.new_version(book, OWNER, pact).records)["pact_version"]
    change(version)
    move(book, version, "ask", "adopt", "put_in_force")
    return version


def rewrite(book, version, line, text):
    row = next(row for row in book.read.parts("article", version) if row["line"] == line)
    write(book, OWNER, "article", {"text": text}, row["id"])


def test_an_article_is_the_same_under_another_number(book):
    pact, old = in_force(book)
    version = dict(service.new_version(book, OWNER, pact).records)["pact_version"]
    (same,) = book.read.parts("article", version)
    assert same["root"] == book.read.parts("article", old)[0]["id"]
    write(book, OWNER, "article", {"line": 2, "text": "一样也不放。"}, same["id"])
    article(book, version, "停车有序")
    told = {d.how: d for d in comparing.changes(book, version)}
    assert told["changed"].old["line"] == 1 and told["changed"].new["line"] == 2 and told["added"].old is None
    read = comparing.changes_text(book, OWNER, version)
    assert "原来是第一条" in read and " | " in read
    assert "第1版" in comparing.story_text(book, OWNER, same["id"])


def test_what_was_in_force_on_a_day(book, standing):
    pact, old = in_force(book)
    standing.advance(days=30)
    new = dict(service.new_version(book, OWNER, pact).records)["pact_version"]
    rewrite(book, new, 1, "一样也不放。")
    move(book, new, "ask", "adopt", "put_in_force", day="2026-12-16")
    offer = book.catalog.offer("pacts.in_force")
    said = {day: [row["text"] for row in offer(book, day)] for day in ("2026-11-15", TODAY, "2026-12-15", "2026-12-16")}
    assert said == {
        "2026-11-15": [],
        TODAY: ["不堆东西。"],
        "2026-12-15": ["不堆东西。"],
        "2026-12-16": ["一样也不放。"],
    }
    roots = {offer(book, day)[0]["root"] for day in (TODAY, "2026-12-16")}
    assert len(roots) == 1, "the same article, in other words"
    assert "第1版" in comparing.in_force_text(book, OWNER, pact, day=TODAY)
    assert "没有生效" in comparing.in_force_text(book, OWNER, pact, day="2026-01-01")
    assert state(book, old) == "ended"


KEYS = st.lists(st.sampled_from("abcdefg"), unique=True, max_size=7)
WORDS = st.sampled_from(("一", "二"))


@given(KEYS, KEYS, st.data())
def test_a_difference_loses_no_article_and_finds_each_once(was, now, data):
    def articles(keys):
        return [
            {"id": key, "root": None, "line": n, "title": key, "text": data.draw(WORDS)}
            for n, key in enumerate(keys, 1)
        ]

    old, new = articles(was), articles(now)
    told = differing.compare(old, new)
    assert [d.new["id"] for d in told if d.new] == now
    assert sorted(d.old["id"] for d in told if d.old) == sorted(was)
    assert all((d.how == "added") is (d.old is None) and (d.how == "dropped") is (d.new is None) for d in told)
    assert all(d.how != "same" for d in differing.changed(told))


def test_a_proposal_is_written_in_by_its_vote_only(book):
    pact, old = in_force(book)
    (first,) = book.read.parts("article", old)
    change = propose(book, pact, kind="change", article=first["id"], text="一样也不放。")
    with pytest.raises(Refused, match="不能"):
        acting.move(book, OWNER, "amendment", "accept", change)
    with pytest.raises(Refused, match="还没有选是哪次表决"):
        acting.move(book, OWNER, "amendment", "put_to_vote", change)
    open_ = write(book, OWNER, "assembly", {"title": "修订", "body": "residents_meeting"}).records[0][1]
    acting.move(book, OWNER, "amendment", "put_to_vote", change, assembly=open_)
    for key in ("accept", "reject"):
        with pytest.raises(Refused, match="还没有表决"):
            acting.move(book, OWNER, "amendment", key, change)
    with pytest.raises(Refused, match="不能再改"):
        write(book, OWNER, "amendment", {"text": "另一样"}, change)
    book.connection.execute("UPDATE main.assembly SET state='decided', verdict='passed' WHERE id=?", (open_,))
    with pytest.raises(Refused, match="表决通过了"):
        acting.move(book, OWNER, "amendment", "reject", change)
    done = acting.move(book, OWNER, "amendment", "accept", change)
    version = written_in(book, change)
    assert texts(book, version) == {1: ("楼道畅通", "一样也不放。")} and state(book, version) == "draft"
    (voted,) = book.read.parts("article", version)
    for act in (
        lambda: write(book, OWNER, "article", {"text": "改一改"}, voted["id"]),
        lambda: void(book, OWNER, "article", voted["id"]),
    ):
        with pytest.raises(Refused, match="按表决改的"):
            act()
    with pytest.raises(Refused, match="按表决改的"), book.transaction(OWNER, "change") as t:
        t.save("article", {"version": version, "title": "假的", "text": "没有表决过", "amendment": change})
    undo.undo(book, OWNER, done.number)
    assert book.read.get("amendment", change)["state"] == "voting"
    assert not book.read.sql("SELECT 1 FROM pact_version WHERE no = 2")


def test_articles_are_added_and_dropped_and_those_below_move_up(book):
    pact, version = draft(book)
    for title in ("楼道", "停车", "安静"):
        article(book, version, title)
    move(book, version, "ask", "adopt", "put_in_force")
    rows = book.read.parts("article", version)
    decide(book, propose(book, pact, kind="drop", article=rows[0]["id"]))
    decide(book, propose(book, pact, kind="add", title="垃圾", text="分好再扔。"))
    new = book.read.one("SELECT id FROM pact_version WHERE no = 2")
    assert [title for title, _ in texts(book, new).values()] == ["停车", "安静", "垃圾"]
    assert list(texts(book, new)) == [1, 2, 3]
    document = papers.version_changes(book, OWNER, new)
    text = as_text.text(document)
    assert "修订对照表" in text and "车多了" in text and "分好再扔" in text and document.audience == "大家看"
    assert all("会议表决" in found.where for found in check(book).findings), "but for the votes made up here"


def test_of_competing_proposals_the_first_that_passes_is_the_last(book):
    pact, old = in_force(book)
    (first,) = book.read.parts("article", old)
    one, two, three = (propose(book, pact, kind="change", article=first["id"], text=text) for text in "甲乙丙")
    votes = [motion(book, verdict, body="residents_meeting") for verdict in ("rejected", "passed", "passed")]
    for each, vote in zip((one, two, three), votes, strict=True):
        acting.move(book, OWNER, "amendment", "put_to_vote", each, assembly=vote)
    with pytest.raises(Refused, match="排在前面"):
        acting.move(book, OWNER, "amendment", "accept", two)
    with pytest.raises(Refused, match="没有通过"):
        acting.move(book, OWNER, "amendment", "accept", one)
    acting.move(book, OWNER, "amendment", "reject", one)
    acting.move(book, OWNER, "amendment", "accept", two)
    states = [book.read.get("amendment", each)["state"] for each in (one, two, three)]
    assert states == ["rejected", "accepted", "fell"]
    assert texts(book, written_in(book, two))[1][1] == "乙"


def test_each_kind_is_decided_by_those_who_may(book):
    pact, _ = in_force(book, kind="covenant")
    change = propose(book, pact, kind="add", title="垃圾", text="分好再扔。")
    with pytest.raises(Refused, match="不由它来定"):
        acting.move(book, OWNER, "amendment", "put_to_vote", change, assembly=motion(book, body="residents_meeting"))
    other = motion(book, ledger="proposal", matter="use_fund")
    with pytest.raises(Refused, match="不是管理规约"):
        acting.move(book, OWNER, "amendment", "put_to_vote", change, proposal=other)
    acting.move(
        book, OWNER, "amendment", "put_to_vote", change, proposal=motion(book, ledger="proposal", matter="covenant")
    )
    acting.move(book, OWNER, "amendment", "accept", change)


def test_silence_counts_after_seven_days_and_is_always_said(book, homes, standing):
    pact, old = in_force(book)
    for home in homes[:4]:
        sign(book, old, home)
    standing.advance(days=1)
    new = second(book, pact, lambda version: rewrite(book, version, 1, "一样也不放。"))
    row = book.read.get("pact_version", new)
    assert (row["signed"], row["behind"], row["renewal"], row["amends"]) == (0, 4, "silent", "1")
    posted = renewing.post(book, OWNER, new, posted_on="2026-11-17")
    assert "2026-11-24" in posted.say and "随时退出" in posted.say
    service.sign(book, OWNER, {"version": new, "signed_on": "2026-11-17"}, homes[0], DIGITS["4"])
    standing.advance(days=7)
    assert book.read.get("pact_version", new)["signed"] == 0, "the last day is not over"
    standing.advance(days=1)
    row = book.read.get("pact_version", new)
    assert (row["signed"], row["by_silence"], row["behind"]) == (3, 3, None)
    assert "3户签的是旧版" in renewing.behind_text(book, OWNER, new)
    late = service.sign(book, OWNER, {"version": old, "signed_on": "2026-11-25"}, homes[5], DIGITS["1"])
    assert "不算" in late.say and book.read.get("pact_version", new)["behind"] == 1
    signature = book.read.one("SELECT id FROM signature WHERE home = ? AND version = ?", (homes[1], old))
    signing.leave(book, OWNER, signature, left_on="2026-11-25")
    assert book.read.get("pact_version", new)["signed"] == 2
    assert sum(row.signed for row in signing.coverage(book, new)) == 2


def test_only_those_who_signed_a_changed_article_are_asked_and_only_for_it(book, homes):
    pact, old = draft(book, kind="covenant")
    for title in ("楼道", "停车", "养狗"):
        article(book, old, title)
    move(book, old, "ask", "adopt", "file", "put_in_force")
    sign(book, old, homes[0])
    apart = {**DIGITS["6"], "not_for": "第三条"}
    service.sign(book, OWNER, {"version": old, "signed_on": TODAY}, homes[1], apart)
    new = second(book, pact, lambda version: rewrite(book, version, 3, "牵绳。"))
    row = book.read.get("pact_version", new)
    assert (row["renewal"], row["amends"], row["adds"]) == ("ask", "3", 0)
    assert (row["signed"], row["by_silence"], row["behind"]) == (1, 1, 1)
    (asked,) = renewing.behind(book, new)
    assert (asked.home, asked.lines, asked.no) == (homes[0], (3,), 1)
    assert "只问第3条" in as_text.text(papers.version_sheets(book, OWNER, new))
    assert "签的是旧版（第1版），只问第3条" in renewing.behind_text(book, OWNER, new)
    sign(book, new, homes[0])
    assert renewing.behind(book, new) == [] and book.read.get("pact_version", new)["signed"] == 2


def test_a_review_day_raises_a_duty_by_itself(book):
    _, version = in_force(book)
    assert book.read.get("pact_version", version)["review_on"] == "2027-11-16", "in a year, where nobody said when"
    write(book, OWNER, "pact_version", {"review_on": "2026-12-01"}, version)
    duty = next(duty for duty in book.catalog.area("pact").duties if duty.key == "pacts.review")
    days = ("2026-11-30", "2026-12-01")
    assert [book.connection.execute(duty.sql, {"today": day}).fetchone()[0] for day in days] == [0, 1]


def test_ready_articles_begin_a_draft(book):
    pact, version = draft(book)
    made = ready.start_from_ready(book, OWNER, pact, parking=1, pets=1, noise=0)
    titles = [article["title"] for key in ("parking", "pets") for article in ready.topic(key)["articles"]]
    assert [title for title, _ in texts(book, version).values()] == titles and str(len(titles)) in made.say
    ready.add_ready(book, OWNER, version, parking=1, waste=1)
    assert len(texts(book, version)) == len(titles) + len(ready.topic("waste")["articles"]), "none of them twice"
    with pytest.raises(Refused, match="一样也没有选"):
        ready.add_ready(book, OWNER, version, parking=0)
    move(book, version, "ask", "adopt")
    ready.start_from_ready(book, OWNER, pact, elders=1)
    assert state(book, version) == "adopted" and book.read.one("SELECT count(*) FROM pact_version") == 2


def test_the_steps_of_each_kind_end_where_they_should():
    for kind, steps in rules.STEPS.items():
        assert set(dict(steps)) <= {*rules.ORDER, "signing"} and kind in dict(rules.KINDS)
