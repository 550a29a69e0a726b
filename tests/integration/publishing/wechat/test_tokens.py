"""One refresher of tokens: threads, dead tokens, dead workers."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from publishing import clock
from publishing.channels.wechat import limits, tokens
from publishing.channels.wechat.failures import ApiRefusal, NoAnswer
from publishing.channels.wechat.models import AccessToken, Account
from publishing.channels.wechat.sandbox.process import RunningSandbox
from publishing.contract import Refused, TryLater

LIFE = timedelta(hours=2)


class Platform:
    """Hands out numbered tokens; `gate` holds the answer back."""

    def __init__(self, life: timedelta = LIFE) -> None:
        self.asked = 0
        self.life = life
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Event()

    def __call__(self) -> tokens.Fetched:
        self.asked += 1
        number = self.asked
        self.entered.set()
        assert self.gate.wait(10)
        return f"token-{number}", self.life


def in_threads(count: int, account: Account, platform: Platform, *, refused: str = "") -> list[str]:
    barrier = threading.Barrier(count)

    def work() -> str:
        try:
            barrier.wait(10)
            return tokens.token_of(account, platform, refused=refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return [future.result() for future in [pool.submit(work) for _ in range(count)]]


def age(account: Account, left: timedelta) -> None:
    AccessToken.objects.filter(account=account).update(expires_at=clock.now() + left)


@pytest.mark.django_db(transaction=True)
def test_many_threads_fetch_one_token(account: Account) -> None:
    platform = Platform()
    assert set(in_threads(8, account, platform)) == {"token-1"}
    assert platform.asked == 1


@pytest.mark.django_db(transaction=True)
def test_a_refused_token_is_replaced_once_for_all(account: Account) -> None:
    platform = Platform()
    old = tokens.token_of(account, platform)
    assert set(in_threads(8, account, platform, refused=old)) == {"token-2"}
    assert platform.asked == 2


@pytest.mark.django_db(transaction=True)
def test_others_go_on_with_the_old_token_while_one_fetches(account: Account) -> None:
    platform = Platform()
    tokens.token_of(account, platform)
    age(account, limits.REFRESH_AHEAD - timedelta(minutes=1))
    platform.gate.clear()
    platform.entered.clear()

    def refresh() -> str:
        try:
            return tokens.token_of(account, platform)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        refreshing = pool.submit(refresh)
        assert platform.entered.wait(10)
        assert tokens.token_of(account, platform) == "token-1"
        platform.gate.set()
        assert refreshing.result() == "token-2"
    assert tokens.token_of(account, platform) == "token-2"
    assert platform.asked == 2


@pytest.mark.django_db
def test_a_good_token_is_kept(account: Account) -> None:
    platform = Platform()
    assert [tokens.token_of(account, platform) for _ in range(3)] == ["token-1"] * 3
    assert platform.asked == 1


@pytest.mark.django_db
def test_a_dead_workers_lease_runs_out(account: Account) -> None:
    AccessToken.objects.create(
        account=account, lease=uuid.uuid4(), lease_until=clock.now() - timedelta(seconds=1)
    )
    assert tokens.token_of(account, Platform()) == "token-1"


@pytest.mark.django_db
def test_a_failed_refresh_frees_the_lease(account: Account) -> None:
    def away() -> tokens.Fetched:
        raise NoAnswer("time-out")

    with pytest.raises(TryLater):
        tokens.token_of(account, away)
    assert tokens.token_of(account, Platform()) == "token-1"


@pytest.mark.django_db
def test_a_wrong_secret_is_for_the_administrator(account: Account) -> None:
    def wrong() -> tokens.Fetched:
        raise ApiRefusal(40125, "invalid appsecret", "", tokens.PATH)

    with pytest.raises(Refused) as refused:
        tokens.token_of(account, wrong)
    assert refused.value.code == "40125"


@pytest.mark.django_db
def test_a_token_is_sealed_at_rest(account: Account) -> None:
    tokens.token_of(account, Platform())
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM wechat_accesstoken")
        (stored,) = cursor.fetchone()
    assert stored.startswith("v1.")
    assert "token-1" not in stored


@pytest.mark.django_db
def test_a_token_sealed_with_a_lost_key_is_fetched_anew(account: Account) -> None:
    tokens.token_of(account, Platform())
    AccessToken.objects.update(uuid=uuid.uuid4())  # It opens only in its own row.
    assert tokens.token_of(account, Platform()) == "token-1"


@pytest.mark.django_db
def test_an_account_that_moves_forgets_token_and_uploads(
    account: Account, sandbox: RunningSandbox
) -> None:
    tokens.token_of(account, Platform())
    account.uploads.create(purpose="cover", digest="d", media_id="m")
    account.author = "书协"
    account.save()
    assert account.uploads.count() == 1
    account.base_url = "http://127.0.0.1:9/"
    account.save()
    assert account.uploads.count() == 0
    assert not AccessToken.objects.exists()
