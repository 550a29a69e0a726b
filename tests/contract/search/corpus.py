"""A small federation for the engines: written for these tests, every sentence of our own."""

from search.engine import Card, Entry


def _entry(
    id: str,  # noqa: A002
    title: str,
    text: str,
    *,
    kind: str = "article",
    association: str = "shuxie",
    art_form: str = "",
    date: str = "2024-05-01",
    other: tuple[str, ...] = (),
    people: tuple[str, ...] = (),
) -> Entry:
    card = Card(
        id=id,
        kind=kind,
        title=title,
        url=f"http://testserver/{id}/",
        association=association,
        association_name=association,
        digest=text[:30],
        art_form=art_form,
        date=date,
        people=people,
    )
    return Entry(card=card, version=1, text=text, other=(*people, *other))


ENTRIES = (
    _entry(
        "1",
        "全市书法篆刻作品展开幕",
        "昨日上午，全市书法篆刻作品展在市美术馆开幕。\n展览由市书法家协会主办，展出作品一百二十件。",
    ),
    _entry(
        "2",
        "臺灣書法家協會來訪",
        "臺灣書法家協會一行十二人來訪，與本市書家座談，並觀看了館藏國畫。",
        date="2023-10-12",
    ),
    _entry(
        "3",
        "齐白石画虾小记",
        "白石老人画虾，历四变而后定。他说自己画虾几十年，始得其神。",
        association="meixie",
        date="2022-03-08",
    ),
    _entry(
        "4",
        "墨虾图",
        "纸本墨笔。题识：借山翁。",
        kind="work",
        association="meixie",
        art_form="painting",
        people=("齐白石",),
        other=("纸本墨笔", "34 × 102 厘米", "1948"),
        date="2021-01-01",
    ),
    _entry(
        "5",
        "中国画家走进乡村",
        "二十位中国画家走进溪口村，为村民写春联、画年画。",
        association="meixie",
        date="2024-01-20",
    ),
    _entry(
        "6",
        "法律知识讲座与读书会",
        "本周六举办法律知识讲座。读书会改在下周日。",
        association="federation",
        date="2024-06-02",
    ),
    _entry(
        "7",
        "行书杜甫《春夜喜雨》",
        "好雨知时节，当春乃发生。随风潜入夜，润物细无声。",
        kind="work",
        art_form="calligraphy",
        people=("林知秋",),
        date="2020-07-01",
    ),
    _entry(
        "8",
        "林知秋",
        "林知秋，一九六三年生，市书法家协会副主席，擅行草。",
        kind="person",
        association="federation",
        art_form="calligraphy",
        other=("知秋堂主",),
        date="2019-01-01",
    ),
    _entry(
        "9",
        "第十二届迎春摄影展",
        "第十二届迎春摄影展共收到投稿2024幅，入选一百幅。",
        kind="exhibition",
        association="sheying",
        date="2024-02-10",
    ),
    _entry(
        "10",
        "2024年度重点文艺创作项目申报通知",
        "各协会：2024年度项目申报自即日起至3月31日止。联系人：陈默，电话见附件。",
        association="federation",
        date="2024-01-05",
        other=("申报表", "评审办法.docx"),
    ),
    _entry(
        "11",
        "京剧《锁麟囊》复排侧记",
        "老戏新唱，青年演员周小棠挑梁。后台一盏灯，亮到深夜。",
        association="juxie",
        date="2023-12-01",
    ),
    _entry(
        "12",
        "Ink and Water: a Visit from Kyoto",
        "Twelve printmakers from Kyoto visited the city. 版画家们交流了水印木刻。",
        association="meixie",
        date="2023-06-18",
    ),
    _entry(
        "13",
        "“AI时代的文艺评论”研讨会",
        "与会者谈AI、谈算法，也谈批评的良心。",
        association="pingxie",
        date="2024-04-11",
    ),
    _entry(
        "14",
        "音乐家协会举办新年音乐会",
        "新年音乐会以《春江花月夜》开场，以民乐合奏收尾。",
        association="yinxie",
        date="2024-01-01",
    ),
    _entry(
        "15",
        "春江花月夜",
        "春江潮水连海平，海上明月共潮生。\n滟滟随波千万里，何处春江无月明。",
        kind="work",
        association="zuoxie",
        art_form="literature",
        people=("张若虚",),
        date="2018-05-05",
    ),
    _entry(
        "16",
        "𠮷野先生的扇面",
        "𠮷野先生旧藏扇面一帧，人物用㐂字款。",
        kind="work",
        association="meixie",
        art_form="painting",
        date="2017-01-01",
    ),
    _entry(
        "17",
        "关于评选“十佳青年演员”的公示",
        "经评审，现将十佳青年演员名单公示如下：周小棠、何雨、马千里。",
        association="juxie",
        date="2024-03-15",
    ),
    _entry(
        "18",
        "書",
        "一個字的作品。",
        kind="work",
        art_form="calligraphy",
        date="2016-01-01",
    ),
    _entry(
        "19",
        "Café 里的诗歌朗诵",
        "在旧城的café,诗人轮流朗诵。T恤上印着诗句。",
        association="zuoxie",
        date="2023-08-08",
    ),
    _entry(
        "20",
        "ＡＢＣ全角标题",
        "全角字母与数字１２３也要找得到。",
        association="federation",
        date="2022-02-02",
    ),
    *(
        _entry(
            str(100 + number),
            f"剪纸课堂第{number}讲",
            "跟着老师学剪纸，从一把剪刀开始。",
            association="minxie",
            date=f"2023-01-{number:02}",
        )
        for number in range(1, 26)
    ),
)

#: What a visitor types -> who holds all of it. Order is not said here.
EXACT: dict[str, set[str]] = {
    # a word inside a sentence
    "书法": {"1", "2", "8"},
    "美术": {"1"},
    "作品": {"1", "18"},
    "开幕": {"1"},
    "中国画": {"5"},
    "国画": {"2", "5"},
    "音乐": {"14"},
    "摄影": {"9"},
    "读书会": {"6"},
    "水印木刻": {"12"},
    "月明": {"15"},
    "明月": {"15"},
    "青年演员": {"11", "17"},
    # not across punctuation, nor across title and text
    "幕昨": set(),
    "节当": set(),
    # traditional and simplified, either way
    "書法": {"1", "2", "8"},
    "台湾": {"2"},
    "臺灣書法家協會": {"2"},
    "国画 台湾": {"2"},
    "與本市書家座談": {"2"},
    "书家座谈": {"2"},
    # names
    "齐白石": {"3", "4"},
    "齊白石": {"3", "4"},
    "林知秋": {"7", "8"},
    "知秋堂主": {"8"},
    "周小棠": {"11", "17"},
    "陈默": {"10"},
    "張若虛": {"15"},
    "𠮷野": {"16"},
    "㐂": {"16"},
    # several words, in any order
    "齐白石 虾": {"3", "4"},
    "虾 齐白石": {"3", "4"},
    "白石 借山翁": {"4"},
    "周小棠 公示": {"17"},
    "书法 协会": {"1", "2", "8"},
    "春江花月夜 张若虚": {"15"},
    # single characters
    "虾": {"3", "4"},
    "书": {"1", "2", "6", "7", "8", "18"},
    "書": {"1", "2", "6", "7", "8", "18"},
    "灯": {"11"},
    "囊": {"11"},
    # width, case, digits, Latin
    "ABC": {"20"},
    "abc": {"20"},
    "123": {"20"},
    "２０２４": {"9", "10"},
    "2024年": {"10"},
    "AI": {"13"},
    "ai": {"13"},
    "kyoto": {"12"},
    "KYOTO 版画": {"12"},
    "printmakers visited": {"12"},
    "Café": {"19"},
    "cafe": set(),
    "kyo": set(),
    "T恤": {"19"},
    # punctuation in the query does not matter
    "《春夜喜雨》": {"7"},
    "“AI时代的文艺评论”": {"13"},
    "书法，篆刻": {"1"},
    "《锁麟囊》、京剧": {"11"},
    "(剪纸课堂)第12讲": {"112"},
    # nothing
    "书法律": set(),
    "量子纠缠": set(),
    "zzz": set(),
}

#: What a visitor types -> who comes first.
FIRST: dict[str, str] = {
    "春江花月夜": "15",
    "林知秋": "8",
    "书": "18",
    "剪纸": "125",
    "墨虾图": "4",
    "音乐会": "14",
    "评论研讨会": "13",
}

#: Held by nobody in full -> who is near.
NEAR: dict[str, set[str]] = {
    "书法篆刻展": {"1"},
    "周小棠主演的京剧": {"11"},
    "齐白石 扇面": {"3", "4"},
    "中国画家走进山村": {"5"},
}
