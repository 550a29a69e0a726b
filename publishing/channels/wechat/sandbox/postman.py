"""Delivers waiting events to the accounts' callbacks: 5 s to answer, 3 tries (facts A8)."""

import http.client
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from publishing.channels.wechat.sandbox import accounts, event_crypto
from publishing.channels.wechat.sandbox.accounts import Account, Callback
from publishing.channels.wechat.sandbox.clock import Clock
from publishing.channels.wechat.sandbox.limits import EVENT_TIMEOUT, EVENT_TRIES
from publishing.channels.wechat.sandbox.store import Store

_IDLE = 5.0
_HANDS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """What the callback's server said, or why it said nothing."""

    status: int | None
    body: str

    @property
    def heard(self) -> bool:
        """An empty body, ``success`` or a passive reply counts as heard."""
        text = self.body.strip()
        return self.status == 200 and (text in {"", "success"} or text.startswith("<xml"))

    def __str__(self) -> str:
        return f"HTTP {self.status}: {self.body[:80]}" if self.status else self.body


def _signed(callback: Callback) -> dict[str, str]:
    # Real time, not the sandbox's clock: a receiver refuses stale timestamps by its own clock.
    timestamp, nonce = str(int(time.time())), str(secrets.randbelow(10**9) + 1)
    return {
        "signature": event_crypto.signature(callback.token, timestamp, nonce),
        "timestamp": timestamp,
        "nonce": nonce,
    }


def _exchange(url: str, method: str, query: dict[str, str], body: bytes | None = None) -> Answered:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=EVENT_TIMEOUT.value)
    target = parts.path or "/"
    target += "?" + "&".join(filter(None, (parts.query, urlencode(query))))
    headers = {"User-Agent": "Mozilla/4.0", "Content-Type": "text/xml"} if body else {}
    try:
        connection.request(method, target, body=body, headers=headers)
        response = connection.getresponse()
        return Answered(
            status=response.status, body=response.read(65536).decode("utf-8", "replace")
        )
    except (OSError, http.client.HTTPException) as error:
        return Answered(status=None, body=f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def push(account: Account, callback: Callback, xml: str) -> Answered:
    """One POST of one event, plain, compatible or encrypted."""
    query = {**_signed(callback), "openid": f"oV5Crj{account.appid[-10:]}sandbox"}
    if callback.mode == "plain":
        return _exchange(callback.url, "POST", query, xml.encode())
    sealed = event_crypto.encrypt(xml, aes_key=callback.aes_key, appid=account.appid)
    query["encrypt_type"] = "aes"
    query["msg_signature"] = event_crypto.signature(
        callback.token, query["timestamp"], query["nonce"], sealed
    )
    encrypted = f"<Encrypt><![CDATA[{sealed}]]></Encrypt>"
    body = f"<xml><ToUserName><![CDATA[{account.gh_id}]]></ToUserName>{encrypted}</xml>"
    if callback.mode == "compatible":
        body = xml.replace("</xml>", f"{encrypted}</xml>")
    return _exchange(callback.url, "POST", query, body.encode())


def verify_url(callback: Callback) -> tuple[bool, str]:
    """The call made when an operator saves the address: the echostr must come back unchanged."""
    echo = str(secrets.randbelow(10**18))
    answer = _exchange(callback.url, "GET", {**_signed(callback), "echostr": echo})
    return answer.status == 200 and answer.body == echo, str(answer)


class Postman(threading.Thread):
    """Wakes when something is due, settles it and carries events out.

    ``settle`` finishes jobs whose time has come; it runs inside the thread's transaction.
    """

    def __init__(
        self, store: Store, clock: Clock, settle: Callable[[sqlite3.Connection, float], None]
    ) -> None:
        super().__init__(name="postman", daemon=True)
        self._store, self._clock, self._settle = store, clock, settle
        self._stopping = threading.Event()

    def run(self) -> None:
        with self._store.transaction() as db:  # what was under way when the process died
            db.execute("UPDATE events SET state = 'waiting' WHERE state = 'sending'")
        while not self._stopping.is_set():
            since = self._store.changes
            with self._store.reading() as db:
                wake = self._next_moment(db)
            pause = _IDLE if wake is None else min(wake - self._clock.now(), _IDLE)
            if pause > 0:
                self._store.wait_for_change(pause, since=since)
                continue
            with self._store.transaction() as db:
                self._settle(db, self._clock.now())
                due = self._claim(db)
            for event_id in due:
                threading.Thread(target=self._deliver, args=(event_id,), daemon=True).start()

    @staticmethod
    def _free_hands(db: sqlite3.Connection) -> int:
        sending = db.execute("SELECT count(*) AS n FROM events WHERE state = 'sending'")
        return max(_HANDS - int(sending.fetchone()["n"]), 0)

    def _next_moment(self, db: sqlite3.Connection) -> float | None:
        moment: float | None = db.execute(
            "SELECT min(due_at) AS at FROM ("
            "SELECT due_at FROM publications WHERE due_at IS NOT NULL UNION ALL "
            "SELECT due_at FROM mass_messages WHERE due_at IS NOT NULL UNION ALL "
            "SELECT due_at FROM events WHERE state = 'waiting' AND ?)",
            (self._free_hands(db),),
        ).fetchone()["at"]
        return moment

    def _claim(self, db: sqlite3.Connection) -> list[int]:
        rows = db.execute(
            "UPDATE events SET state = 'sending', tries = tries + 1 WHERE event_id IN ("
            "SELECT event_id FROM events WHERE state = 'waiting' AND due_at <= ?"
            " ORDER BY due_at LIMIT ?) RETURNING event_id",
            (self._clock.now(), self._free_hands(db)),
        ).fetchall()
        return [row["event_id"] for row in rows]

    def _deliver(self, event_id: int) -> None:
        with self._store.reading() as db:
            event = db.execute("SELECT * FROM events WHERE event_id = ?", (event_id,)).fetchone()
            account = accounts.get(db, event["appid"]) if event else None
        if account is None:
            return
        if account.callback is None:
            outcome, state = "the account has no callback any more", "failed"
        else:
            answered = push(account, account.callback, event["xml"])
            last = event["tries"] >= EVENT_TRIES.value
            outcome = str(answered)
            state = "delivered" if answered.heard else "failed" if last else "waiting"
        if self._stopping.is_set():  # the state file may be closed; the next start tries again
            return
        with self._store.transaction() as db:
            db.execute(
                "UPDATE events SET state = ?, outcome = ?, due_at = ? WHERE event_id = ?",
                (state, outcome, self._clock.now() + account.events.retry_seconds, event_id),
            )

    def stop(self) -> None:
        """Stop looking for work; a delivery under way is left to die with the process."""
        self._stopping.set()
        with self._store.transaction():
            pass  # wakes the thread
        self.join()
