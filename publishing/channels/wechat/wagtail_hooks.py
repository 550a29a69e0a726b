"""WeChat accounts in Wagtail's admin."""

from wagtail import hooks

from publishing.channels.wechat.admin import AccountViewSet


@hooks.register("register_admin_viewset")
def accounts() -> AccountViewSet:
    return AccountViewSet()
