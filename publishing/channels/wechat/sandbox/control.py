"""The control interface under /_sandbox/: for tests, the demo and trainers, from loopback only.

Every address is described in docs/wechat-sandbox.md.
"""

import ipaddress
import json
import math
import sqlite3
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from publishing.channels.wechat.sandbox import (
    accounts,
    drafts,
    faults,
    journal,
    postman,
    publication,
    state,
    tokens,
)
from publishing.channels.wechat.sandbox.accounts import Account
from publishing.channels.wechat.sandbox.answers import JsonObject, Refused
from publishing.channels.wechat.sandbox.gateway import Gateway

_PREFIX = "/_sandbox"
_LONGEST_WAIT = 120.0


class _Misused(Exception):
    """The control call is wrong; status and a sentence for its author."""

    def __init__(self, status: int, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


def _rule(method: str, path: str, endpoint: str) -> Rule:
    return Rule(f"{_PREFIX}{path}", methods=[method], endpoint=endpoint)


_ROUTES = Map(
    [
        _rule("GET", "/healthz", "healthz"),
        _rule("GET", "/accounts", "list_accounts"),
        _rule("POST", "/accounts", "create_account"),
        _rule("GET", "/accounts/<appid>", "show_account"),
        _rule("PATCH", "/accounts/<appid>", "change_account"),
        _rule("DELETE", "/accounts/<appid>", "delete_account"),
        _rule("GET", "/accounts/<appid>/state", "dump"),
        _rule("POST", "/accounts/<appid>/verify-callback", "verify_callback"),
        _rule("POST", "/accounts/<appid>/revoke-tokens", "revoke_tokens"),
        _rule("POST", "/accounts/<appid>/drafts/<media_id>/publish", "publish_by_hand"),
        _rule("POST", "/accounts/<appid>/publications/<int:publish_id>", "set_publication"),
        _rule("POST", "/accounts/<appid>/articles/<article_id>/take-down", "take_down"),
        _rule("GET", "/faults", "list_faults"),
        _rule("POST", "/faults", "add_fault"),
        _rule("DELETE", "/faults", "clear_faults"),
        _rule("DELETE", "/faults/<int:rule_id>", "remove_fault"),
        _rule("GET", "/holds", "list_holds"),
        _rule("GET", "/holds/wait", "wait_for_hold"),
        _rule("POST", "/holds/release", "release_holds"),
        _rule("GET", "/clock", "show_clock"),
        _rule("POST", "/clock", "set_clock"),
        _rule("GET", "/journal", "read_journal"),
        _rule("GET", "/journal/count", "count_journal"),
        _rule("DELETE", "/journal", "clear_journal"),
        _rule("GET", "/settled", "settled"),
        _rule("POST", "/settings", "set_settings"),
        _rule("POST", "/reset", "reset"),
    ]
)


class Control:
    """Answers control calls."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._store, self._clock = gateway.store, gateway.clock

    def answer(self, request: Request) -> Response:
        """The answer as JSON; a wrong call gets ``{"error": sentence}`` and 4xx."""
        try:
            self._refuse_strangers(request)
            endpoint, values = _ROUTES.bind_to_environ(request.environ).match()
            handler: Callable[..., JsonObject] = getattr(self, f"_{endpoint}")
            return _json(handler(request, **values))
        except HTTPException as error:
            return _json({"error": error.description}, error.code or 500)
        except _Misused as error:
            return _json({"error": str(error)}, error.status)
        except ValidationError as error:
            told = "; ".join(
                f"{'.'.join(map(str, one['loc'])) or 'body'}: {one['msg']}"
                for one in error.errors(include_url=False)
            )
            return _json({"error": told}, 400)
        except Refused as error:
            return _json({"error": error.errmsg, "errcode": error.errcode}, 404)

    @staticmethod
    def _refuse_strangers(request: Request) -> None:
        # The name it was called by counts as well: behind a proxy every peer is this machine, and a
        # foreign page may have made its own name point here.
        called = urlsplit(request.host_url).hostname or ""
        if not _is_here(request.remote_addr or "") or not _is_here(called):
            raise _Misused(403, "the control interface answers this machine only")
        # A page of another site, open in a browser on this machine, is a stranger too.
        origin = request.headers.get("Origin")
        if origin and origin != request.host_url.rstrip("/"):
            raise _Misused(403, "the control interface takes no call from another site's page")

    def _account(self, db: sqlite3.Connection, appid: str) -> Account:
        account = accounts.get(db, appid)
        if account is None:
            raise _Misused(404, f"no account {appid}")
        return account

    def _healthz(self, request: Request) -> JsonObject:
        with self._store.reading() as db:
            return {"ok": True, "accounts": len(accounts.all_of(db))}

    # Accounts

    def _list_accounts(self, request: Request) -> JsonObject:
        with self._store.reading() as db:
            return {"accounts": [one.model_dump(mode="json") for one in accounts.all_of(db)]}

    def _create_account(self, request: Request) -> JsonObject:
        account = Account.model_validate(_body(request))
        with self._store.transaction() as db:
            if accounts.get(db, account.appid):
                raise _Misused(409, f"account {account.appid} exists already")
            accounts.save(db, account, self._clock.now())
        return account.model_dump(mode="json")

    def _show_account(self, request: Request, appid: str) -> JsonObject:
        with self._store.reading() as db:
            return self._account(db, appid).model_dump(mode="json")

    def _change_account(self, request: Request, appid: str) -> JsonObject:
        changes = _body(request)
        if changes.get("appid", appid) != appid:
            raise _Misused(400, "appid cannot be changed")
        with self._store.transaction() as db:
            before = self._account(db, appid).model_dump(mode="json")
            account = Account.model_validate(_merged(before, changes))
            accounts.save(db, account, self._clock.now())
        return account.model_dump(mode="json")

    def _delete_account(self, request: Request, appid: str) -> JsonObject:
        with self._store.transaction() as db:
            self._account(db, appid)
            accounts.delete(db, appid)
        return {"deleted": appid}

    def _dump(self, request: Request, appid: str) -> JsonObject:
        with self._store.reading() as db:
            return state.dump(db, self._account(db, appid), self._gateway.urls)

    def _verify_callback(self, request: Request, appid: str) -> JsonObject:
        with self._store.reading() as db:
            callback = self._account(db, appid).callback
        if callback is None:
            raise _Misused(409, f"account {appid} has no callback")
        ok, answer = postman.verify_url(callback)
        return {"ok": ok, "answer": answer}

    def _revoke_tokens(self, request: Request, appid: str) -> JsonObject:
        with self._store.transaction() as db:
            self._account(db, appid)
            tokens.revoke(db, appid, self._clock.now())
        return {"revoked": appid}

    # What becomes of articles

    def _publish_by_hand(self, request: Request, appid: str, media_id: str) -> JsonObject:
        """As an operator does on the web site, whatever the account's rights by API."""
        with self._store.transaction() as db:
            draft = drafts.find(db, self._account(db, appid).appid, media_id)
            now = self._clock.now()
            article_id = publication.release(db, appid, json.loads(draft["articles"]), "free", now)
            drafts.remove(db, media_id)
            links = publication.links(db, self._gateway.urls, article_id)
        return {"article_id": article_id, "article_urls": links}

    def _set_publication(self, request: Request, appid: str, publish_id: int) -> JsonObject:
        """Decide an open job at once (0, 2, 3, 4), or take a published one down (5, 6)."""
        status = _body(request).get("status")
        if status not in {0, 2, 3, 4, 5, 6}:
            raise _Misused(400, "status must be 0, 2, 3, 4, 5 or 6")
        with self._store.transaction() as db:
            account = self._account(db, appid)
            job = publication.find(db, appid, publish_id)
            if status in {publication.WITHDRAWN, publication.BANNED}:
                if not job["article_id"]:
                    raise _Misused(409, "nothing of this job is published")
                publication.take_down(db, job["article_id"], status)
            elif job["status"] != publication.PUBLISHING:
                raise _Misused(409, "this job is finished already")
            else:
                publication.decide(db, account, self._gateway.urls, job, status, self._clock.now())
        return {"publish_id": publish_id, "status": status}

    def _take_down(self, request: Request, appid: str, article_id: str) -> JsonObject:
        body = _body(request)
        status = {"publisher": 5, "platform": 6}.get(body.get("by", "publisher"))
        if status is None:
            raise _Misused(400, "by must be publisher or platform")
        with self._store.transaction() as db:
            self._account(db, appid)
            if not publication.is_published(db, appid, article_id):
                raise _Misused(404, f"{appid} has published no {article_id}")
            publication.take_down(db, article_id, status, index=body.get("index"))
        return {"article_id": article_id, "status": status}

    # Faults and holds

    def _list_faults(self, request: Request) -> JsonObject:
        return {"faults": self._gateway.faults.rules()}

    def _add_fault(self, request: Request) -> JsonObject:
        return {"id": self._gateway.faults.add(faults.Rule.model_validate(_body(request)))}

    def _clear_faults(self, request: Request) -> JsonObject:
        self._gateway.faults.remove()
        return {"faults": []}

    def _remove_fault(self, request: Request, rule_id: int) -> JsonObject:
        self._gateway.faults.remove(rule_id)
        return {"removed": rule_id}

    def _list_holds(self, request: Request) -> JsonObject:
        return {"holds": [hold.as_json() for hold in self._gateway.faults.holds()]}

    def _wait_for_hold(self, request: Request) -> JsonObject:
        rule_id = _number(request.args.get("fault"), "fault")
        hold = self._gateway.faults.wait_for_hold(rule_id, _deadline(request))
        if hold is None:
            raise _Misused(504, "no request was held in that time")
        return hold.as_json()

    def _release_holds(self, request: Request) -> JsonObject:
        body = _body(request)
        released = self._gateway.faults.release(
            hold_id=body.get("hold"),
            rule_id=body.get("fault"),
            abandon=bool(body.get("abandon", False)),
        )
        return {"released": released}

    # Clock, journal, everything

    def _show_clock(self, request: Request) -> JsonObject:
        return {"now": self._clock.now()}

    def _set_clock(self, request: Request) -> JsonObject:
        body = _body(request)
        with self._store.transaction() as db:
            if "advance" in body:
                self._clock.move(db, _seconds(body["advance"], "advance"))
            elif "set" in body:
                self._clock.set(db, _seconds(body["set"], "set"))
            else:
                raise _Misused(400, 'give {"advance": seconds} or {"set": epoch seconds}')
        return {"now": self._clock.now()}

    def _read_journal(self, request: Request) -> JsonObject:
        filters = request.args.to_dict()
        limit = _number(filters.pop("limit", None), "limit") or 1000
        self._check_filters(filters)
        with self._store.reading() as db:
            return {"calls": journal.read(db, filters, limit)}

    def _count_journal(self, request: Request) -> JsonObject:
        filters = request.args.to_dict()
        self._check_filters(filters)
        with self._store.reading() as db:
            return {"count": journal.count(db, filters)}

    @staticmethod
    def _check_filters(filters: dict[str, str]) -> None:
        unknown = filters.keys() - journal.FILTERS.keys()
        if unknown:
            raise _Misused(400, f"unknown filters: {', '.join(sorted(unknown))}")

    def _clear_journal(self, request: Request) -> JsonObject:
        with self._store.transaction() as db:
            db.execute("DELETE FROM journal")
        return {"calls": []}

    def _settled(self, request: Request) -> JsonObject:
        """Wait until no job is open and no event is on its way, of one account or of any."""
        appid = request.args.get("appid")
        if not self._store.wait_until(lambda db: state.is_settled(db, appid), _deadline(request)):
            raise _Misused(504, "jobs or events are still under way")
        return {"settled": True}

    def _set_settings(self, request: Request) -> JsonObject:
        body = _body(request)
        unknown = body.keys() - {"latency_ms", "seed"}
        if unknown:
            raise _Misused(400, f"unknown settings: {', '.join(sorted(unknown))}")
        if "latency_ms" in body:
            self._gateway.latency_ms = int(_seconds(body["latency_ms"], "latency_ms"))
        if "seed" in body:
            self._gateway.faults.seed = int(_seconds(body["seed"], "seed"))
        return {"latency_ms": self._gateway.latency_ms, "seed": self._gateway.faults.seed}

    def _reset(self, request: Request) -> JsonObject:
        """Forget what one account holds (its settings stay), or everything, rules included."""
        appid = _body(request).get("appid")
        with self._store.transaction() as db:
            if appid:
                account = self._account(db, appid)
                accounts.delete(db, appid)
                accounts.save(db, account, self._clock.now())
            else:
                self._gateway.faults.remove()
                state.forget_everything(db)
        return {"reset": appid or "everything"}


def _is_here(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _body(request: Request) -> JsonObject:
    try:
        value = json.loads(request.get_data() or b"{}")
    except ValueError as error:
        raise _Misused(400, f"the body is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise _Misused(400, "the body must be a JSON object")
    return value


def _merged(before: JsonObject, changes: JsonObject) -> JsonObject:
    """``changes`` over ``before``; inner objects are merged as well."""
    merged = dict(before)
    for name, value in changes.items():
        old = merged.get(name)
        both = isinstance(old, dict) and isinstance(value, dict) and name != "quota"
        merged[name] = _merged(old, value) if both and old is not None else value
    return merged


def _seconds(value: Any, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _Misused(400, f"{name} must be a number")
    return float(value)


def _number(text: str | None, name: str) -> int | None:
    if text is None:
        return None
    if not text.isdecimal():
        raise _Misused(400, f"{name} must be a whole number")
    return int(text)


def _deadline(request: Request) -> float:
    try:
        seconds = float(request.args.get("deadline", "10"))
    except ValueError as error:
        raise _Misused(400, "deadline must be a number of seconds") from error
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def _json(value: JsonObject, status: int = 200) -> Response:
    body = json.dumps(value, ensure_ascii=False)
    return Response(body, status=status, content_type="application/json; charset=utf-8")
