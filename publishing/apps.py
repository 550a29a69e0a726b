from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        from cms import channels
        from publishing import checks, outbox, preflight

        checks.register()
        outbox.connect()
        channels.register(choices=preflight.choices, preflight=preflight.objections)
