"""The first evening: each question says in the foot what the keys do in it."""

from __future__ import annotations


def foot(e) -> str:
    return e.text.splitlines()[-1]


async def test_each_step_names_its_keys(evening, tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "fresh"))
    async with evening(None) as e:
        assert "回车 开始" in foot(e)
        await e.press("1")
        assert "选这一种" in foot(e) and "开始" not in foot(e)
        await e.press("2", "=新苑")
        assert "下一栏" in foot(e)
        await e.press("f10")
        assert "试一试功能键" in foot(e) and "开始" not in foot(e)
        await e.press("f2")
        assert "就这样，建好台账" in foot(e) and "开始" not in foot(e)
        await e.press("1")
        assert e.where() == "HomeScreen" and e.book.name == "新苑"


async def test_leaving_a_question_goes_back_to_the_beginning_and_writes_nothing(evening, tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_HOME", str(tmp_path / "fresh"))
    async with evening(None) as e:
        await e.press("1", "escape")
        assert e.where() == "WelcomeScreen" and "回车 开始" in foot(e)
        await e.press("1", "1", "escape")
        assert e.where() == "WelcomeScreen" and "回车 开始" in foot(e)
    assert not list((tmp_path / "fresh").glob("*.台账"))
