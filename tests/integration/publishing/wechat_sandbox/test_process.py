"""The sandbox as a process: it starts, stops, and loses nothing it committed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from publishing.channels.wechat.sandbox.process import DidNotStart, running_sandbox
from publishing.channels.wechat.sandbox.remote import ControlRefused
from tests.integration.publishing.wechat_sandbox.caller import Caller, picture

ACCOUNT = {"appid": "wx0123456789abcdef", "secret": "secret", "name": "江城文艺"}


def test_a_killed_sandbox_comes_back_with_everything(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite3"
    with running_sandbox(state, accounts=[ACCOUNT]) as sandbox:
        caller = Caller(sandbox, ACCOUNT["appid"])
        image = caller.upload("media/uploadimg", picture())["url"]
        kept = caller.draft()
        caller.change(publish={"delay_seconds": 3600})
        submitted = caller.post("freepublish/submit", {"media_id": caller.draft()})
        sandbox.advance(60)
        token, before = caller.token, sandbox.now()
        calls = sandbox.count()
        sandbox.kill()
    with running_sandbox(state) as sandbox:
        caller = Caller(sandbox, ACCOUNT["appid"], token=token)
        assert sandbox.count() == calls
        assert sandbox.now() >= before
        # The same token, draft and job; and a picture uploaded under the former address.
        item = caller.post("draft/get", {"media_id": kept})["news_item"][0]
        assert item["title"] == "秋日诗会"
        under_way = caller.post("freepublish/get", {"publish_id": submitted["publish_id"]})
        assert under_way["publish_status"] == 1
        again = caller.draft(caller.article(content=f'<p>甲<img src="{image}"></p>'))
        assert image in caller.post("draft/get", {"media_id": again})["news_item"][0]["content"]
        sandbox.advance(3600)
        done = caller.post("freepublish/get", {"publish_id": submitted["publish_id"]})
        assert done["publish_status"] == 0


def test_two_sandboxes_do_not_share_a_state_file(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite3"
    with (
        running_sandbox(state),
        pytest.raises(DidNotStart, match="in use by another sandbox"),
        running_sandbox(state),
    ):
        pass


def test_a_taken_port_is_said_in_words(tmp_path: Path) -> None:
    with running_sandbox(tmp_path / "a.sqlite3") as sandbox:
        port = int(sandbox.address.rpartition(":")[2])
        with (
            pytest.raises(DidNotStart, match="Choose another with --port"),
            running_sandbox(tmp_path / "b.sqlite3", port=port),
        ):
            pass


def test_accounts_that_make_no_sense_are_said_in_words(tmp_path: Path) -> None:
    wrong = {**ACCOUNT, "ip_allow": ["nowhere"]}
    with (
        pytest.raises(DidNotStart, match="does not list accounts"),
        running_sandbox(tmp_path / "state.sqlite3", accounts=[wrong]),
    ):
        pass


def test_it_ends_when_its_parent_does(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "publishing.channels.wechat.sandbox", "--until-eof"]
    command += ["--db", str(tmp_path / "state.sqlite3")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline().startswith("sandbox listening on http://127.0.0.1:")
        process.stdin.close()  # what the system does when the parent dies
        assert process.wait(10) == 0


def test_real_addresses_on_request(tmp_path: Path) -> None:
    with running_sandbox(tmp_path / "state.sqlite3", accounts=[ACCOUNT], real_urls=True) as sandbox:
        caller = Caller(sandbox, ACCOUNT["appid"])
        image = caller.upload("media/uploadimg", picture())["url"]
        assert image.startswith("http://mmbiz.qpic.cn/mmbiz_jpe/")
        media_id = caller.draft(caller.article(content=f'<p>甲<img src="{image}"></p>'))
        done = caller.post("freepublish/submit", {"media_id": media_id})
        sandbox.settled()
        address = caller.post("freepublish/get", {"publish_id": done["publish_id"]})[
            "article_detail"
        ]["item"][0]["article_url"]
        assert address.startswith("https://mp.weixin.qq.com/s/")
        # Here on this machine the page shows the picture all the same.
        page = caller.raw("GET", address.removeprefix("https://mp.weixin.qq.com")).text
        assert "mmbiz.qpic.cn" not in page
        assert 'src="/mmbiz/' in page


def test_the_control_interface_explains_what_is_wrong(tmp_path: Path) -> None:
    with running_sandbox(tmp_path / "state.sqlite3", accounts=[ACCOUNT]) as sandbox:
        for call, status in (
            (lambda: sandbox.account("wxnobody00"), 404),
            (lambda: sandbox.add_account(**ACCOUNT), 409),
            (lambda: sandbox.change_account(ACCOUNT["appid"], colour="red"), 400),
            (lambda: sandbox.add_fault("nonsense"), 400),
            (lambda: sandbox.journal(colour="red"), 400),
            (lambda: sandbox.take_down(ACCOUNT["appid"], "nobody"), 404),
        ):
            with pytest.raises(ControlRefused) as refused:
                call()
            assert refused.value.status == status
        caller = Caller(sandbox, ACCOUNT["appid"])
        foreign = caller.raw("GET", "/_sandbox/accounts", headers={"Origin": "https://example.com"})
        renamed = caller.raw("GET", "/_sandbox/accounts", headers={"Host": "example.com"})
        assert (foreign.status_code, renamed.status_code) == (403, 403)
        sandbox.reset(ACCOUNT["appid"])
        assert [one["name"] for one in sandbox.accounts()] == ["江城文艺"]
        sandbox.reset()
        assert sandbox.accounts() == []
        assert json.loads(caller.raw("GET", "/_sandbox/healthz").content) == {
            "ok": True,
            "accounts": 0,
        }
