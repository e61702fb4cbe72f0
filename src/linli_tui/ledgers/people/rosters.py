"""What people write above the columns of the rosters they hand in, and into some of their cells.

Loaded by the first import. Words are separated by blanks; brackets and blanks within titles do not matter.
"""

from __future__ import annotations

from linli_tui.core.sheets import Column, Form
from linli_tui.ledgers.people import addresses, chat, sheets, standing

Words = tuple[str, ...]


def _w(words: str) -> Words:
    return tuple(words.split())


def _each(who: str, what: str) -> Words:
    """Every way of saying whose it is with every way of saying what, as in 业主电话; `_` is nobody's."""
    return tuple(f"{one.strip('_')}{other}" for one in who.split() for other in what.split())


OWNER = "业主 产权人 房主 所有权人 房屋所有权人 权利人 房产所有人 业主/产权人"
TENANT = "租户 租客 承租人 租赁人 租住人 承租方 租房人 实际使用人 使用人 租赁户 公房承租人"
CO_OWNERS = """
产权共有人 共有人 共有人姓名 共有产权人 共同产权人 共同所有人 第二产权人 业主1 业主2 产权人1 产权人2 业主姓名1 业主姓名2
购房人 买受人 业主本人
"""
PERSON = f"_ 共有人 住户 居民 人员 户主 本人 家庭成员 成员 个人 {OWNER}"
NUMBERS = """
身份证 身份证号 身份证号码 身份号码 公民身份号码 公民身份证号码 证件号 证件号码 身份证件号码 身份证件号 有效证件号码
二代身份证号 居民身份证号 居民身份证号码 身份证明号码
"""
PHONES = """
手机 手机号 手机号码 电话 电话号码 联系电话 联系手机 联系方式 移动电话 联系号码 手机电话 联系人电话 常用电话 手机1
电话1 联系电话1
"""
OTHER_PHONES = """
备用电话 固定电话 固话 座机 宅电 家庭电话 住宅电话 其他电话 另一个电话 第二电话 手机2 电话2 联系电话2 备用手机
备用联系电话 其他联系方式
"""
NAMED = "姓名 名字 名称 名"

BUILDING = """
幢 幢号 楼号 楼栋 楼幢 栋 栋号 楼栋号 座 几幢 楼 楼宇 楼座 座号 楼幢号 号楼 所在楼栋 所属楼栋 所在幢 楼栋名称
楼宇名称 栋座 幢座 房屋幢号 楼房号 楼栋编号 楼牌号 #
"""
ENTRANCE = "单元 单元号 门 门号 梯 梯号 楼道 楼道号 单元门 所在单元 门洞 单元编号 单元名称"
HOME = """
室 室号 房号 房间号 门牌 门牌号 户号 房屋 地址 房屋地址 房屋坐落 坐落 房屋编号 房间 房屋号 房屋位置 住址 家庭住址
居住地址 现住址 详细地址 家庭地址 房产坐落 不动产坐落 单元室 单元房号 单元室号 门牌号码 户室号 户室 室号房号
房产地址 物业地址 住房地址 房产 房址 楼室号 楼号房号 楼栋房号 幢室号 幢单元室 幢-单元-室 楼栋单元房号 楼-单元-室
小区地址 幢号室号 门牌室号 套号 房号/室号 入住房号 业主房号 住房 位置
"""
PEOPLE = """
姓名 名字 人员姓名 住户姓名 居民姓名 住户 居民 家庭成员 家庭成员姓名 成员姓名 常住人员 居住人 居住人姓名 居住人员
本人姓名 人员 入住人 实际居住人 常住人口姓名
"""
RELATION = "与户主关系 和户主关系 与户主的关系 与户主之关系 户主关系 关系 家庭关系 成员关系 家庭成员关系"
OWNER_RELATION = "与业主关系 与业主的关系 和业主关系 与产权人关系 与房主关系 与产权人的关系"
STANDING = """
身份 人员类别 住户类型 居住身份 人员类型 居住类型 住户身份 住户性质 业主/租户 业主或租户 人员性质 居民类型
与房屋关系 和房屋关系
"""
AREA = """
面积 建筑面积 产权面积 房屋面积 专有面积 房产面积 建面 建筑面积m2 面积m2 房屋建筑面积 产权建筑面积 登记面积 产证面积
房产证面积 不动产面积 建筑面积平方米 面积平方米 计费面积 收费面积 住房面积 建筑面积㎡ 面积㎡ 实测面积 证载面积
专有部分面积 房屋建面 建筑面积/㎡
"""
BORN = "出生日期 出生年月日 出生年月 生日 出生时间 出生"
LIVING = """
使用情况 使用状态 居住情况 居住状态 房屋状态 房屋现状 入住情况 入住状态 住房情况 使用现状 房屋使用情况 现状 居住现状
自住/出租 使用方式 房屋用途情况 自住或出租 房屋使用状态
"""
SHARE = "份额 产权份额 共有份额 所占份额 产权比例 占比 占有份额 持有份额 权属份额"

SEXES = (
    ("1", _w("男 男性 m male 1 先生")),
    ("2", _w("女 女性 f female 2 女士")),
    ("0", _w("0 9 未知 不详 未说明 未说明的性别 未知的性别")),
)
IN_THE_PARTY = """
中共党员 党员 中共预备党员 预备党员 正式党员 共产党员 中国共产党党员 中国共产党预备党员 01 02 是 有 y yes true
1
"""
NOT_IN_IT = """
群众 普通群众 共青团员 团员 中国共产主义青年团团员 非党员 民主党派 无党派 无党派人士 其他 民革党员 民盟盟员 民建会员
民进会员 农工党党员 致公党党员 九三学社社员 台盟盟员 少先队员 否 不是 无 没有 x n no false 0 2 03 13
"""
PARTY = ((1, _w(IN_THE_PARTY)), (0, _w(NOT_IN_IT)))
SHARES = (((1, 1), _w("单独所有 独有 单独 全部 全")), (None, _w("共同共有 按份共有 共有 共同 按份")))

COLUMNS = (
    Column("building", "幢", "place", _w(BUILDING), down="above"),
    Column("entrance", "单元", "place", _w(ENTRANCE), down="above"),
    Column("home", "室", "place", _w(HOME), required=True, down="above"),
    Column(
        "name",
        "业主",
        "name",
        (*_w(OWNER), *_each(OWNER, NAMED), *_w(CO_OWNERS)),
        required=True,
        down="merged",
    ),
    Column("head", "户主", "name", _w("户主 户主姓名 户主名 家主 户代表 户主/业主"), down="merged", instead="name"),
    Column("person", "姓名", "name", _w(PEOPLE), down="merged", instead="name"),
    Column("contact", "联系人", "name", _w("联系人 联系人姓名 昵称 群昵称"), down="merged", instead="name"),
    Column("tenant", "承租人", "name", (*_w(TENANT), *_each(TENANT, NAMED)), down="merged", instead="name"),
    Column("relation", "和户主关系", "text", _w(RELATION)),
    Column("owner_relation", "和业主关系", "text", _w(OWNER_RELATION)),
    Column("standing", "身份", "text", _w(STANDING)),
    Column("id_number", "身份证号", "idnumbers", _each(PERSON, NUMBERS), of="name"),
    Column("phone", "手机", "phones", _each(PERSON, PHONES), of="name"),
    Column("tenant_id_number", "租户身份证号", "idnumbers", _each(TENANT, NUMBERS), of="tenant"),
    Column("tenant_phone", "租户手机", "phones", _each(TENANT, PHONES), of="tenant"),
    Column("phone2", "另一个电话", "phones", _each("_ 业主 户主 住户", OTHER_PHONES), of="name"),
    Column("sex", "性别", "choice", _each(f"_ 户主 {OWNER}", "性别"), of="name", words=SEXES),
    Column("birth", "出生日期", "date", _each(f"_ {OWNER}", BORN), of="name"),
    Column("area_001m2", "面积", "area", _w(AREA)),
    Column("share", "份额", "share", _w(SHARE), of="name", words=SHARES),
    Column("since", "从哪天起", "date", _w("取得日期 产权取得日期 过户日期 购房日期 产权登记日期 发证日期"), of="name"),
    Column("living", "使用情况", "text", _w(LIVING)),
    Column(
        "party_member",
        "党员",
        "flag",
        _w("党员 是否党员 中共党员 政治面貌 是否中共党员 是否为党员 政治身份"),
        of="name",
        words=PARTY,
    ),
    Column("plate", "车牌", "text", _w("车牌 车牌号 车牌号码 车辆 车辆号牌 机动车号牌 车号 车辆牌照")),
    Column("note", "备注", "note", _w("备注 说明 备注说明 情况说明 其他说明 附注 备考"), of="name"),
)

ROSTER = Form(COLUMNS, sheets.plan, addresses.section, standing.survey, chat.line)
