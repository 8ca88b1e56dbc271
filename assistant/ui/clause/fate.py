"""What has become of a clause since it was cited. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant.conversations.exchange import Exchange
from assistant.ui.labels import say
from index.clause import Clause
from index.library import Library

Fate = Literal["", "changed", "gone", "removed"]


def fate_of(clause: Clause, library: Library) -> Fate:
    """Whether the clause reads otherwise today, is not there any more, or its whole document is not."""
    now = library.clause(clause.address)
    if now is not None:
        return "" if now.text == clause.text else "changed"
    known = any(document.address == clause.document for document in library.documents)
    return "gone" if known else "removed"


def fate_to_html(fate: Fate) -> str:
    """The line on the card of the clause; empty where nothing has become of it."""
    said = {
        "changed": say("这是回答时的原文，此后已有变化。"),
        "gone": say("这是回答时的原文，现在的文件里已没有这一条。"),
        "removed": say("这是回答时的原文，这份文件已不在索引里。"),
    }
    return f'<p class="fate" role="note">{said[fate]}</p>' if fate else ""


def changes_to_html(exchange: Exchange, library: Library) -> str:
    """The line below an answer some of whose clauses read otherwise today; empty where none does."""
    fates = [(citation.marker, fate_of(clause, library)) for citation, clause in exchange.cited()]
    changed = [marker for marker, fate in fates if fate == "changed"]
    gone = [marker for marker, fate in fates if fate in {"gone", "removed"}]
    lines = [
        say("{0} 的原文此后已有变化，右侧是回答时的原文。", _markers(changed)) if changed else "",
        say("{0} 的原文已不在索引里，右侧是回答时的原文。", _markers(gone)) if gone else "",
    ]
    return "".join(f'<p class="note fate" role="note">{line}</p>' for line in lines if line)


def _markers(markers: Sequence[int]) -> str:
    return "".join(f"[{marker}]" for marker in markers)
