"""Panels of our own in the page editor."""

from typing import Any

from wagtail.admin.panels import FieldPanel, TitleFieldPanel


class TitlePanel(TitleFieldPanel):
    """Wagtail's, without the script that makes the address of the title: it would drop every
    Chinese character and leave "2026" of "山水间：中国画邀请展 2026". Ours is made on the server,
    in pinyin."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_attrs(self) -> dict[str, Any]:
            attributes = super().get_attrs()
            return {name: attributes[name] for name in attributes if name == "placeholder"}


title_panel = TitlePanel("title")


class ChannelsPanel(FieldPanel):
    """Tick boxes of the accounts the association may use; empty when it has none yet."""

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.bound_field is not None and not self.bound_field.field.choices:
                self.help_text = self.bound_field.field.help_text
