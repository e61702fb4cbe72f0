"""Cases to decide: electorates of given heads and areas, and invented ones of every sort."""

from __future__ import annotations

CHOICES = ("for", "against", "abstain", "follow", "blank", "invalid")
MATTERS = (
    "ordinary", "special", "rules_of_procedure", "covenant", "elect_committee", "hire_manager", "use_fund",
    "raise_fund", "rebuild", "change_common_use", "other_major",
)  # fmt: skip
DAY = "2026-11-22"


def shared_out(area, heads):
    """`heads` whole areas that make up `area`."""
    return [area // heads + (n < area % heads) for n in range(heads)]


def owners(total, came, yes, matter="ordinary", other="against", **options):
    """Owners by (area in 0.01 m2, heads) of all, of those who took part, of those who agreed."""
    homes, ballots = [], []
    groups = (
        (yes, "for"),
        ((came[0] - yes[0], came[1] - yes[1]), other),
        ((total[0] - came[0], total[1] - came[1]), ""),
    )
    for (area, heads), choice in groups:
        for each in shared_out(area, heads) if heads else ():
            home = f"{len(homes) + 1}"
            homes.append({"id": home, "area": each, "owners": [f"o{home}"], "kind": "owner", "parking": False})
            if choice:
                ballots.append({"home": home, "choice": choice, "channel": "box", "proxy": None})
    case = {"date": DAY, "profile": "通用", "body": "owners", "matter": matter, "homes": homes, "ballots": ballots}
    return {**case, "options": options}


def counted(body, electorate, attended, yes, *, no=None, abstain=0, profile="通用", date=DAY, seats=None):
    """A body that is counted by persons."""
    no = attended - yes - abstain if no is None else no
    whole = {"seats": seats or electorate, "seated": electorate} if body == "committee" else {"electorate": electorate}
    answers = {"attended": attended, "for": yes, "against": no, "abstain": abstain}
    return {"body": body, "profile": profile, "date": date, **whole, **answers}


def invented(rng, most=60):
    """An electorate of every sort: several homes of one owner, couples, a developer, parking, all kinds of ballots."""
    people = [f"p{n}" for n in range(rng.randint(1, most))]
    homes = []
    for n in range(rng.randint(1, most)):
        kind = rng.choices(("owner", "developer_unsold", "developer_undelivered"), (30, 1, 1))[0]
        held = rng.sample(people, min(len(people), rng.choices((1, 2, 0), (10, 3, 1))[0]))
        area = rng.choice((rng.randint(1, 20_000), 8_900, 100))
        homes.append({"id": f"h{n}", "area": area, "owners": held, "kind": kind, "parking": rng.random() < 0.1})
    options = {
        "parking_counts": rng.random() < 0.3,
        "invalid_participates": rng.random() < 0.3,
        "unreturned": rng.choice(("not_participating", "abstain_if_delivered", "follow_majority")),
        "delivered": [home["id"] for home in homes if rng.random() < 0.5],
    }
    case = {"date": DAY, "profile": rng.choice(("通用", "绍兴", "诸暨", "杭州")), "body": "owners"}
    case.update(matter=rng.choice(MATTERS), homes=homes, options=options)
    return {**case, "ballots": _ballots(rng, homes, options["parking_counts"])}


def _ballots(rng, homes, parking_counts):
    turnout, agreeing = rng.choice((0.2, 0.6, 0.7, 0.9, 1)), rng.choice((3, 9, 30))
    choice_of, ballots = {}, []
    for home in homes:
        whose = "developer" if home["kind"] != "owner" else tuple(sorted(home["owners"])) or home["id"]
        if (home["parking"] and not parking_counts) or rng.random() > turnout:
            continue
        choice = choice_of.setdefault(whose, rng.choices(CHOICES, (agreeing, 6, 2, 2, 1, 1))[0])
        ballots.append({"home": home["id"], "choice": choice})
    rng.shuffle(ballots)
    return ballots
