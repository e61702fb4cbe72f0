"""Seven versions after the first of one small program, each with another shape of its tables."""

from __future__ import annotations

from linli_tui.book.schema import Add, Drop, Migrations, Rename
from linli_tui.core.ledger import Catalog, Derived, Field, Sort
from tests.book import made

LAST = 8


def steps(latest: int) -> Migrations:
    """The migrations of a program of that schema number.

    2 a column more · 3 another name · 4, 5 m² become 0.01 m² · 6, 7 a name becomes family and given name · 8 no grade
    """
    migrations = Migrations("made")

    @migrations(1)
    def tables(db):
        base = {"id": str, "voided": int}
        db["home"].create({**base, "code": str, "m2": int, "code_key": str}, pk="id", strict=True)
        db["man"].create({**base, "name": str, "tel": str, "home": str, "at": str}, pk="id", strict=True)

    @migrations(2, Add("man", "grade", 3))
    def more(db):
        db["man"].add_column("grade", int)
        db.execute("UPDATE man SET grade=3")

    @migrations(3, Rename("man", "tel", "phone"))
    def renamed(db):
        db["man"].transform(rename={"tel": "phone"})

    @migrations(4, Add("home", "area_001m2"))
    def finer(db):
        db["home"].add_column("area_001m2", int)

    @migrations.values(4)
    def multiplied(upgrade):
        for row in upgrade.rows("home"):
            if row["m2"] is not None:
                upgrade.set("home", row["id"], area_001m2=row["m2"] * 100)

    @migrations(5, Drop("home", "m2"))
    def coarse(db):
        db["home"].transform(drop={"m2"})

    @migrations(6, Add("man", "family"), Add("man", "given"))
    def apart(db):
        db["man"].add_column("family", str)
        db["man"].add_column("given", str)

    @migrations.values(6)
    def split(upgrade):
        for row in upgrade.rows("man"):
            upgrade.set("man", row["id"], family=row["name"][0], given=row["name"][1:])

    @migrations(7, Drop("man", "name"))
    def whole(db):
        db["man"].transform(drop={"name"})
        db["man"].add_column("called", str)

    @migrations(8, Drop("man", "grade"))
    def plain(db):
        db["man"].transform(drop={"grade"})

    for kept in (migrations.steps, migrations.meanings, migrations.new_values):
        for number in [n for n in kept if n > latest]:
            del kept[number]
    return migrations


def program(number: int) -> Catalog:
    """The catalog of a program of that schema number."""
    man = [Field("family", "姓", "name", find="text"), Field("given", "名", find="text")] if number >= 6 else []
    if number < 7:
        man.insert(0, Field("name", "姓名", "name", required=number < 6, find="name"))
    man.append(Field("phone" if number >= 3 else "tel", "手机", "phone", find="whole"))
    man.append(Field("home", "住", "ref", ref="home"))
    if 2 <= number < 8:
        man.append(Field("grade", "等", "int", default=3))
    area = [Field("area_001m2", "面积", "area")] if number >= 4 else []
    if number < 5:
        area.append(Field("m2", "平方", "int"))
    called = (Derived("called", ("family", "given"), "rules:called"),) if number >= 7 else ()
    label = "called" if number >= 7 else "name"
    size = "area_001m2" if number >= 4 else "m2"
    return made.catalog(
        steps(number),
        made.ledger(
            "home",
            Field("code", "号", required=True, find="text"),
            *area,
            derived=(Derived("code_key", ("code",), "rules:key"),),
            sorts=(Sort("key", "按号", ("code_key",)), Sort("size", "按面积", (size,))),
        ),
        made.ledger(
            "man",
            *man,
            label=label,
            sorts=(Sort("name", "按姓名", (label,)),),
            filters=("grade",) if 2 <= number < 8 else (),
            derived=(Derived("at", ("home.code_key",)), *called),
        ),
        key=lambda code: code.zfill(4 if number < 5 else 6),
        called=lambda family, given: (family or "") + (given or ""),
    )


PROGRAMS = {number: program(number) for number in range(1, LAST + 1)}
