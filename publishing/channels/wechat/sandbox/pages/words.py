"""The platform's numbers and paths in the words of the people who read these pages."""

from publishing.channels.wechat.sandbox.clock import in_china

CALLS = {
    "/cgi-bin/token": "获取接口凭据",
    "/cgi-bin/stable_token": "获取稳定版接口凭据",
    "/cgi-bin/clear_quota": "清零调用次数",
    "/cgi-bin/clear_quota/v2": "清零调用次数",
    "/cgi-bin/openapi/quota/get": "查询调用额度",
    "/cgi-bin/openapi/quota/clear": "清零单个接口的调用次数",
    "/cgi-bin/openapi/rid/get": "按 rid 查询报错",
    "/cgi-bin/get_api_domain_ip": "查询接口服务器地址",
    "/cgi-bin/getcallbackip": "查询推送服务器地址",
    "/cgi-bin/callback/check": "检测网络",
    "/cgi-bin/media/uploadimg": "上传正文图片",
    "/cgi-bin/media/upload": "上传临时素材",
    "/cgi-bin/media/get": "下载临时素材",
    "/cgi-bin/material/add_material": "上传永久素材",
    "/cgi-bin/material/get_material": "读取永久素材",
    "/cgi-bin/material/del_material": "删除永久素材",
    "/cgi-bin/material/batchget_material": "查看素材列表",
    "/cgi-bin/material/get_materialcount": "查询素材总数",
    "/cgi-bin/material/add_news": "新增永久图文（已下线）",
    "/cgi-bin/material/update_news": "修改永久图文（已下线）",
    "/cgi-bin/media/uploadnews": "上传图文消息（已下线）",
    "/cgi-bin/draft/add": "新建草稿",
    "/cgi-bin/draft/get": "读取草稿",
    "/cgi-bin/draft/update": "修改草稿",
    "/cgi-bin/draft/delete": "删除草稿",
    "/cgi-bin/draft/count": "查询草稿总数",
    "/cgi-bin/draft/batchget": "查看草稿列表",
    "/cgi-bin/draft/switch": "查询草稿箱开关",
    "/cgi-bin/freepublish/submit": "提交发布",
    "/cgi-bin/freepublish/get": "查询发布结果",
    "/cgi-bin/freepublish/delete": "删除已发布文章",
    "/cgi-bin/freepublish/getarticle": "读取已发布文章",
    "/cgi-bin/freepublish/batchget": "查看发布列表",
    "/cgi-bin/message/mass/sendall": "群发给全部或标签用户",
    "/cgi-bin/message/mass/send": "群发给指定用户",
    "/cgi-bin/message/mass/preview": "群发预览",
    "/cgi-bin/message/mass/get": "查询群发结果",
    "/cgi-bin/message/mass/delete": "删除群发",
    "/cgi-bin/message/mass/speed/get": "查询群发速度",
    "/cgi-bin/message/mass/speed/set": "设置群发速度",
    "/cgi-bin/comment/open": "打开留言",
    "/cgi-bin/comment/close": "关闭留言",
    "/cgi-bin/comment/list": "查看留言",
}

PUBLICATIONS = {
    0: "发布成功",
    1: "正在发布",
    2: "原创校验未通过",
    3: "发布失败",
    4: "平台审核未通过",
    5: "已由账号删除",
    6: "已被平台屏蔽",
}

EVENTS = {
    "waiting": "等待送出",
    "sending": "正在送出",
    "delivered": "已送达",
    "failed": "三次未送达",
    "lost": "故意丢失",
}

EVENT_KINDS = {
    "PUBLISHJOBFINISH": "发布结果通知",
    "MASSSENDJOBFINISH": "群发结果通知",
}

WAYS = {"free": "发布", "mass": "群发"}
GONE = {"publisher": "已由账号删除", "platform": "已被平台屏蔽"}

FAULTS = {
    "errcode": "返回错误",
    "timeout": "一直不答",
    "http502": "返回 502 页面",
    "truncated_json": "答到一半",
    "html200": "返回网页",
    "drop_connection": "断开连接",
    "hold": "暂停等待放行",
}


def mass_state(status: str) -> str:
    """A mass message's state, from the platform's text."""
    if status in {"send success", "sendsuccess"}:
        return "群发成功"
    return {"SENDING": "正在群发", "DELETE": "已删除"}.get(status, f"群发失败（{status}）")


def fault(label: str) -> str:
    """What was done to a call, from the journal's ``kind:when``; empty for an undisturbed one."""
    kind, _, when = label.partition(":")
    if not kind:
        return ""
    return f"练习故障：{FAULTS[kind]}（{'未执行' if when == 'before' else '已执行'}）"


def moment(at: float) -> str:
    """Date and time to the second, China time."""
    return f"{in_china(at):%Y-%m-%d %H:%M:%S}"


def day(at: float) -> str:
    """The date as WeChat prints it under a title."""
    local = in_china(at)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
