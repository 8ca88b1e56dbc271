"""The page's own addresses: a clause, a conversation, an export. All relative, all plain links."""

from __future__ import annotations

from urllib.parse import urlencode


def clause_link(address: str, key: str = "") -> str:
    """Opens the page at a clause, for anybody who has the same documents; with a key its user's conversation as well.

    >>> clause_link("甲/一")
    '?clause=%E7%94%B2%2F%E4%B8%80'
    """
    return f"?{urlencode({'clause': address, **({'conversation': key} if key else {})})}".replace("&", "&amp;")


def conversation_link(key: str) -> str:
    """Opens the page at a conversation, for its user."""
    return f"?{urlencode({'conversation': key})}"


def export_link(key: str, form: str, number: int = 0) -> str:
    """Hands out a conversation, or one exchange of it, as `docx` or `md`; HTML."""
    return f"export?{urlencode({'conversation': key, 'form': form, **({'number': number} if number else {})})}".replace(
        "&", "&amp;"
    )
