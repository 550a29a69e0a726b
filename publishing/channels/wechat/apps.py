from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WeChatConfig(AppConfig):
    name = "publishing.channels.wechat"
    label = "wechat"
    verbose_name = _("WeChat")

    def ready(self) -> None:
        from publishing.channels.wechat import checks, redaction

        checks.register_checks()
        redaction.install()
