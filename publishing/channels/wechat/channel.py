"""WeChat accounts as channels: `wechat:<account>`."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils.translation import gettext as _

from cms.contract import Document
from publishing.channels.wechat import article, limits, release, withdrawal
from publishing.channels.wechat.calls import Calls
from publishing.channels.wechat.course import Course
from publishing.channels.wechat.models import Account
from publishing.contract import (
    Capabilities,
    Channel,
    ChannelGroup,
    NoSuchChannel,
    Objection,
    Offer,
    Receipt,
    Sending,
)


class WeChatChannel(Channel):
    """One account. What it holds is not listed for the sweep (`held`): its lists may be asked
    for 100 times a day (facts A2), and leave out what an operator sent by hand (A5)."""

    capabilities = Capabilities(updates=False)

    def __init__(self, account: Account, *, settles: timedelta) -> None:
        self._account, self._settles = account, settles
        self.label = account.name

    def release(self, document: Document, sending: Sending) -> Receipt:
        with Calls(self._account, sending.note) as calls:
            return release.release(document, self._course(calls, sending))

    def withdraw(self, sending: Sending) -> None:
        with Calls(self._account, sending.note) as calls:
            withdrawal.withdraw(self._course(calls, sending))

    def find(self, sending: Sending) -> Receipt | None:
        with Calls(self._account, sending.note) as calls:
            course = self._course(calls, sending)
            known = course.known_published()
            there = calls.article(known.article_id) if known else None
            if known and there is not None:
                return Receipt(url=str(there.get("url", "")), handle=known.receipt().handle)
            found = next(course.publications_of_article(), None)
            return found.receipt() if found else None

    def preflight(self, document: Document) -> list[Objection]:
        return article.objections(document, self._account)

    def _course(self, calls: Calls, sending: Sending) -> Course:
        return Course(self._account, calls, sending, settles=self._settles)


class WeChatChannels(ChannelGroup):
    """All accounts. `submit_settles`: seconds after which a submission without an answer counts
    as not arrived, unless WeChat shows it."""

    def __init__(self, submit_settles: float = limits.SUBMIT_SETTLES.total_seconds()) -> None:
        self._settles = timedelta(seconds=submit_settles)

    def at(self, account: str) -> Channel:
        found = Account.objects.filter(slug=account).first()
        if found is None:
            raise NoSuchChannel(account)
        return WeChatChannel(found, settles=self._settles)

    def offers(self, association: str) -> list[Offer]:
        return [
            Offer(
                address=account.slug,
                label=_("WeChat: %(name)s") % {"name": account.name},
                remark=_remark(account),
            )
            for account in Account.objects.filter(association=association)
        ]

    def labels(self) -> Mapping[str, str]:
        return {
            account.slug: _("WeChat: %(name)s") % {"name": account.name}
            for account in Account.objects.all()
        }


def _remark(account: Account) -> str:
    if account.publishes == Account.Ladder.DRAFT:
        return _("Goes into the account's draft box; its operator publishes it.")
    return _("Published by itself, without a message to followers.")
