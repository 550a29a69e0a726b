# ruff: noqa: E501 (tables of words, which take two columns a character)
"""What the lines look like that a copied web page or app leaves in a text.

Patterns are written in simplified characters and matched against the simplified form of a line.
Each matches whole lines only, and only such as no author writes.
"""

import re
from typing import Final

from cms.imports.wording import gettext_noop

MAX_LENGTH: Final = 160  # of any junk line; longer ones are prose

_BREADCRUMB = re.compile(
    r"^(?:(?:您|你)(?:现在|目前|当前)?|现在|目前|当前)(?:的|所在的?)?(?:当前)?(?:所在)?位置(?:是|为)? ?[:：]"
    r"(?:.{0,100}(?:[>›»→/\\-]|首页|主页).{0,100}|.{0,20})$"
    r"|^(?:所在)?位置(?:是|为)? ?[:：] ?(?:首页|主页|.{0,100}[>›»]).{0,100}$"
    r"|^(?:网站|本站)?首页 ?(?:>{1,2}|›|»|/|-|→).{1,100}$"
    r"|^.{1,100}(?:>{1,2}|›|») ?(?:正文|详情|内容|文章详情|浏览文章)$"
)
_PICTURE_STUB = re.compile(
    r"^[(（\[【](?:相关)?(?:资料)?(?:图片?|图源(?:自)?网络|图片来源于?网络|网络图片)[)）\]】]$|^(?:相关)?资料图片?$"
)
_NEIGHBOURS = re.compile(
    r"^[<«‹【\[ ]{0,3}(?:[上下前后]一)[篇条则](?:文章|新闻)?(?:[】\] ]{0,2}[:：].{0,100}|[】\]>]?)$"
)
_FOLLOW = re.compile(
    r"^.{0,6}(?:分享(?:到|至)|分享让更多人看到|点击.{0,8}(?:蓝字|名片|卡片).{0,12}|预览时标签不可点|轻触(?:阅读原文|查看原文)"
    r"|(?:扫|识别|长按).{0,12}(?:二维码|扫码).{0,4}(?:关注|分享|阅读|打开).{0,12}|微信扫一扫.{0,16}|[继向][续上]滑动看下一个|"
    r"(?:欢迎)?(?:扫码)?关注(?:我们|该公众号|本公众号|公众号)(?:[,，吧哦呀].{0,12})?|使用微信.{0,16}|扫一扫(?:$|[,，]? ?(?:用?微信|在手机|手机|关注|分享|下载|打开|查看|更多|加入|添加|二维码|[上下左右][方面侧图]).{0,20})|(?:用|打开)手机(?:扫|浏览).{0,16}|手机(?:扫码|扫一扫).{0,16}|收录于(?:合集|话题|专辑).{0,20}|喜欢(?:此内容|本文)的人还.{0,6}|"
    r"(?:点击)?(?:左下角)?[“\"]?阅读原文[”\"]?.{0,10}|已同步到看一看.{0,4})[。！!~ ↓↑]{0,4}$"
)
_RETURN = re.compile(
    r"^(?:阅读下一篇|(?:[<«‹【\[ ]?返回.{0,10}(?:首页|主页|列表|顶部|频道|目录)[】\]]?[ |｜]{0,3}){1,4})$"
)
_END_MARK = re.compile(
    r"^[-—=*· ]{0,6}(?:END|The End|全文完)[-—=*· ]{0,6}$|^[(（](?:完|全文完)[)）]$", re.I
)
_URL = re.compile(
    r"^(?:(?:本文|原文|文章)?(?:链接|地址|网址|转自)(?:地址)? ?[:：] ?)?(?:https?://|www\.)[!-~]+$",
    re.I,
)
_RULE = re.compile(r"^[-—–=*_~＝－ ]{3,}$")
_PAGER = re.compile(
    r"^第 ?\d{1,4} ?页(?:[ ，,/]{0,2}共 ?\d{1,4} ?页)?$|^[-—] ?\d{1,4} ?[-—]$|^\[?1\]?(?: \[?\d{1,2}\]?){1,15}(?: 下一页)?$"
)
_COUNTER = re.compile(
    r"^(?:阅读|浏览|点击|播放|点赞|评论|转发|收藏)(?:量|数|次数)? ?[:：]? ?[\d.,]{1,9} ?[万wW]?\+?次?$"
)

# With each pattern, the sentence of the report.
CERTAIN: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (_BREADCRUMB, gettext_noop("Navigation of the web page removed.")),
    (
        _PICTURE_STUB,
        gettext_noop("Stand-in for a picture removed; the picture itself is not in the file."),
    ),
    (_NEIGHBOURS, gettext_noop("Links to the page before and after removed.")),
    (_RETURN, gettext_noop("Buttons of the web page removed.")),
    (_FOLLOW, gettext_noop("Call to share or follow removed.")),
    (_END_MARK, gettext_noop("End mark removed.")),
    (_URL, gettext_noop("Bare web address removed.")),
    (_RULE, gettext_noop("Line of dashes or stars removed.")),
    (_PAGER, gettext_noop("Page number removed.")),
    (_COUNTER, gettext_noop("Counter of the web page removed.")),
)
# Cheap test that most lines of prose fail, before the patterns above are tried one by one.
SUSPECT: Final = re.compile(
    r"[>›»\\=*_~]|首页|位置|资料图|[(（\[【]|[篇条则]|分享|蓝字|名片|卡片|不可点|轻触|二维码|扫码|扫一扫|手机|微信|滑动|关注|收录|喜欢"
    r"|阅读|看一看|END|The End|End|end|全文完|://|www\.|--|——|页|^\[?1\]? |点击|浏览|播放|点赞|评论|转发|收藏|^- |字号|字体|微博|朋友圈|QQ|赞|在看|TOP|播报|留言|收起|ICP|T\+|A\+|展开|全文|剩余|余下|其余|隐藏|省略|下载|查看|登录|付费|打印|关闭|返回|举报|纠错|登录|注册"
)

_BUTTON_WORDS = frozenset(
    [
        "无障碍",
        "无障碍阅读",
        "长者模式",
        "适老模式",
        "关怀版",
        "首页",
        "网站首页",
        "设为首页",
        "加入收藏",
        "打印",
        "打印本页",
        "打印本文",
        "打印文章",
        "关闭",
        "关闭窗口",
        "关闭本页",
        "返回",
        "返回顶部",
        "返回首页",
        "返回列表",
        "返回上一页",
        "收藏",
        "收藏本文",
        "收藏本页",
        "分享",
        "分享到",
        "点赞",
        "在看",
        "赞",
        "复制链接",
        "我要纠错",
        "我要评论",
        "我要收藏",
        "我要分享",
        "纠错",
        "举报",
        "字号",
        "字体",
        "大",
        "中",
        "小",
        "特大",
        "放大",
        "缩小",
        "默认",
        "上一页",
        "下一页",
        "回到顶部",
        "TOP",
        "微信",
        "微博",
        "朋友圈",
        "QQ",
        "QQ空间",
        "QQ好友",
        "新浪微博",
        "腾讯微博",
        "豆瓣",
        "登录",
        "注册",
        "写评论",
        "查看评论",
        "更多",
        "展开",
        "收起",
        "听新闻",
        "语音播报",
        "播报",
        "发送",
        "转发",
        "写留言",
        "留言",
        "阅读",
        "扫码分享",
        "手机版",
        "阅读原文",
        "T-",
        "T+",
        "A-",
        "A+",
        "T",
        "A",
    ]
)
# Unlike 阅读 or 微信, these are no title of anything.
_ONLY_BUTTONS = frozenset(
    [
        "字号",
        "字体",
        "首页",
        "网站首页",
        "设为首页",
        "加入收藏",
        "打印本页",
        "打印本文",
        "打印文章",
        "关闭窗口",
        "关闭本页",
        "返回顶部",
        "返回首页",
        "返回列表",
        "返回上一页",
        "收藏本文",
        "收藏本页",
        "复制链接",
        "我要纠错",
        "我要评论",
        "回到顶部",
        "QQ空间",
        "写评论",
        "查看评论",
        "听新闻",
        "语音播报",
        "写留言",
        "扫码分享",
        "分享到",
    ]
)
# Single characters must stand apart: 大小 is a word.
_GLUED = re.compile(
    "|".join(
        sorted((word for word in _BUTTON_WORDS if len(word) > 1), key=len, reverse=True)
    ).replace("+", "\\+")
)
# Possessive: 返回首页 is one button and two, and forty of them would be tried in every way.
_ALL_GLUED = re.compile(f"(?>{_GLUED.pattern})++")
_BETWEEN_BUTTONS = re.compile(r"[\s【】\[\]()（）|｜/·:：>]+")

TAGS: Final = re.compile(
    r"^[【\[]?(?:标签|TAGS?|关键词|关键字|主题词|热词|文章标签)[】\]]? ?[:：].{0,140}$", re.I
)
SUMMARY: Final = re.compile(r"^[【\[]?(?:摘 ?要|内容提要|提要|Abstract)", re.I)
RELATED: Final = re.compile(
    r"^[【\[◆■▍|> ]{0,3}(?:相关(?:阅读|新闻|文章|链接|推荐|报道|资讯|热词搜索)|推荐(?:阅读|文章|新闻)|热门(?:推荐|文章|新闻|排行)|猜你喜欢|"
    r"延伸阅读|往期(?:回顾|推荐|精彩|精选)|大家(?:都)?在看|精彩推荐|最新(?:文章|资讯)|点击排行|阅读排行|为您推荐|友情链接)[】\] ]{0,2}(?:[:：][^。]{0,60})?$"
)
DISCLAIMER: Final = re.compile(
    r"^(?:免责|郑重|特别)声明 ?[:：]|^凡本网注明|^(?:声明|注) ?[:：].{0,30}(?:转载|网络|侵权|观点)|^(?:本文|以上)(?:内容)?仅代表作者"
)
# At the foot of a site's pages.
FOOTER: Final = re.compile(
    r"ICP ?备|公网安备|网站标识码|网站地图.{0,20}联系我们|^(?:Copyright|©|\(c\))|^版权所有|^技术支持 ?[:：]|^(?:建议|推荐)使用.{0,30}(?:浏览|浏览器)"
    r"|^(?:主办|承办|主管)(?:单位)? ?[:：].{0,60}(?:维护|技术支持|网站)",
    re.IGNORECASE,
)
# Only beside one of those: a notice ends with its address as well.
FOOTER_ADDRESS: Final = re.compile(
    r"^(?:联系)?(?:地址|电话|邮编|传真|邮箱|E-?mail|主办|承办|主办单位|承办单位) ?[:：]", re.I
)
RIGHTS: Final = re.compile(
    r"版权所有|未经.{0,12}(?:授权|许可|同意).{0,12}(?:不得|禁止|严禁|请勿)|转载(?:请|须|需|必须)|(?:禁止|谢绝)转载|侵权必究|侵权请?联系"
)
HOLE: Final = re.compile(
    r"^[-—=*.…·_ 【\[(（]*(?:此处已?(?:隐藏|省略)了? ?(?P<count>\d{1,7}) ?字.{0,30}|(?:剩余|余下|其余)(?:内容|部分|全文).{0,12}(?:隐藏|省略|下载|付费|查看|阅读|登录).{0,20}"
    r"|.{0,12}(?:下载后(?:查看|阅读)|下载全文|查看全文|阅读全文|展开全文|点击查看(?:全部|更多|完整)|查看完整|付费后?(?:阅读|查看)"
    r"|登录后可?(?:查看|阅读)).{0,20})$"
)
HOLE_IN_TEXT: Final = re.compile(
    r"此处已?(?:隐藏|省略) ?\d{1,7} ?字|下载后(?:查看|阅读)|未完待续|下转第.{1,4}版"
)
FRAGMENT: Final = re.compile(r"^[,，、;；][^。！？!?]{0,12}$")


def is_buttons(line: str) -> bool:
    """A row of a page's buttons: 【打印】【关闭】, 字号 大 中 小, 打印本页关闭窗口."""
    words = [
        word
        for part in _BETWEEN_BUTTONS.split(line)
        for word in ([part] if part in _BUTTON_WORDS else _glued(part))
        if word
    ]
    if not words or not all(word in _BUTTON_WORDS for word in words):
        return False
    return len(words) > 1 or words[0] in _ONLY_BUTTONS


def _glued(part: str) -> list[str]:
    """The buttons in a part that consists of nothing else, else the part itself."""
    return _GLUED.findall(part) if _ALL_GLUED.fullmatch(part) else [part]
