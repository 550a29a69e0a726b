"""The notation of the sample's texts."""

from cms.sample import body

TEXT = """
第一段。

## 小标题

> 一句话
> 又一句
> —— 某人

| 白日依山尽，
| 黄河入海流。

![tu-1] 图注 & 出处

{zuo-pin}
"""


def test_each_kind_of_block_is_read() -> None:
    made = body.blocks(TEXT, {"tu-1": 7}, {"zuo-pin": 9}, seed="x")
    assert [(block["type"], block["value"]) for block in made] == [
        ("paragraph", "<p>第一段。</p>"),
        ("heading", {"text": "小标题", "level": "2"}),
        ("quotation", {"text": "一句话\n又一句", "attribution": "某人"}),
        ("verse", "白日依山尽，\n黄河入海流。"),
        ("image", {"image": 7, "caption": "图注 & 出处"}),
        ("work", 9),
    ]


def test_ids_are_the_same_each_time() -> None:
    first, second = (body.blocks("甲\n\n乙", {}, {}, seed="x") for _ in range(2))
    assert first == second
    assert first[0]["id"] != first[1]["id"]


def test_markup_in_a_text_is_words() -> None:
    [block] = body.blocks("<b>甲</b>", {}, {}, seed="x")
    assert block["value"] == "<p>&lt;b&gt;甲&lt;/b&gt;</p>"
