"""The list of conversations at the side: open, rename, delete, export. Pure functions."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from assistant.conversations.store import TITLE_CHARACTERS, Conversation
from assistant.ui.labels import say
from assistant.ui.links import conversation_link, export_link

_DAY = 24 * 3600


def sidebar_to_html(conversations: Sequence[Conversation], current: str, now: float, *, searched: bool = False) -> str:
    """The conversations, latest first, by age.

    Args:
        current: key of the one that is open.
        now: seconds since the epoch.
        searched: whether these are the results of a search.
    """
    if not conversations:
        body = f'<p class="empty">{say("没有符合的会话") if searched else say("还没有会话")}</p>'
    else:
        body = "".join(_groups(conversations, current, now))
    return (
        f'<nav class="sidebar" aria-label="{say("会话")}"><details class="drawer fold" open><summary>{say("会话")}</summary>'
        f"{body}</details></nav>"
    )


def _groups(conversations: Sequence[Conversation], current: str, now: float) -> Iterator[str]:
    for age, group in groupby(conversations, lambda each: _age(each.updated, now)):
        items = "".join(_item(each, opened=each.id == current) for each in group)
        yield f"<h3>{say(age)}</h3><ul>{items}</ul>"


def _age(updated: float, now: float) -> str:
    """今天, 近七天 or 更早, by the server's calendar."""
    midnight = time.mktime((*time.localtime(now)[:3], 0, 0, 0, 0, 0, -1))
    return "今天" if updated >= midnight else "近七天" if updated >= midnight - 6 * _DAY else "更早"


def _item(conversation: Conversation, *, opened: bool) -> str:
    key, title = escape(conversation.id), escape(conversation.title)
    current = ' aria-current="page"' if opened else ""
    return (
        f'<li><a href="{conversation_link(conversation.id)}" data-trigger="select" data-key="{key}"{current} lang="zh-CN">'
        f'{title}</a><details class="menu"><summary aria-label="{say("管理")}：{title}"><span aria-hidden="true">⋯</span>'
        f'</summary><div class="menu-body"><form data-trigger="edit" data-key="{key}"><label>{say("名称")}'
        f'<input name="title" value="{title}" maxlength="{TITLE_CHARACTERS}" required></label>'
        f"<button>{say('改名')}</button></form>"
        f'<a href="{export_link(conversation.id, "docx")}" download>{say("导出 Word")}</a>'
        f'<a href="{export_link(conversation.id, "md")}" download>{say("导出 Markdown")}</a>'
        f'<details class="delete"><summary>{say("删除")}</summary><button type="button" class="danger" '
        f'data-trigger="delete" data-key="{key}">{say("确定删除，不能恢复")}</button></details></div></details></li>'
    )
