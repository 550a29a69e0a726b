"""The control interface from the caller's side: what tests, the demo and trainers hold in hand.

Each method is one call of `control`; docs/wechat-sandbox.md describes them.
"""

from typing import Any

import requests

Json = dict[str, Any]

# Above the longest wait the control interface itself allows.
_TIMEOUT = 130


class ControlRefused(Exception):
    """The sandbox refused a control call: its HTTP status and its own sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        super().__init__(f"{sentence} (HTTP {status})")


class Remote:
    """Steers the sandbox at ``address`` (``http://127.0.0.1:8150``), from the same machine."""

    def __init__(self, address: str) -> None:
        self.address = address

    def _call(self, method: str, place: str, body: Json | None = None, /, **query: Any) -> Json:
        given = {name: value for name, value in query.items() if value is not None}
        response = requests.request(
            method, f"{self.address}/_sandbox{place}", json=body, params=given, timeout=_TIMEOUT
        )
        answer: Json = response.json()
        if not response.ok:
            raise ControlRefused(response.status_code, str(answer.get("error", "")))
        return answer

    # Accounts

    def accounts(self) -> list[Json]:
        """Every account's settings, oldest first."""
        listed: list[Json] = self._call("GET", "/accounts")["accounts"]
        return listed

    def account(self, appid: str) -> Json:
        """One account's settings."""
        return self._call("GET", f"/accounts/{appid}")

    def add_account(self, appid: str, **settings: Any) -> Json:
        """Create an account; ``settings`` are those of `accounts.Account`."""
        return self._call("POST", "/accounts", {"appid": appid, **settings})

    def change_account(self, appid: str, **settings: Any) -> Json:
        """Change settings; inner objects (``publish``, ``events``...) are merged."""
        return self._call("PATCH", f"/accounts/{appid}", settings)

    def delete_account(self, appid: str) -> None:
        """Remove the account and all it holds."""
        self._call("DELETE", f"/accounts/{appid}")

    def state(self, appid: str) -> Json:
        """Everything the account holds, see `state.dump`."""
        return self._call("GET", f"/accounts/{appid}/state")

    def drafts(self, appid: str) -> list[Json]:
        """The draft box, oldest first."""
        held: list[Json] = self.state(appid)["drafts"]
        return held

    def published(self, appid: str) -> list[Json]:
        """What readers can or could see, oldest first; ``gone`` says who took it down."""
        seen: list[Json] = self.state(appid)["published"]
        return seen

    def verify_callback(self, appid: str) -> Json:
        """Let the platform check the callback address: ``{"ok", "answer"}``."""
        return self._call("POST", f"/accounts/{appid}/verify-callback", {})

    def revoke_tokens(self, appid: str) -> None:
        """Let every token of the account die at once."""
        self._call("POST", f"/accounts/{appid}/revoke-tokens", {})

    # What becomes of articles

    def publish_by_hand(self, appid: str, media_id: str) -> Json:
        """Publish a draft as a person does on the web site: ``{"article_id", "article_urls"}``."""
        return self._call("POST", f"/accounts/{appid}/drafts/{media_id}/publish", {})

    def set_publication(self, appid: str, publish_id: int, status: int) -> None:
        """Finish an open job now (0, 2, 3, 4), or take down what it published (5, 6)."""
        path = f"/accounts/{appid}/publications/{publish_id}"
        self._call("POST", path, {"status": status})

    def take_down(
        self, appid: str, article_id: str, *, by: str = "publisher", index: int | None = None
    ) -> None:
        """Take one article (``index`` from 1) or all down; ``by`` publisher or platform."""
        path = f"/accounts/{appid}/articles/{article_id}/take-down"
        self._call("POST", path, {"by": by, "index": index})

    # Faults and holds

    def add_fault(self, kind: str, **rule: Any) -> int:
        """Let calls go wrong, see `faults.Rule`; answers the rule's id."""
        return int(self._call("POST", "/faults", {"kind": kind, **rule})["id"])

    def faults(self) -> list[Json]:
        """The standing rules, with how many calls each saw and met."""
        rules: list[Json] = self._call("GET", "/faults")["faults"]
        return rules

    def remove_fault(self, rule_id: int) -> None:
        """Drop one rule; what it holds is released."""
        self._call("DELETE", f"/faults/{rule_id}")

    def clear_faults(self) -> None:
        """Drop every rule."""
        self._call("DELETE", "/faults")

    def wait_for_hold(self, fault: int | None = None, *, deadline: float = 10) -> Json:
        """The first request standing still; ControlRefused 504 when none came in that time."""
        return self._call("GET", "/holds/wait", fault=fault, deadline=deadline)

    def release(
        self, *, hold: int | None = None, fault: int | None = None, abandon: bool = False
    ) -> int:
        """Let held requests go on (``abandon``: break off); answers how many."""
        body = {"hold": hold, "fault": fault, "abandon": abandon}
        return int(self._call("POST", "/holds/release", body)["released"])

    # Journal, clock, everything

    def journal(self, **filters: Any) -> list[Json]:
        """Calls in order. Filters: appid, path, errcode, fault, committed (0, 1), after, limit."""
        calls: list[Json] = self._call("GET", "/journal", **filters)["calls"]
        return calls

    def count(self, **filters: Any) -> int:
        """How many calls those filters leave."""
        return int(self._call("GET", "/journal/count", **filters)["count"])

    def clear_journal(self) -> None:
        """Forget the calls so far."""
        self._call("DELETE", "/journal")

    def settled(self, appid: str | None = None, *, deadline: float = 10) -> None:
        """Wait until no job (of that account) is open, no event under way; else ControlRefused 504.

        Jobs wait by the sandbox's clock: a long ``delay_seconds`` wants `advance` first.
        """
        self._call("GET", "/settled", appid=appid, deadline=deadline)

    def now(self) -> float:
        """The sandbox's time, seconds since the epoch."""
        return float(self._call("GET", "/clock")["now"])

    def advance(self, seconds: float) -> float:
        """Move the sandbox's clock; answers its time."""
        return float(self._call("POST", "/clock", {"advance": seconds})["now"])

    def set_clock(self, now: float) -> float:
        """Set the sandbox's clock; answers its time."""
        return float(self._call("POST", "/clock", {"set": now})["now"])

    def settings(self, **settings: int) -> Json:
        """Change ``latency_ms`` or ``seed`` of the whole sandbox; answers both."""
        return self._call("POST", "/settings", settings)

    def reset(self, appid: str | None = None) -> None:
        """Forget what one account holds, or everything, accounts and faults included."""
        self._call("POST", "/reset", {"appid": appid} if appid else {})
