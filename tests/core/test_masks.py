"""A mask shows what neighbours may see and never the whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli_tui.core.names import mask

KINDS = ("name", "phone", "idnumber", "plate", "address", "text")


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("name", "张三", "张*"),
        ("name", "张建明", "张**"),
        ("name", "欧阳娜娜", "欧阳**"),
        ("name", "欧阳", "欧*"),
        ("name", "张", "*"),
        ("name", "䶮明", "䶮*"),
        ("name", "阿依古丽·买买提", "阿***·***"),
        ("name", "John Smith", "J*** *****"),
        ("name", "张三 李四", "张* **"),
        ("phone", "13600005588", "136****5588"),
        ("phone", "+86 136-0000-5588", "136****5588"),
        ("phone", "１３６００００５５８８", "136****5588"),
        ("phone", "0575-87012345", "****2345"),
        ("phone", "668899", "****"),
        ("phone", "13600005588/13700001234", "****1234"),
        ("idnumber", "330681198001010010", "330681********0010"),
        ("idnumber", "3306811980 0101001x", "330681********001x"),
        ("idnumber", "110105491231002", "110105*****1002"),
        ("idnumber", "E12345678", "E*******8"),
        ("idnumber", "军123", "****"),
        ("plate", "浙D12234", "浙D1**34"),
        ("plate", "浙D·12234", "浙D·1**34"),
        ("plate", "浙ＤＤ12345", "浙DD***45"),
        ("plate", "临时牌", "***"),
        ("address", "3幢2单元501室", "3幢2单元***室"),
        ("address", "永富新村3幢501室", "永富新村3幢***室"),
        ("address", "永富路18号501室", "***室"),
        ("address", "3号楼2门501", "3号楼2门***"),
        ("address", "3-2-501", "3-2-***"),
        ("address", "3-501-1", "3-***"),
        ("address", "501-1", "***"),
        ("address", "3幢2单元501室-张三", "3幢2单元***"),
        ("address", "3幢2单元", "3幢***"),
        ("address", "501室", "***室"),
        ("name", "张·", "***"),
        ("idnumber", "-", "***"),
        ("text", "摔倒过两次", "***"),
    ],
)
def test_masks(kind: str, value: str, shown: str) -> None:
    assert mask(kind, value) == shown


@pytest.mark.parametrize("kind", KINDS)
@given(
    value=st.text(st.characters(categories=["Lo", "Lu", "Ll", "Nd", "Pd", "Zs"], exclude_characters="*室"), min_size=1)
)
def test_nothing_leaks_whole(kind: str, value: str) -> None:
    shown = mask(kind, value)
    assert shown == "" if not value.strip() else "*" in shown and value not in shown


@given(st.from_regex(r"[1-9]{1,2}幢[1-9]单元[1-9]\d{2,3}(室|房)?", fullmatch=True))
def test_no_room_number_survives(address: str) -> None:
    room = address.partition("单元")[2].rstrip("室房")
    assert room not in mask("address", address) and mask("address", address).endswith(("***", "***室"))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stays_nothing(kind: str) -> None:
    assert mask(kind, "") == mask(kind, " ") == ""


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(ValueError, match="phones"):
        mask("phones", "13600005588")
