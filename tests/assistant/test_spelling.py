"""Characters typed wrong by sound are mended from the documents; what the documents print, or print nothing like, stays."""

import pytest

from assistant.spelling import Spelling

SPELLING = Spelling(["服务台账应当保存2年以上。部门要发多样的奖。", "大型群众性活动安全管理。在衡山县发展文旅产业。"], {"今天", "下雨"}.__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("服务台帐要留多久", "服务台账要留多久"),
        ("办大形群众性活动", "办大型群众性活动"),
        ("在韶山县发展文旅产业", "在韶山县发展文旅产业"),  # another place sounds otherwise
        ("服务台账要留多久", "服务台账要留多久"),
        ("今天下雨吗", "今天下雨吗"),
        ("部门要罚多少", "部门要罚多少"),  # a verb of one character before what asks
        ("", ""),
    ],
)
def test_mends_by_sound_only(typed: str, meant: str) -> None:
    assert SPELLING(typed) == meant
