"""What can be done without the screens, one command each; everything heavy is imported inside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from linli_tui.commands import words
from linli_tui.commands.signing import keyed, signed

words.install()

WRONG_CALL = 2
Command = Callable[..., Any]
PAPERS = ["pdf", "docx", "xlsx", "txt"]
PATH = click.Path(path_type=Path)

book_option = click.option("--book", "book", type=PATH, required=True, metavar="BOOK", help="哪一本台账（文件）")
json_option = click.option("--json", "as_json", is_flag=True, help="用 JSON 写出来，给别的程序读")


def run(given: Sequence[str]) -> int:
    """Runs one command; wrong calls are explained on stderr."""
    try:
        return int(linli.main(list(given), prog_name="linli", standalone_mode=False) or 0)
    except click.ClickException as wrong:
        wrong.show()
        return WRONG_CALL
    except click.Abort:
        raise KeyboardInterrupt from None


@click.group(name="linli", no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=None, version=words.version(), prog_name="linli", message="%(prog)s %(version)s")
def linli() -> None:
    """邻里：小区互助会、自管会的台账。不写命令就打开屏幕。"""


@linli.command()
@click.argument("book", type=PATH)
@click.option("--name", required=True, help="小区的名字，如 永富新村")
@click.option("--body", required=True, help="组织的种类，如 互助会 或 mutual_aid")
@click.option("--plain", is_flag=True, help="不加锁：谁拿到文件，谁都能看")
@json_option
@keyed
def new(book: Path, name: str, body: str, plain: bool, as_json: bool) -> None:
    """建一本新的台账。"""
    from linli_tui.commands import books

    books.new(book, name, body, plain, as_json)


@linli.command()
@click.option("--book", type=PATH, metavar="BOOK", help="把演示台账建在这里，不打开")
@click.option("--size", type=click.IntRange(2, 20_000), help="多少户，不写就是268")
@click.option("--years", type=click.IntRange(1, 30), default=1, help="过了多少年，不写就是1")
@click.option("--screens", type=PATH, metavar="DIR", help="把各个屏幕画成图放在这里，不打开")
def demo(book: Path | None, size: int | None, years: int, screens: Path | None) -> int:
    """看一个编出来的小区。"""
    from linli_tui.commands import showing

    return showing.demo(book, size, years, screens)


@linli.command("import")
@click.argument("file", type=PATH)
@book_option
@click.option("--yes", is_flag=True, help="写进台账；不写这一项只是看一看")
@click.option("--refused", type=PATH, metavar="FILE", help="把没有收的行写成一张表（xlsx），改好了可以再导入")
@json_option
@signed
def import_(file: Path, book: Path, yes: bool, refused: Path | None, as_json: bool) -> None:
    """导入一份花名册（xlsx 或 csv）。"""
    from linli_tui.commands import importing

    importing.bring_in(file, book, yes, as_json, refused)


@linli.command("list")
@click.argument("ledger")
@book_option
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="写成什么样")
@click.option("--json", "as_json", is_flag=True, help="就是 --format json")
@signed
def list_(ledger: str, book: Path, form: str, as_json: bool) -> None:
    """列出一种台账的全部内容，如 房屋、人员。"""
    from linli_tui.commands import listing

    listing.show(ledger, book, "json" if as_json else form)


@linli.command()
@click.argument("words", nargs=-1, required=True)
@book_option
@json_option
@signed
def find(words: tuple[str, ...], book: Path, as_json: bool) -> None:
    """查找：姓名、拼音、电话、房号，或者任何几个字。"""
    from linli_tui.commands import listing

    listing.find(" ".join(words), book, as_json)


@linli.command()
@book_option
@click.option("--to", type=PATH, required=True, metavar="DIR", help="放在哪个文件夹里")
@click.option("--for", "recipient", default="", metavar="NAME", help="报给谁：写过的报送对象，送了什么会记下来")
@click.option("--month", default="", metavar="YYYY-MM", help="哪个月；不写就是该报的那个月")
@json_option
@signed
def report(book: Path, to: Path, recipient: str, month: str, as_json: bool) -> None:
    """写出报送的文件夹：每种台账一个 xlsx、一个 csv，和一张清单。"""
    from linli_tui.commands import books

    books.report(book, to, recipient, month, as_json)


@linli.command()
@book_option
@click.option("--month", default="", metavar="YYYY-MM", help="哪个月；不写就是该报的那个月")
@click.option("--to", type=PATH, metavar="DIR", help="写成贴出来的一页（xlsx 和 txt），放在哪个文件夹里")
@json_option
@signed
def month(book: Path, month: str, to: Path | None, as_json: bool) -> None:
    """本月公示：各本台账这个月的数，和上个月比。"""
    from linli_tui.commands import books

    books.month(book, month, to, as_json)


@linli.command("print")
@click.argument("paper")
@click.argument("number", default="")
@book_option
@click.option("--to", type=PATH, required=True, metavar="DIR", help="放在哪个文件夹里")
@click.option("--format", "form", type=click.Choice(PAPERS), help="写成什么；不写就是 pdf，没有中文字体时是 docx")
@click.option("--blank", "half", is_flag=True, help="只填抬头，正文留空手写")
@click.option("--wall", is_flag=True, help="大字，A3纸，贴在公告栏上")
@json_option
@signed
def print_(
    paper: str, number: str, book: Path, to: Path, form: str | None, half: bool, wall: bool, as_json: bool
) -> None:
    """打印一张纸，如 公约条文 永富-约-2026-0001；或者 空白表一套。"""
    from linli_tui.commands import printing

    printing.put_down(paper, number, book, to, form or "", as_json, half=half, wall=wall)


@linli.command()
@book_option
@click.option("--new", is_flag=True, help="只查上次查好以后新写的；不写就全查")
@click.option("--code", default="", metavar="DIGITS", help='不查台账，只看纸上的核对码是哪一条，如 "1234 5678 9012"')
@json_option
@signed
def check(book: Path, new: bool, code: str, as_json: bool) -> int:
    """检查一本台账有没有坏：哪里坏了、什么时候坏的、怎么办。"""
    from linli_tui.commands import books

    if code:
        return books.of_code(book, code, as_json)
    return books.check(book, new, as_json)


@linli.command()
@book_option
@click.option("--to", type=PATH, metavar="DIR", help="放在哪个文件夹或U盘里；不写就放在这台电脑的老地方")
@json_option
@signed
def backup(book: Path, to: Path | None, as_json: bool) -> None:
    """备份一本台账，打开核对过才算好。"""
    from linli_tui.commands import backups

    backups.back_up(book, to, as_json)


@linli.command()
@click.argument("backup", type=PATH)
@click.option("--to", type=PATH, required=True, metavar="BOOK", help="换下哪一本台账（文件）；没有就新放一本")
@click.option("--yes", is_flag=True, help="真的恢复；不写这一项只说会少什么")
@click.option("--second", default="", metavar="NAME", help="在场的另一位会长、副会长或秘书，密码随后再问")
@json_option
@signed
def restore(backup: Path, to: Path, yes: bool, second: str, as_json: bool) -> None:
    """用一份备份恢复台账；原来的留在旁边。"""
    from linli_tui.commands import backups

    backups.restore(backup, to, yes, second, as_json)


@linli.command()
@click.option("--book", type=PATH, metavar="BOOK", help="也看一看这本台账")
@json_option
@signed
def doctor(book: Path | None, as_json: bool) -> None:
    """看一看这台电脑：终端、字宽、颜色、按键、字体、磁盘。"""
    from linli_tui.commands import machine

    machine.look(book, as_json)


@linli.command()
@click.argument("book", type=PATH)
@click.argument("name")
@signed
def pin(book: Path, name: str) -> None:
    """给一位有职务的人设密码，4个数字；设好第一个以后，打开台账都要密码。"""
    from linli_tui.commands import signing

    signing.set_pin(book, name)


@linli.command()
@book_option
@signed
def sheet(book: Path) -> None:
    """恢复单：把恢复码抄在纸上，口令忘了用它打开。"""
    from linli_tui.commands import books

    books.sheet(book)


@linli.command()
@book_option
@click.option("--to", type=PATH, required=True, metavar="FILE", help="写到哪个文件")
@signed
def decrypt(book: Path, to: Path) -> None:
    """写一份没有加锁的台账（要两位负责人）。"""
    from linli_tui.commands import books

    books.decrypt(book, to)


@linli.command("open")
@click.argument("book", type=PATH)
def open_(book: Path) -> int:
    """打开一本台账。"""
    from linli_tui.app import run as run_screens

    return run_screens(book)


@linli.group("vote", no_args_is_help=True)
def votes() -> None:
    """表决：按规定算一算，每个数都写出来。"""


@votes.command()
@click.argument("file", type=PATH)
@json_option
def decide(file: Path, as_json: bool) -> None:
    """判定一份写好的票（.json 一题，.jsonl 每行一题，- 从标准输入读）。"""
    from linli_tui.commands import vote

    vote.decide(file, as_json)
