"""How sure an answer is, and where the gate draws the line."""

from assistant.assistant import Assistant


def test_an_answer_says_how_sure_it_is(assistant: Assistant) -> None:
    answer = assistant.ask("到2027年，轨道交通装备集群产值目标是多少？")
    assert 0.5 < answer.confidence <= 1 and answer.to_json()["confidence"] == round(answer.confidence, 3)


def test_a_refusal_is_sure_of_nothing(assistant: Assistant) -> None:
    assert assistant.ask("今天天气怎么样").confidence == 0


def test_what_the_clauses_say_makes_an_answer_surer(assistant: Assistant) -> None:
    near = assistant.ask("烟花产业要打造成什么之都？").confidence
    far = assistant.ask("地下的宝贝重点要去哪几片找，政府怎么说").confidence
    assert near > far


def test_an_empty_cell_is_no_answer_but_a_no(assistant: Assistant) -> None:
    wanted, whether = assistant.ask("张家界的轨道交通标了几颗星？"), assistant.ask("张家界有没有布局轨道交通？")
    assert wanted.refused and "未载明" in wanted.text
    assert not whether.refused and whether.text.startswith("没有布局")
