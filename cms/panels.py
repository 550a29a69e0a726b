"""Panels of our own in the page editor."""

from typing import Any

from wagtail.admin.panels import FieldPanel, TitleFieldPanel

# The address is made on the server in pinyin; Wagtail's script would drop every Chinese
# character and leave "2026" of "山水间:中国画邀请展 2026".
title_panel = TitleFieldPanel("title", targets=[])


class ChannelsPanel(FieldPanel):
    """Tick boxes of the accounts the association may use; empty when it has none yet."""

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.bound_field is not None and not self.bound_field.field.choices:
                self.help_text = self.bound_field.field.help_text
