"""One platform call from the wire to the answer: door, rights, quota, commit, faults."""

import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass

from publishing.channels.wechat.sandbox import (
    accounts,
    answers,
    journal,
    mass,
    publication,
    quota,
    tokens,
)
from publishing.channels.wechat.sandbox.accounts import Account
from publishing.channels.wechat.sandbox.answers import (
    Answer,
    FileAnswer,
    JsonObject,
    Refused,
    RefusedAs,
)
from publishing.channels.wechat.sandbox.api import Api, Call, Door, Request
from publishing.channels.wechat.sandbox.api_table import BY_PATH
from publishing.channels.wechat.sandbox.clock import Clock
from publishing.channels.wechat.sandbox.faults import Faults, Rule
from publishing.channels.wechat.sandbox.store import Store
from publishing.channels.wechat.sandbox.urls import Urls

_HTML_502 = b"<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"
_HTML_200 = "<!DOCTYPE html><html><body>系统繁忙，请稍后再试</body></html>".encode()


@dataclass(frozen=True, kw_only=True, slots=True)
class Wire:
    """What goes over the wire; ``body`` None means the connection just ends."""

    status: int = 200
    content_type: str = "text/plain"
    body: bytes | None = None
    filename: str = ""


_SILENCE = Wire()


class Gateway:
    """Answers platform calls on the store's state."""

    def __init__(self, store: Store, clock: Clock, urls: Urls, faults: Faults) -> None:
        self.store, self.clock, self.urls, self.faults = store, clock, urls, faults
        self.latency_ms = 0

    def answer(self, request: Request) -> Wire:
        """The whole way of one call, faults included."""
        with self.store.reading() as db:
            appid = self._caller(db, request)
            account = accounts.get(db, appid) if appid else None
        pause = self.latency_ms + (account.latency_ms if account else 0)
        if pause:
            time.sleep(pause / 1000)
        met = self.faults.take(appid, request.path)
        if met is None:
            return self._decide(request)
        rule_id, rule = met
        label = f"{rule.kind}:{rule.when}"
        if rule.when == "before":
            if rule.kind == "hold" and self.faults.hold(rule_id, rule, appid, request.path):
                return self._decide(request, fault=label)
            return self._spoil(rule, self._note_unheard(request, appid, rule, label))
        wire = self._decide(request, fault=label)
        if rule.kind == "hold":
            going_on = self.faults.hold(rule_id, rule, appid, request.path)
            return wire if going_on else _SILENCE
        return self._spoil(rule, wire)

    @staticmethod
    def _caller(db: sqlite3.Connection, request: Request) -> str | None:
        """Whose call this seems to be, before any door is passed: for faults and latency."""
        token = request.query.get("access_token")
        if token:
            return tokens.owner(db, token)
        appid = request.query.get("appid") or _lenient(request.body).get("appid")
        return appid if isinstance(appid, str) else None

    def _note_unheard(self, request: Request, appid: str | None, rule: Rule, label: str) -> Wire:
        """Journal a call whose state change never happened; answers what -1 would say."""
        now = self.clock.now()
        refused, rid = _injected(rule), answers.new_rid(now)
        with self.store.transaction() as db:
            journal.write(
                db,
                request,
                at=now,
                appid=appid,
                body=_lenient(request.body),
                committed=False,
                refused=refused if rule.kind == "errcode" else None,
                rid=rid,
                fault=label,
            )
        return Wire(body=answers.encode(answers.refusal_json(refused, rid)))

    def _spoil(self, rule: Rule, wire: Wire) -> Wire:
        """The answer as the fault leaves it."""
        match rule.kind:
            case "errcode":
                refused = _injected(rule)
                rid = answers.new_rid(self.clock.now())
                return Wire(body=answers.encode(answers.refusal_json(refused, rid)))
            case "timeout":
                self.faults.stall(rule.seconds)
                return _SILENCE
            case "http502":
                return Wire(status=502, content_type="text/html", body=_HTML_502)
            case "html200":
                return Wire(content_type="text/html; charset=UTF-8", body=_HTML_200)
            case "truncated_json":
                body = wire.body or b""
                return Wire(body=body[: len(body) // 2])
            case "drop_connection" | "hold":
                return _SILENCE

    def _decide(self, request: Request, fault: str = "") -> Wire:
        """Answer the call and commit it, its counters and its journal entry in one transaction."""
        now = self.clock.now()
        answer: Answer
        refused, rid = None, None
        account: Account | None = None
        body: JsonObject = {}
        with self.store.transaction() as db:
            publication.settle_due(db, self.urls, now)
            mass.settle_due(db, self.urls, now)
            try:
                api = _api_of(request)
                account = _enter(db, api, request, now)
                body = answers.decode(request.body) if api.carries == "json" else {}
                if not api.right.granted_to(account):
                    raise Refused(48001)  # noqa: TRY301
                quota.count_call(db, account, api.path, now)
                call = Call(
                    db=db,
                    now=now,
                    urls=self.urls,
                    account=account,
                    request=request,
                    body=body,
                    table=BY_PATH,
                )
                answer = _within_savepoint(api, call)
            except Refused as reason:
                refused, rid = reason, answers.new_rid(now)
                answer = answers.refusal_json(reason, rid)
            journal.write(
                db,
                request,
                at=now,
                appid=account.appid if account else self._caller(db, request),
                body=body,
                committed=refused is None,
                refused=refused,
                rid=rid,
                fault=fault,
            )
        return _wire(answer)


def _injected(rule: Rule) -> Refused:
    if rule.errmsg:
        return RefusedAs(rule.errcode, rule.errmsg)
    return Refused(rule.errcode)


def _lenient(body: bytes) -> JsonObject:
    try:
        return answers.decode(body)
    except Refused:
        return {}


def _api_of(request: Request) -> Api:
    api = BY_PATH.get(request.path)
    if api is None:
        raise Refused(40066)
    if request.method != api.method:
        raise Refused(43001 if api.method == "GET" else 43002)
    return api


def _enter(db: sqlite3.Connection, api: Api, request: Request, now: float) -> Account:
    """The account whose call this is, proven at the call's door."""
    if api.door is Door.TOKEN:
        account = tokens.account_by_token(db, request.query.get("access_token"), now)
    else:
        given: Mapping[str, object] = {**request.query, **_lenient(request.body)}
        secret = given.get("secret") or given.get("appsecret")
        account = tokens.account_by_secret(db, given.get("appid"), secret, request.peer)
    if account.restricted is not None:
        raise Refused(account.restricted)
    return account


def _within_savepoint(api: Api, call: Call) -> Answer:
    """A refused call leaves no trace but its counters and its journal entry."""
    call.db.execute("SAVEPOINT call")
    try:
        answer = api.handler(call)
    except Refused:
        call.db.execute("ROLLBACK TO call")
        raise
    call.db.execute("RELEASE call")
    return answer


def _wire(answer: Answer) -> Wire:
    if isinstance(answer, FileAnswer):
        return Wire(content_type=answer.mimetype, body=answer.body, filename=answer.filename)
    return Wire(body=answers.encode(answer))
