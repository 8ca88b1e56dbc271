"""How the page looks and the little it does by itself: system fonts, ink on paper, one red rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gradio.themes import Base

STYLE = Path(__file__).with_name("style.css")
CARDS_SCRIPT = Path(__file__).with_name("cards.js").read_text(encoding="utf-8")
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


def page_theme() -> Base:
    """Gradio's plainest theme in the colours of `style.css`; fonts by name only, nothing is fetched."""
    from gradio.themes import Base, Color

    red = Color("#fdf3f1", "#fbe3df", "#f5c6bf", "#ea9d93", "#d96b5e", "#bf4136", "#a12a22", "#86211b", "#6d1d19", "#571a17",
                "#2f0c0a", name="seal")
    return Base(primary_hue=red, neutral_hue="stone", radius_size="sm", font=_FONTS, font_mono=("ui-monospace", "monospace")).set(
        body_background_fill="#faf9f6",
        body_background_fill_dark="#171614",
        body_text_color="#24211d",
        body_text_color_dark="#e8e4dc",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_text_color="#ffffff",
    )
