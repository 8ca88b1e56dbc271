"""What can go wrong with a model service, each in words for the reader. Never holds what the service said."""

from __future__ import annotations


class ModelFailure(Exception):
    """The model gives no answer, or no usable one; the reader gets the extractive answer instead.

    Args:
        reason: why, in Chinese, for the note below the answer.
        transient: whether trying again may help.
        wait: seconds the service asks to wait before that.
    """

    def __init__(self, reason: str, *, transient: bool = False, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.reason, self.transient, self.wait = reason, transient, wait


SLOW = "模型服务太慢"
SILENT = "模型服务没有回音"
BUSY = "模型服务正忙"
DOWN = "连不上模型服务"
CUT = "模型服务中途断开"
LIMITED = "模型服务限流"
BROKEN = "模型服务出错"
REFUSED = "模型服务拒绝了请求"
GARBLED = "模型服务的答复读不懂"
ENDLESS = "模型写个不停"
NOTHING = "模型没有写出内容"
