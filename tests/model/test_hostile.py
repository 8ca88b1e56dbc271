"""Sentences that mislead with true words: figures of something else, lists of two things, lost denials, swapped parts."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.model.client import Client
from index.build import build_index
from index.settings import Settings
from tests.model.conftest import with_client
from tests.model.service import Service

RAIL = "轨道交通产业2027年的产值目标是多少？"
OLD_RAIL = "轨道交通产业的牵头城市是哪个？"
CARS = "汽车及零部件产业2025年的产值目标是多少？"
FOOD = "食品加工由谁牵头？"
TIERS = "分级推进重大产业项目的投资标准是多少？"
GRAIN = "到2027年湖南粮食产量要达到多少？"
FARMING = "现代农业里要加快培育成千亿规模的是哪些产业？"
MATRIX = "数字产业在哪几个市是核心，在哪几个市是重点？"
SIX = "刚好布局在6个地市的产业是哪三个？"
GDP = "到2027年湖南地区生产总值要达到多少亿元？"
COUNTS = "株洲市总共布局了多少个产业？"

WRONG = {
    "a year earlier": (RAIL, "到2025年，轨道交通装备集群产值超过2000亿元"),
    "the year of the document": (RAIL, "到2023年，轨道交通装备集群产值超过2000亿元"),
    "one end of a range changed": (OLD_RAIL, "到2025年，产业总产值达到2500亿元，新增相关上市公司3～6家"),
    "a range turned into its end": (OLD_RAIL, "到2025年，产业总产值达到2500亿元，新增相关上市公司5家"),
    "ten thousand for a hundred million": (RAIL, "到2027年，轨道交通装备集群产值超过2000万元"),
    "another currency": (RAIL, "到2027年，轨道交通装备集群产值超过2000美元"),
    "points for per cent": (RAIL, "服务营收占总营收比重达到25个百分点左右"),
    "a numeral of cheques": (RAIL, "到2027年，轨道交通装备集群产值超过叁仟亿元"),
    "one of a great unit": (RAIL, "到2027年，轨道交通装备集群产值超过一万亿元"),
    "a wrong comma": (RAIL, "到2027年，轨道交通装备集群产值超过20,000亿元"),
    "a lower bound lost": (GRAIN, "到2027年，粮食产量的目标是630亿斤"),
    "another measure of the same clause": (CARS, "到2025年，汽车及零部件产业总产值突破1000亿元"),
    "the whole for its part": (CARS, "新能源及智能网联汽车产业产值达到2200亿元"),
    "a measure the clause does not speak of": (GRAIN, "到2027年，湖南地区生产总值要达到630亿斤以上"),
    "a measure that stands beside another figure": (GDP, "到2027年，湖南地区生产总值要达到1.4万亿元"),
    "another subject": (RAIL, "食品加工产业到2027年，集群产值超过2000亿元"),
    "one of several apart": (TIERS, "市一级管的是投资50亿元以上的重大产业项目"),
    "several apart in another order": (TIERS, "县市省三级分别对投资50亿元以上、10亿元以上、1亿元以上的重大产业项目，实施清单式管理"),
    "another cell": (COUNTS, "郴州市总共布局了11个产业"),
    "a size of something else": (FARMING, "要加快培育成千亿规模的是粮食、畜禽、蔬菜、茶叶、水果、中药材、竹木等产业"),
    "cells of two values in one list": (MATRIX, "核心产业布局在长沙、邵阳、株洲"),
    "an invented member of a list": (RAIL, "建成轨道交通装备研发中心、轨道交通装备智造中心、房地产开发中心、轨道交通产业服务中心"),
    "an invented firm": (RAIL, "轨道交通装备由特斯拉建设，产值超过2000亿元"),
    "a rank": (RAIL, "轨道交通装备集群产值全国第一，超过2000亿元"),
    "an obligation": (RAIL, "轨道交通装备集群产值必须超过2000亿元"),
    "a comparison": (RAIL, "轨道交通装备集群产值超过2000亿元，比工程机械高"),
    "lead and participant": (FOOD, "食品加工由省商务厅牵头，省农业农村厅参与"),
    "a lead behind a colon": (FOOD, "食品加工的牵头单位：省商务厅"),
    "a lead in other words": (FOOD, "食品加工由省商务厅主导"),
    "a duty of another section": (FOOD, "食品加工由省科技厅负责"),
    "a city that does not lead": (OLD_RAIL, "轨道交通产业的牵头城市是长沙市"),
    "places said to be firms": (OLD_RAIL, "龙头企业包括株洲高新区、株洲经开区、田心高科园"),
    "the rest of a sentence": (RAIL, "的轨道交通装备集群产值超过2000亿元"),
}

RIGHT = {
    "full width": (RAIL, "到2027年，轨道交通装备集群产值超过２０００亿元"),
    "a comma of thousands": (RAIL, "到2027年，轨道交通装备集群产值超过2,000亿元"),
    "a numeral of cheques": (RAIL, "到2027年，轨道交通装备集群产值超过贰仟亿元"),
    "another order of words": (RAIL, "轨道交通装备集群产值到2027年将超过2000亿元"),
    "the range": (OLD_RAIL, "到2025年，产业总产值达到2500亿元，新增相关上市公司3～5家"),
    "the range in words": (OLD_RAIL, "到2025年，产业总产值达到2500亿元，新增相关上市公司3至5家"),
    "the part": (CARS, "其中新能源及智能网联汽车产业产值突破1000亿元"),
    "the whole": (CARS, "到2025年，汽车及零部件产业总产值达到2200亿元"),
    "all of several apart": (TIERS, "省市县三级分别对投资50亿元以上、10亿元以上、1亿元以上的重大产业项目，实施清单式管理"),
    "the list": (FARMING, "加快培育油料（油菜、油茶）、茶叶、水产、水果、中药材、竹木等千亿产业"),
    "cells of one value": (MATRIX, "重点布局在株洲、湘潭、益阳、怀化"),
    "rows of a table": (SIX, "布局在6个地市的产业是：工程机械、数字产业、前沿材料"),
    "the cell": (COUNTS, "株洲市总共布局了11个产业"),
    "the lead": (FOOD, "食品加工由省农业农村厅牵头，省商务厅参与"),
    "the part of each": (OLD_RAIL, "牵头城市为株洲市，承载园区有株洲高新区、株洲经开区、田心高科园"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_misleads_with_true_words_does_not_reach_the_reader(writer: Assistant, service: Service, what: str) -> None:
    question, sentence = WRONG[what]
    service.says(f"{sentence}[1]。")
    answer = writer.ask(question)
    assert f"{sentence}。" in (*answer.removed, *answer.repaired) and sentence not in answer.text
    assert answer.citations


@pytest.mark.parametrize("what", RIGHT)
def test_what_is_right_is_shown_as_written(writer: Assistant, service: Service, what: str) -> None:
    question, sentence = RIGHT[what]
    service.says(f"{sentence}[1]。")
    answer = writer.ask(question)
    assert sentence in answer.text.replace(" [1]", "") and not answer.removed and not answer.repaired


RULES = """试点市竹林保护办法

第一条 为保护竹林，制定本办法。
第二条 未经市林业局批准，任何单位和个人不得砍伐新造竹林。
第三条 竹林抚育费用每亩不超过500元，补助资金可以分两年拨付。
第四条 本办法不适用于野生竹林。
第五条 竹农无需缴纳竹林登记费用。
"""
TURNED = {
    "a prohibition": ("新造竹林能砍伐吗？", "任何单位和个人可以砍伐新造竹林"),
    "a scope": ("本办法适用于野生竹林吗？", "本办法适用于野生竹林"),
    "an exemption": ("竹农要缴纳竹林登记费用吗？", "竹农需要缴纳竹林登记费用"),
    "an upper bound": ("竹林抚育费用每亩多少元？", "竹林抚育费用每亩500元"),
    "a denial of another piece": ("补助资金怎么拨付？", "补助资金不得分两年拨付"),
    "a permission": ("补助资金怎么拨付？", "补助资金应当分两年拨付"),
}


@pytest.fixture(scope="module")
def forest(settings: Settings, tmp_path_factory: pytest.TempPathFactory, indexed_home: Path) -> Iterator[Assistant]:
    """An assistant over rules that forbid, free and limit."""
    folder = tmp_path_factory.mktemp("forest")
    (folder / "办法.txt").write_text(RULES, encoding="utf-8")
    apart = replace(settings, index_name="forest")
    build_index(apart, [folder])
    yield Assistant.open(apart)


@pytest.mark.parametrize("what", TURNED)
def test_what_the_rules_deny_is_not_turned_around(forest: Assistant, service: Service, what: str) -> None:
    question, sentence = TURNED[what]
    service.says(f"{sentence}[1]。")
    answer = with_client(forest, Client(service.settings())).ask(question)
    assert sentence not in answer.text and answer.model == "script"


def test_what_the_rules_deny_may_be_said(forest: Assistant, service: Service) -> None:
    service.says("任何单位和个人不得砍伐新造竹林[1]。")
    answer = with_client(forest, Client(service.settings())).ask("新造竹林能砍伐吗？")
    assert "任何单位和个人不得砍伐新造竹林" in answer.text and not answer.removed and not answer.repaired
