"""Which characters are Chinese, which are common, and which no article should hold."""

import re
from functools import cache
from typing import Final

from opencc import OpenCC

# Ideographs of the basic plane and its extensions, 〇, and the iteration mark.
HAN: Final = r"\u3007\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# Punctuation that only Chinese text uses; the curly quotes and dashes are shared with English
# but beside Chinese characters they are Chinese.
WIDE_MARKS: Final = "，。、；：？！“”‘’（）《》〈〉「」『』【】〔〕—…·％"
SENTENCE_ENDS: Final = "。！？…”’』」！？!?"

_HAN = re.compile(f"[{HAN}]")
_WIDE = re.compile(f"[{HAN}{WIDE_MARKS}]")
# C0 and C1 controls except tab and newline, soft hyphen, zero-width and direction marks, BOM,
# interlinear and object marks, private use: invisible, or a box on the reader's phone.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffc\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_SPACES = str.maketrans(dict.fromkeys("\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
                                      "\u2007\u2008\u2009\u200a\u202f\u205f", " "))  # fmt: skip
_NEWLINES = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_RUNS = re.compile("[ \u3000]{2,}")

# The five hundred commonest characters of running Chinese, simplified; half of any article.
_COMMON: Final = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化"
    "高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道"
    "命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论"
    "运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速"
    "花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商"
    "非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京"
    "识适属圆包火住调满县局照参红细引听该铁价严艺诗词画协摄舞乐剧曲演奖赛届诚馆村镇街幼"
)


@cache
def converter(direction: str) -> OpenCC:
    """`direction`: "t2s" or "s2t". Loading the tables takes longer than using them."""
    return OpenCC(direction)


@cache
def common_characters() -> frozenset[str]:
    """The commonest characters, simplified and traditional."""
    return frozenset(_COMMON) | frozenset(converter("s2t").convert(_COMMON))


def is_han(character: str) -> bool:
    return _HAN.match(character) is not None


def is_wide(character: str) -> bool:
    """Han, or a mark that Chinese typesetting sets full width; "" is neither."""
    return _WIDE.match(character) is not None


def han_count(text: str) -> int:
    return len(_HAN.findall(text))


def is_mainly_chinese(text: str) -> bool:
    """Whether a third of its letters and digits are Han: its punctuation is then Chinese too."""
    letters = sum(map(str.isalnum, text[:20_000]))
    return letters > 0 and han_count(text[:20_000]) * 3 >= letters


def printable(text: str) -> str:
    """Newlines as "\\n", spaces as U+0020 or U+3000, nothing invisible."""
    return _UNPRINTABLE.sub("", _NEWLINES.sub("\n", text)).translate(_SPACES)


def unprintable_count(text: str) -> int:
    return len(_UNPRINTABLE.findall(text))


def squeezed(text: str) -> str:
    """A line without its outer spaces, inner runs of spaces as one."""
    return _RUNS.sub(lambda run: "\u3000" if "\u3000" in run[0] else " ", text.strip())


def column_width(text: str) -> int:
    """Width in half-width columns: a wide character takes two."""
    return sum(2 if character >= "\u1100" or character in "—…“”‘’" else 1 for character in text)
