"""A page without Gradio: sign-in and start. No script."""

from __future__ import annotations

from pathlib import Path

from assistant.ui.labels import say

_STYLE = Path(__file__).with_name("plain.css").read_text(encoding="utf-8")


def plain_page(title: str, body: str, language: str, head: str = "") -> str:
    """A whole HTML page.

    Args:
        title: of the window and above the body, HTML.
        head: more for `<head>`, HTML.
    """
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{say("策引")}</title>{head}'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>'
        f'<body><main><p class="name">{say("策引")}</p><h1>{title}</h1>{body}</main></body></html>'
    )
