"""A WeChat account as a channel, over a socket, against the sandbox."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from cms.contract import ImageRef
from cms.export.blocks import image_ref
from publishing.channels.wechat import accounts
from publishing.channels.wechat.channel import WeChatChannel
from publishing.channels.wechat.models import Account
from publishing.channels.wechat.sandbox.process import RunningSandbox, running_sandbox
from tests.contract.publishing.channel_suite import ChannelSuite, World
from tests.factories import pages

APPID = "wx00000000000000c1"


class WeChatWorld(World):
    cannot = {"held": "the platform lets its lists be asked for a hundred times a day"}

    def __init__(self, sandbox: RunningSandbox, account: Account) -> None:
        self._sandbox, self._account = sandbox, account
        self._picture = image_ref(pages.picture(width=900, height=600, title="兰亭"))
        self.channel = WeChatChannel(account, settles=timedelta(seconds=2))

    def seen(self, article: str) -> list[str]:
        return [
            held["title"]
            for held in self._sandbox.published(APPID)
            if held["gone"] is None and f"ywy={article}-" in held["content_source_url"]
        ]

    def picture(self) -> ImageRef:
        return self._picture

    def lose_next_answer(self) -> None:
        self._sandbox.add_fault("drop_connection", when="after", path="/cgi-bin/draft/add", count=1)

    def go_away(self) -> None:
        self._account.base_url = "http://127.0.0.1:9/"

    def come_back(self) -> None:
        self._account.base_url = f"{self._sandbox.address}/"


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    db: Path = tmp_path_factory.mktemp("wechat") / "sandbox.sqlite3"
    with running_sandbox(db) as running:
        yield running


@pytest.mark.django_db
class TestWeChat(ChannelSuite):
    @pytest.fixture
    def world(self, sandbox: RunningSandbox, db: None) -> WeChatWorld:
        sandbox.reset()
        sandbox.add_account(APPID, secret="geheim", name="兰亭书协", publish={"delay_seconds": 0.2})
        account = accounts.register(
            "shuxie",
            name="兰亭书协",
            appid=APPID,
            secret="geheim",
            association="shuxie",
            base_url=f"{sandbox.address}/",
        )
        return WeChatWorld(sandbox, account)
