"""The website as a channel."""

from django.utils.translation import gettext_lazy as _

from cms.contract import Document
from publishing.contract import Channel, Receipt, Sending


class SiteChannel(Channel):
    label = _("Website")

    def release(self, document: Document, sending: Sending) -> Receipt:
        return Receipt(url=document.url)

    def withdraw(self, sending: Sending) -> None:
        return None

    def find(self, sending: Sending) -> Receipt | None:
        return None
