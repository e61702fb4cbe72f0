"""The verbs of the journal: an English key on disk, a word people use on the screen."""

from __future__ import annotations

VERBS = {
    "found": "建账",
    "new": "登记",
    "change": "修改",
    "void": "作废",
    "undo": "撤回",
    "import": "导入",
    "start": "开始",
    "end": "结束",
    "correct": "更正",
    "upgrade": "升级",
    "baseline": "年初记数",
    "sign": "签订",
    "sell": "过户",
    "turn": "转办",
    "answer": "答复",
    "ask": "征求意见",
    "back": "退回",
    "adopt": "通过",
    "put_in_force": "生效",
    "gather": "征集民意",
    "write_up": "拟定草案",
    "review": "提请审核",
    "approve": "审核同意",
    "file": "备案",
    "posted": "贴出",
    "propose": "提修订建议",
    "put_to_vote": "付表决",
    "accept": "按表决写进新版",
    "merge": "合并",
    "split": "分开",
    "move_out": "迁出",
    "renew": "续期",
    "join": "编入",
    "look": "查看",
    "erase": "删除内容",
    "consent": "告知同意",
    "withdraw": "撤回同意",
    "disclose": "送出",
    "demo": "演示",
    "key": "设密码",
    "revoke": "收回密码",
    "strike": "注销电脑",
    "seal": "给内容加锁",
    "drop": "投进来",
    "confirm": "认下",
    "open": "开会",
    "post": "公告",
    "vote": "表态",
    "ballot": "收票",
    "decide": "表决",
    "round": "记巡逻",
    "plan": "排班",
    "report": "报送",
    "copied": "拷到U盘",
    "signed": "街道签收",
}


def verb(key: str) -> str:
    """The word for a verb; a key not in the table is shown as it is."""
    return VERBS.get(key, key)


def done(key: str) -> str:
    """The word for a verb that has just been carried out: 已登记."""
    return f"已{verb(key)}"
