"""The settings, posts, bodies and papers of a council, and what each kind of body calls its posts; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from linli_tui.core.data import read_toml
from linli_tui.core.ledger import Choices
from linli_tui.core.words import _, say

POSTS: Choices = (
    ("chair", "会长（主任）"),
    ("vice", "副会长（副主任）"),
    ("member", "理事（委员）"),
    ("secretary", "秘书"),
    ("accountant", "会计"),
    ("cashier", "出纳"),
    ("supervisor", "监督委员"),
    ("building_head", "楼长"),
    ("unit_head", "单元长"),
    ("ten_head", "联户长"),
    ("grid_head", "网格长"),
    ("patrol_leader", "巡逻队长"),
    ("mediator", "调解员"),
    ("teller", "计票人"),
    ("caller", "唱票人"),
    ("scrutineer", "监票人"),
    ("worker", "社区工作者"),
    ("group_leader", "组长"),
    ("group_member", "组员"),
    ("keeper", "电脑保管人"),
    ("display", "大屏展示"),
)

FOR_PLACE = {"building_head": "building", "unit_head": "entrance"}
"""Posts for a building or entrance, and which of the two."""
FOR_GROUP = {"ten_head": "ten", "grid_head": "grid"}
"""Posts for a group, and its kind."""
WHERE = {"building": _("幢楼"), "entrance": _("个单元"), "ten": _("个十联户"), "grid": _("个网格")}
"""What those kinds are called when one is to be chosen."""

KEYS: Choices = (("pin", "四位密码"), ("passphrase", "口令"))
"""The ways to open a book."""

BODIES: Choices = (
    ("mutual_aid", "互助会"),
    ("self_management", "自管会"),
    ("owners_committee", "业委会"),
    ("property_committee", "物管会"),
    ("residents_subcommittee", "居委会下设"),
)
"""What the main body of a compound may be."""
BODY_KINDS: Choices = (
    *BODIES,
    ("preparatory", "筹备组"),
    ("renewal", "换届小组"),
    ("supervisors", "监督小组"),
    ("residents_group", "居民小组"),
)
WAYS: Choices = (
    ("owners", "业主大会选举"),
    ("residents", "居民推选"),
    ("delegates", "居民代表推选"),
    ("street", "街道组织推荐"),
    ("other", "别的办法"),
)
"""How a term came about."""
PAPERS: Choices = (
    ("result", "选举结果"),
    ("list", "成员名单"),
    ("decision", "大会决定"),
    ("covenant", "管理规约"),
    ("procedure", "议事规则"),
    ("form", "备案表"),
    ("certificate", "备案证明"),
    ("seal", "印章"),
    ("charter", "章程"),
    ("other", "别的"),
)
"""The papers a body is founded and known by; which of them are to be filed stands in terms.toml."""

PROFILES: Choices = (("general", "通用"), ("shaoxing", "绍兴（诸暨）"), ("hangzhou", "杭州"))
"""The places whose rules are known."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing a compound settles for itself; `given` is its short name when a book is founded."""

    key: str
    title: str
    default: str = ""
    choices: Choices = ()
    given: str = ""
    most: int = 60


SETTINGS = (
    Setting("compound.name", "小区的名字", given="name"),
    Setting("compound.short", "编号前的两个字", given="short", most=2),
    Setting("body.kind", "组织的种类", "mutual_aid", BODIES, "body"),
    Setting("body.name", "组织的名字", given="body_name"),
    Setting("street.name", "街道", given="street"),
    Setting("community.name", "社区", given="community"),
    Setting(
        "words.building", "楼怎么叫", "幢", (("幢", "幢"), ("栋", "栋"), ("号楼", "号楼"), ("座", "座")), "building"
    ),
    Setting("words.entrance", "单元怎么叫", "单元", (("单元", "单元"), ("门", "门"), ("梯", "梯")), "entrance"),
    Setting("words.home", "房号怎么叫", "室", (("室", "室"), ("号", "号"), ("户", "户")), "home"),
    Setting(
        "words.house_head",
        "楼长怎么叫",
        "楼长",
        (("楼长", "楼长"), ("楼栋长", "楼栋长"), ("门长", "门长")),
        "house_head",
    ),
    Setting("heads.parking_counts", "车位算不算票和面积", "no", (("no", "不算"), ("yes", "算"))),
    Setting("care.enabled", "关爱对象登不登记", "no", (("no", "不登记"), ("yes", "登记"))),
    Setting("law.profile", "按哪里的规定", "general", PROFILES, "law"),
    Setting("lock.minutes", "几分钟不动就锁屏", "5", (("3", "3分钟"), ("5", "5分钟"), ("10", "10分钟"))),
)

BY_KEY = {setting.key: setting for setting in SETTINGS}
BY_GIVEN = {setting.given: setting for setting in SETTINGS if setting.given}

BESIDE = {"group_leader": "chair", "group_member": "member"}
"""The posts of a body beside the main one, and those whose titles they bear where it is of a main kind.

They have keys of their own, since nobody may do in the book for them what the main body's officers may.
"""

ONE_AT_A_TIME = frozenset({"chair", "accountant", "cashier"})
"""Posts that two people at once hold only by mistake."""

APART = (
    ({"accountant", "cashier"}, "会计和出纳最好不是同一个人"),
    ({"supervisor", "accountant"}, "监督委员最好不管账"),
    ({"supervisor", "cashier"}, "监督委员最好不管钱"),
    ({"keeper", "teller"}, "电脑保管人不计票"),
    ({"keeper", "mediator"}, "电脑保管人不做调解"),
)
"""Pairs of posts that one person should not hold, and the sentence that says so."""


def setting_title(key: str | None) -> str:
    """What a setting is called on the screen."""
    return BY_KEY[key].title if key in BY_KEY else str(key or "")


def setting_text(key: str | None, value: str | None) -> str:
    """The value of a setting as a person reads it."""
    choices = dict(BY_KEY[key].choices) if key in BY_KEY else {}
    return choices.get(value or "", value or "")


def wrong_value(key: str, value: str) -> str:
    """A sentence when a setting cannot have this value; "" when it can."""
    setting = BY_KEY[key]
    if setting.choices and value not in dict(setting.choices):
        return say(
            "「{title}」只能是：{choices}。", title=setting.title, choices="、".join(t for _, t in setting.choices)
        )
    if len(value) > setting.most:
        return say("「{title}」最多{n}个字。", title=setting.title, n=setting.most)
    return ""


def key_title(kind: str | None) -> str:
    """What a way to open the book is called."""
    return dict(KEYS).get(kind or "", kind or "")


def order_key(post: str | None, place_key: str | None) -> str:
    """What posts are sorted by: rank, then place."""
    rank = next((n for n, (key, _) in enumerate(POSTS) if key == post), len(POSTS))
    return f"{rank:02d} {place_key or ''}"


def post_label(
    post: str | None, place: str | None, group: str | None = None, body: str | None = None, beside: str | None = None
) -> str:
    """A post as this kind of body calls it, with its place or group, or the body that stands beside the main one."""
    title, where = post_title(post or "", body or ""), place or group or beside
    return f"{title}（{where}）" if where else title


def post_title(post: str, body: str) -> str:
    """What this kind of body calls a post: the chair of an owners' committee is 主任, of a mutual-aid council 会长."""
    titles: dict[str, Any] = body_words(body).get("posts", {})
    return str(titles.get(post) or titles.get(BESIDE.get(post, "")) or dict(POSTS).get(post, post))


def body_words(kind: str) -> dict[str, Any]:
    """What is said of a kind of body: title, full name, note, its words for posts; empty for none."""
    main: dict[str, Any] = read_toml("rules", "bodies.toml").get(kind, {})
    return main or read_toml("rules", "bodies_beside.toml").get(kind, {})


def body_order(main: int | None, kind: str | None) -> str:
    """What bodies are sorted by: the main one, then by kind."""
    place = next((n for n, (key, _) in enumerate(BODY_KINDS) if key == kind), len(BODY_KINDS))
    return f"{0 if main else 1}{place:02d}"


def beside(main: int | None, name: str | None) -> str | None:
    """The name of a body by which its posts are told from those of the main one; None for the main one."""
    return None if main else name


def paper_label(kind: str | None, beside: str | None) -> str:
    """What a paper is called, with the body it is of where that stands beside the main one: 成员名单（换届小组）."""
    title = dict(PAPERS).get(kind or "", kind or "")
    return f"{title}（{beside}）" if beside else title


def warn_of_post(post: str, own: Iterable[str], others: int) -> str:
    """A sentence when a post does not go with a person's own other posts, or others hold it already; else ""."""
    if post in ONE_AT_A_TIME and others:
        return say("现在有{n}个人担任这个职务，请看看要不要让前一位卸任", n=others + 1)
    return next((say(sentence) for pair, sentence in APART if post in pair and pair - {post} & set(own)), "")
