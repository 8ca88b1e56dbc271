"""When a text counts as holding a wanted string."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.matching import holds, without_markers


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("培育5家以上", "5家"),
        ("培育３～５家", "5家"),
        ("产值达到5000亿元", "5000亿"),
        ("产值达到5,000 亿元", "5000亿元"),
        ("1.4万亿元", "1.4万亿"),
        ("到2025 年", "2025年"),
        ("长沙：★★★、株洲：★★", "★★"),
        ("2021，5家", "5家"),
        ("第二十大精神", "二十大"),
        ("湘政办发〔2023〕54号", "〔2023〕54号"),
        ("C++（.NET）", "C++(.NET)"),
    ],
)
def test_it_holds(text: str, wanted: str) -> None:
    assert holds(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("培育15家", "5家"),
        ("培育１５家", "5家"),
        ("1.5家", "5家"),
        ("到2025年", "202"),
        ("1.4万亿元", "4万亿元"),
        ("1.4万亿元", "1.4万"),
        ("占14.5%", "占14"),
        ("1,500家", "500家"),
        ("★★★", "★★"),
        ("二十大精神", "十大"),
        ("十五家", "五家"),
    ],
)
def test_a_number_or_a_run_of_stars_counts_only_as_a_whole(text: str, wanted: str) -> None:
    assert not holds(text, wanted)


@given(st.text(alphabet="5一★家.,，市 [](*", min_size=1))
def test_every_text_holds_itself(text: str) -> None:
    assert holds(text, text)


def test_markers_go_and_years_in_brackets_stay() -> None:
    assert without_markers("湘政办发[2023]54号[1]") == "湘政办发[2023]54号 "
