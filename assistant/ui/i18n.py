"""The labels of Gradio's own components, in both languages; Gradio translates them in the browser."""

from __future__ import annotations

import gradio

WORDS = gradio.I18n(
    **{
        "zh-CN": {
            "chat": "问答",
            "original": "原文",
            "documents": "文档",
            "new_conversation": "新会话",
            "search_conversations": "搜索会话",
            "question": "问题",
            "question_hint": "写下问题，按 Enter 发送，Shift+Enter 换行",
            "ask": "提问",
            "scope": "只查这些文件",
        },
        "en": {
            "chat": "Ask",
            "original": "Text",
            "documents": "Documents",
            "new_conversation": "New conversation",
            "search_conversations": "Search conversations",
            "question": "Question",
            "question_hint": "Write a question in Chinese; Enter sends, Shift+Enter begins a line",
            "ask": "Ask",
            "scope": "Only these documents",
        },
    }
)
