"""The head of the page: its name, the language, signing out; and the line that says when something is wrong. Pure."""

from __future__ import annotations

from html import escape

from assistant.ui.labels import say


def masthead_to_html(user: str) -> str:
    """The head.

    Args:
        user: the signed-in user, empty where there is no sign-in.
    """
    session = (
        f'<form class="session" method="post" action="signout"><span>{escape(user)}</span><button>{say("退出")}</button></form>'
        if user
        else ""
    )
    return (
        f'<header class="masthead"><h1>{say("策引")}</h1><p class="motto">{say("公文条款检索与问答")}</p>'
        f'<p class="trouble gone" role="alert" hidden>{say("与服务器的连接断了，正在重连；已有的会话都保存着。")}</p>'
        f'<p class="trouble newer" role="status" hidden>{say("索引有更新。新的提问用新索引，以前的回答保持原样。")}</p>'
        f'<nav aria-label="{say("语言")}"><a href="language?to=zh-CN" lang="zh-CN" hreflang="zh-CN">中文</a>'
        f'<a href="language?to=en" lang="en" hreflang="en">English</a></nav>{session}</header>'
    )
