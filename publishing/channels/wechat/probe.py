"""“Test this account”: three harmless calls, and what they say in plain words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from publishing.channels.wechat.calls import NOT_GRANTED, Calls
from publishing.channels.wechat.models import Account
from publishing.contract import ChannelError

_CODES_OF_THE_WEB: Final = {"network": "", "no answer": ""}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that was tried. `code` and `reference` are the platform's own."""

    ok: bool
    what: str
    sentence: str
    code: str = ""
    reference: str = ""


def probe(account: Account) -> list[Line]:
    """Token, draft box, right to publish: stops at the first that bars the next.

    What it learns about the right is kept in the account (facts A5: probe, do not promise).
    """
    with Calls(account, lambda step, detail: None) as calls:
        lines = [_tried(_("Credentials"), lambda: _credentials(calls))]
        if lines[-1].ok:
            lines.append(_tried(_("Draft box"), lambda: _draft_box(calls)))
        if lines[-1].ok:
            lines.append(_right_to_publish(account, calls))
    return lines


def _tried(what: str, call: Callable[[], str]) -> Line:
    try:
        return Line(ok=True, what=what, sentence=call())
    except ChannelError as error:
        return _failed(what, error)


def _failed(what: str, error: ChannelError) -> Line:
    return Line(
        ok=False,
        what=what,
        sentence=error.sentence,
        code=_CODES_OF_THE_WEB.get(error.code, error.code),
        reference=error.reference,
    )


def _credentials(calls: Calls) -> str:
    calls.fetch_token()
    return _("AppID and AppSecret are right, and this machine's address is allowed.")


def _draft_box(calls: Calls) -> str:
    return _("Reachable; it holds %(count)d drafts.") % {"count": calls.count_drafts()}


def _right_to_publish(account: Account, calls: Calls) -> Line:
    what = _("Right to publish")
    try:
        calls.may_publish()
    except ChannelError as error:
        if error.code != NOT_GRANTED:
            return _failed(what, error)
        _learn(account, Account.Ladder.DRAFT)
        return Line(
            ok=True,
            what=what,
            sentence=_(
                "The platform does not let this account publish by the interface (it is not "
                "verified). Articles go into its draft box, and its operator publishes them."
            ),
            code=error.code,
        )
    _learn(account, Account.Ladder.PUBLISH)
    return Line(ok=True, what=what, sentence=_("Articles are published by themselves."))


def _learn(account: Account, ladder: str) -> None:
    account.publishes = ladder
    Account.objects.filter(pk=account.pk).update(publishes=ladder)
