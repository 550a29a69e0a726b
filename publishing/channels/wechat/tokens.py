"""One refresher of access tokens for all threads, processes and machines (facts A1).

The token lives in a row. Who finds it old takes a lease on the row by one conditional UPDATE and
fetches a new one by `stable_token`; the others go on with the old one while it is good, or wait.
"""

import time
import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _

from publishing import clock
from publishing.channels.wechat import limits
from publishing.channels.wechat.error_book import translate
from publishing.channels.wechat.failures import CallFailed, NoAnswer
from publishing.channels.wechat.keyring import SecretError
from publishing.channels.wechat.models import AccessToken, Account
from publishing.contract import Refused, TryLater, Turn

PATH: Final = "cgi-bin/stable_token"
#: Longer than a call can take, so that only a dead worker loses it.
_LEASE: Final = timedelta(seconds=sum(limits.CALL_TIMEOUT) + 5)
_POLL_SECONDS: Final = 0.05

Fetched = tuple[str, timedelta]
#: POSTs JSON to a path of the platform, without a token; raises `failures`.
Post = Callable[[str, Mapping[str, Any]], Mapping[str, Any]]


def fetch(account: Account, post: Post) -> Fetched:
    """A token and how long it is good, straight from the platform.

    Never with force_refresh: that kills the token others work with, and is scarce.
    """
    answer = post(
        PATH,
        {
            "grant_type": "client_credential",
            "appid": account.appid,
            "secret": secret_of(account),
        },
    )
    if not answer.get("access_token") or answer.get("expires_in") is None:
        raise NoAnswer("an answer without access_token")
    return str(answer["access_token"]), timedelta(seconds=int(answer["expires_in"]))


def secret_of(account: Account) -> str:
    """The AppSecret; raises `Refused` when it cannot be opened."""
    try:
        secret = account.secret.reveal()
    except SecretError:
        secret = ""
    if not secret:
        raise Refused(
            _("The AppSecret cannot be read. Enter it again in the account's settings."),
            turn=Turn.ADMINISTRATOR,
        )
    return str(secret)


def token_of(account: Account, get: Callable[[], Fetched], *, refused: str = "") -> str:
    """A token to call with; `get` fetches a new one when it must. `refused`: the one the platform
    would not take.

    Raises the errors of the contract.
    """
    row, _made = AccessToken.objects.get_or_create(account=account)
    deadline = time.monotonic() + _LEASE.total_seconds()
    while time.monotonic() < deadline:
        token = _readable(row)
        now = clock.now()
        left = row.expires_at - now if row.expires_at else timedelta()
        usable = bool(token) and token != refused and left > timedelta()
        if usable and left > limits.REFRESH_AHEAD:
            return token
        lease = _take_lease(row)
        if lease is not None:
            return _refresh(row, lease, get)
        if usable:
            return token  # Another fetches the next one; this one is good meanwhile.
        time.sleep(_POLL_SECONDS)
        row.refresh_from_db()
    raise TryLater(_("Another process is fetching WeChat's access token. It will be tried again."))


def _readable(row: AccessToken) -> str:
    try:
        return row.reveal()
    except SecretError:
        return ""  # Sealed with a key that is gone: a new one is fetched.


def _take_lease(row: AccessToken) -> uuid.UUID | None:
    now, lease = clock.now(), uuid.uuid4()
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    # Named by what was read: whoever read an older row must read again, not fetch again.
    taken = AccessToken.objects.filter(free, pk=row.pk, expires_at=row.expires_at).update(
        lease=lease, lease_until=now + _LEASE
    )
    return lease if taken else None


def _refresh(row: AccessToken, lease: uuid.UUID, get: Callable[[], Fetched]) -> str:
    held = AccessToken.objects.filter(pk=row.pk, lease=lease)
    try:
        token, good_for = get()
    except CallFailed as failure:
        held.update(lease=None, lease_until=None)
        raise translate(failure, repeatable=True) from failure
    except BaseException:
        held.update(lease=None, lease_until=None)
        raise
    row.token = token  # Sealed by the field when it is written.
    held.update(token=row.token, expires_at=clock.now() + good_for, lease=None, lease_until=None)
    return token
