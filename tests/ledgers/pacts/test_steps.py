"""The steps of a residents' pact, what cannot be filed, the filing form, and signatures in full."""

from __future__ import annotations

import pytest

from linli_tui.book import acting
from linli_tui.book.writing import write
from linli_tui.core.access import OWNER
from linli_tui.core.refusal import Refused
from linli_tui.ledgers.pacts import filing, papers, rules, service, signing, steps
from linli_tui.paper import as_text
from linli_tui.ui.screens import deeds
from tests.ledgers.pacts.test_service import DIGITS, TODAY, WAYS, article, draft, homes, in_force, move, sign, state

__all__ = ["homes"]


def offered(book, version):
    ledger = book.catalog.ledgers["pact_version"]
    return {deed.title for deed in deeds.of(book, ledger, book.read.get("pact_version", version))}


def test_each_kind_is_offered_its_own_steps(book):
    first = {"neighbour": "征求意见", "covenant": "征求意见", "residents": "征集民意"}
    for kind, title in first.items():
        titles = offered(book, draft(book, kind=kind)[1])
        assert title in titles and not (set(first.values()) - {title}) & titles
        assert ("提请审核" in titles) is (kind == "residents")


def test_a_pact_of_residents_takes_every_step_in_order(book):
    _, version = draft(book, kind="residents")
    article(book, version)
    with pytest.raises(Refused, match="不走这一步"):
        move(book, version, "ask")
    with pytest.raises(Refused, match="还没有征集民意"):
        move(book, version, "review")
    move(book, version, "gather", "write_up", "review")
    with pytest.raises(Refused, match="不能再改"):
        article(book, version, "停车")
    move(book, version, "approve")
    with pytest.raises(Refused, match="怎么通过的") as refused:
        acting.move(book, OWNER, "pact_version", "adopt", version, adopted=TODAY)
    assert refused.value.field == "decided_at" and "居民会议" in refused.value.do
    move(book, version, "adopt")
    with pytest.raises(Refused, match="还没有备案"):
        move(book, version, "put_in_force")
    told = steps.how_made(book, OWNER, version)
    assert "第31条" in told and "✓ 审议表决" in told and "✓ 备案公布" not in told
    move(book, version, "file", "put_in_force")
    assert state(book, version) == "in_force" and "✓ 备案公布" in steps.how_made(book, OWNER, version)
    assert WAYS["residents"][-1] == "put_in_force"


def test_a_pact_of_residents_with_a_fine_cannot_be_filed(book):
    pact, version = draft(book, kind="residents")
    values = {"version": version, "title": "停车", "text": "车停在线里。乱停的罚款50元。"}
    written = service.write_article(book, OWNER, values)
    assert "罚款50元" in written.say and "换成能写的话" in written.say
    assert "第31条" in service.check_wording(book, OWNER, version)
    move(book, version, "gather", "write_up", "review", "approve", "adopt")
    with pytest.raises(Refused, match="不能备案") as refused:
        move(book, version, "file")
    assert "第31条" in refused.value.do
    with pytest.raises(Refused, match="不能备案"):
        filing.version_filing(book, OWNER, version)
    new = dict(service.new_version(book, OWNER, pact).records)["pact_version"]
    (copied,) = book.read.parts("article", new)
    acting.act(book, OWNER, "article", "clean", copied["id"])
    assert book.read.get("article", copied["id"])["text"].startswith("车停在线里。做不到的")
    move(book, new, "gather", "write_up", "review", "approve", "adopt", "file")
    text = as_text.text(filing.version_filing(book, OWNER, new))
    assert "居民公约备案表" in text and "收件单位" in text and "这张给：街道" in text and "第31条" in text


def test_a_covenant_may_say_what_it_likes_and_a_neighbours_pact_is_not_filed(book):
    _, version = draft(book, kind="covenant")
    write(book, OWNER, "article", {"version": version, "title": "停车", "text": "乱停的交违约金。"})
    move(book, version, "ask", "adopt", "file")
    _, other = in_force(book, title="楼道公约")
    with pytest.raises(Refused, match="不用备案"):
        filing.version_filing(book, OWNER, other)
    assert "打印备案表" in offered(book, other), "the paper says itself whom it is for"


def test_a_kind_agreed_upon_stays(book):
    pact, _ = in_force(book)
    with pytest.raises(Refused, match="不能改成另一种"):
        write(book, OWNER, "pact", {"kind": "covenant"}, pact)


def test_who_signs_for_an_owner_counts_once_the_mandate_is_there(book, homes):
    _, version = in_force(book, kind="covenant")
    assert "还不算签订" in sign(book, version, homes[0], "8").say
    signature = book.read.one("SELECT id FROM signature")
    assert book.read.get("pact_version", version)["signed"] == 0
    acting.act(book, OWNER, "signature", "mandate", signature)
    assert book.read.get("pact_version", version)["signed"] == 1
    assert book.read.get("signature", signature)["how"] == "mandate"


def test_a_reservation_names_articles_there_are(book, homes):
    _, version = draft(book)
    for title in ("楼道", "停车", "养狗"):
        article(book, version, title)
    move(book, version, "ask", "adopt", "put_in_force")
    fixed = {"version": version, "signed_on": TODAY, "paper": "YF-0012-7"}
    said = service.sign(
        book, OWNER, fixed, homes[0], {**DIGITS["6"], "not_for": "第三、2条", "reason": "article", "line": 4}
    )
    assert said.say.endswith("第2、3条不签")
    row = book.read.sql("SELECT not_for, paper, line, reason FROM signature")[0]
    assert row == {"not_for": "2、3", "paper": "YF-0012-7", "line": 4, "reason": "article"}
    assert book.read.get("pact_version", version)["signed"] == 1
    for wrong in ("4", "养狗"):
        with pytest.raises(Refused) as refused:
            service.sign(book, OWNER, fixed, homes[1], {**DIGITS["6"], "not_for": wrong})
        assert refused.value.field == "not_for"
    sign(book, version, homes[0], "1")
    assert book.read.one("SELECT not_for FROM signature") is None


def test_who_was_out_is_visited_again_and_that_is_said(book, homes):
    _, version = in_force(book)
    service.sign(book, OWNER, {"version": version}, homes[0], {**DIGITS["3"], "next_on": "2026-11-18"})
    duty = next(duty for duty in book.catalog.area("pact").duties if duty.key == "pacts.again")
    assert book.connection.execute(duty.sql, {"today": "2026-11-18"}).fetchone()[0] == 1
    sign(book, version, homes[0], "1")
    assert book.connection.execute(duty.sql, {"today": "2026-11-18"}).fetchone()[0] == 0


def test_a_signature_ends_with_the_owner_of_a_sold_home(book, homes, standing):
    _, version = in_force(book)
    seller, buyer = (write(book, OWNER, "person", {"name": name}).records[0][1] for name in ("赵一", "钱二"))
    for home in homes[:3]:
        write(book, OWNER, "ownership", {"home": home, "person": seller, "since": "2020-01-01"})
        sign(book, version, home)
    sign(book, version, homes[2], "9")
    standing.advance(days=20)
    with book.transaction(OWNER, "sell") as t:
        for home in (homes[0], homes[2]):
            (old,) = t.sql("SELECT id FROM ownership WHERE home = ?", (home,))
            t.save("ownership", {"id": old["id"], "until": "2026-12-01"})
            t.save("ownership", {"home": home, "person": buyer, "since": "2026-12-01"})
    assert book.read.get("pact_version", version)["signed"] == 2, "the tenant's signature is his own"
    building = book.read.one("SELECT building FROM home WHERE id = ?", (homes[0],))
    (layer,) = book.catalog.area("pact").layers
    words = {row["home"]: row["word"] for row in book.read.sql(*layer.query(building, "2026-12-06"))}
    assert [words[home] for home in homes[:4]] == ["已卖", "签了", "签了", ""]
    sheet = as_text.text(papers.version_sheets(book, OWNER, version))
    assert sheet.count("已签") == 2
    service.sign(book, OWNER, {"version": version, "signed_on": "2026-12-06"}, homes[0], DIGITS["1"])
    assert book.read.get("pact_version", version)["signed"] == 3


def test_the_sheet_says_at_its_top_who_may_sign(book, homes):
    for kind, who in (("neighbour", "家里成年人都可以签"), ("covenant", "须业主本人签，代签附授权委托书")):
        _, version = in_force(book, kind=kind)
        text = as_text.text(papers.version_sheets(book, OWNER, version))
        assert text.index(who) < text.index("签名或按手印") and say_of(kind) == who


def say_of(kind):
    return rules.WHO[kind]


def test_the_proof_adds_up_and_names_nobody(demo_book):
    version = demo_book.read.one("SELECT id FROM pact_version WHERE state = 'in_force'")
    row = demo_book.read.get("pact_version", version)
    document = filing.version_proof(demo_book, OWNER, version)
    text = as_text.text(document)
    assert row["coverage"] in text and row["area_coverage"] in text and document.audience == "街道"
    *entrances, total = document.blocks[-1].rows
    for column in range(2, 6):
        assert sum(int(entrance[column]) for entrance in entrances) == int(total[column])
    assert int(total[2]) == row["homes"] and int(total[3]) == row["signed"]
    assert sum(entrance.signed for entrance in signing.coverage(demo_book, version)) == row["signed"]
    assert not any(person["name"] in text for person in demo_book.read.sql("SELECT name FROM person"))
