"""Whether a few characters are a person's name."""

import re
from functools import cache

from cms.imports.characters import HAN, converter

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅"
    "皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫"
    "经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀羊甄曲封芮储靳邴松段富巫乌焦巴弓牧隗山谷车侯宓蓬全班仰仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司韶黎薄印宿白怀"
    "蒲从鄂索咸籍赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广"
    "禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公闫肖付代覃涂佟苟邸戎岳帅亢况有琴商牟佘佴伯赏墨年爱阳冼侍"
)
_DOUBLE = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒",
           "端木", "夏侯", "南宫", "独孤", "长孙", "宇文", "轩辕", "百里", "东郭",
           "呼延")  # fmt: skip
_NAME = re.compile(f"[{HAN}](?: ?[{HAN}]){{1,3}}|[{HAN}]{{1,8}}[·•][{HAN}]{{1,8}}")


@cache
def _surnames() -> frozenset[str]:
    return frozenset(_SURNAMES) | frozenset(converter("s2t").convert(_SURNAMES))


@cache
def _double_surnames() -> frozenset[str]:
    return frozenset(_DOUBLE) | {converter("s2t").convert(name) for name in _DOUBLE}


def is_name(text: str) -> bool:
    """A surname and one or two characters (李 白, 鄒晨光, 欧阳修), or a name with a dot in it."""
    if not _NAME.fullmatch(text):
        return False
    plain = text.replace(" ", "")
    if "·" in plain or "•" in plain:
        return True
    if plain[:2] in _double_surnames():
        return 3 <= len(plain) <= 4
    return plain[0] in _surnames() and len(plain) <= 3


def are_names(text: str, at_most: int = 6) -> bool:
    """One or several names, parted by spaces or commas."""
    if is_name(text):
        return True
    parts = [part for part in re.split(r"[ \u3000、,，]+", text.strip()) if part]
    return 0 < len(parts) <= at_most and all(is_name(part) for part in parts)
