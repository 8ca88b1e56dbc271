"""How the page looks and the little it does by itself: system fonts, ink on paper, one red rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from gradio.themes import Base, Color

_HERE = Path(__file__).parent
STYLES = [_HERE / name for name in ("page.css", "chat.css", "clause.css", "original.css")]
BEHAVIOUR = (_HERE / "behaviour.js").read_text(encoding="utf-8")
_LANGUAGE = (_HERE / "language.js").read_text(encoding="utf-8")
UPLOADING = (_HERE / "uploading.js").read_text(encoding="utf-8")
WATCH = (_HERE / "watch.js").read_text(encoding="utf-8")
_ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 64'><rect width='64' height='64' rx='10' fill='#a12a22'/>"
    "<path d='M14 16h22M14 32h36M14 48h28' stroke='#fff' stroke-width='6'/></svg>"
)
HEAD = (
    f'<link rel="icon" type="image/svg+xml" href="data:image/svg+xml,{quote(_ICON)}">'
    f"<script>{_LANGUAGE}</script>"
    "<style>body:has(.gone:not([hidden])) .toast-wrap { display: none; }</style>"  # Gradio says the same in English only
)
_FONTS = (
    "PingFang SC",
    "HarmonyOS Sans SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "system-ui",
    "sans-serif",
)
_MONOSPACED = ("ui-monospace", "Noto Sans Mono CJK SC", "monospace")


def page_theme() -> Base:
    """Gradio's plainest theme in the colours of `style.css`; fonts by name only, nothing is fetched."""
    from gradio.themes import Base

    base = Base(primary_hue=_seal(), neutral_hue="stone", radius_size="sm", font=_FONTS, font_mono=_MONOSPACED)
    return base.set(
        body_background_fill="#faf9f6",
        body_background_fill_dark="#171614",
        body_text_color="#24211d",
        body_text_color_dark="#e8e4dc",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_text_color="#ffffff",
    )


def _seal() -> Color:
    """The red of a letterhead, from pale to dark."""
    from gradio.themes import Color

    pale = ("#fdf3f1", "#fbe3df", "#f5c6bf", "#ea9d93", "#d96b5e")
    dark = ("#bf4136", "#a12a22", "#86211b", "#6d1d19", "#571a17", "#2f0c0a")
    return Color(*pale, *dark, name="seal")
