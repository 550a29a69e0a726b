"""Faults by rule: which calls go wrong, how, and on which side of the commit (facts A11)."""

import fnmatch
import hashlib
import threading
import time
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Kind = Literal[
    "errcode", "timeout", "http502", "truncated_json", "html200", "drop_connection", "hold"
]
When = Literal["before", "after"]


class Rule(BaseModel):
    """Which calls a fault meets and what it does to them.

    A call matches when ``appid`` and ``path`` fit (None: any; ``path`` may hold ``*``). Of the
    matching calls the rule meets the ``nth`` (from 1), each ``every``-th, a share of
    ``probability`` (drawn from the seed and the number of the call, so a run can be replayed), or
    all; at most ``count`` of them. ``when`` says whether the call's change of state is committed
    ("after") or never happens ("before"). ``seconds`` bounds a time-out or a hold.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Kind
    when: When = "before"
    appid: str | None = None
    path: str | None = None
    nth: Annotated[int, Field(ge=1)] | None = None
    every: Annotated[int, Field(ge=1)] | None = None
    probability: Annotated[float, Field(ge=0, le=1)] | None = None
    count: Annotated[int, Field(ge=1)] | None = None
    errcode: int = -1
    errmsg: str = ""
    seconds: Annotated[float, Field(gt=0)] = 60.0

    @model_validator(mode="before")
    @classmethod
    def _minus_one(cls, given: object) -> object:
        """``"-1"`` is the name of the platform's commonest fault."""
        if isinstance(given, dict) and given.get("kind") == "-1":
            return {**given, "kind": "errcode", "errcode": -1}
        return given

    def fits(self, appid: str | None, path: str) -> bool:
        return (self.appid is None or self.appid == appid) and (
            self.path is None or fnmatch.fnmatchcase(path, self.path)
        )


@dataclass(kw_only=True, slots=True)
class _Standing:
    rule_id: int
    rule: Rule
    seen: int = 0
    met: int = 0

    def meets(self, seed: int) -> bool:
        """Count one matching call; True when the rule takes it."""
        self.seen += 1
        rule = self.rule
        if rule.count is not None and self.met >= rule.count:
            return False
        if rule.nth is not None and self.seen != rule.nth:
            return False
        if rule.every is not None and self.seen % rule.every:
            return False
        if rule.probability is not None and _draw(seed, self.rule_id, self.seen) >= (
            rule.probability
        ):
            return False
        self.met += 1
        return True


def _draw(seed: int, rule_id: int, number: int) -> float:
    """A number in [0, 1) that depends on nothing but its arguments."""
    digest = hashlib.sha256(f"{seed}/{rule_id}/{number}".encode()).digest()
    return int.from_bytes(digest[:7]) / 2**56


@dataclass(kw_only=True, slots=True)
class Hold:
    """One request that stands still until it is released."""

    hold_id: int
    rule_id: int
    appid: str | None
    path: str
    when: When
    state: Literal["held", "released", "abandoned"] = "held"
    _let_go: threading.Event = field(default_factory=threading.Event)

    def rest(self, seconds: float) -> bool:
        """Stand until released; False when the request was abandoned or nobody came in time."""
        self._let_go.wait(seconds)
        if self.state == "held":
            self.state = "abandoned"
        return self.state == "released"

    def let_go(self, *, abandon: bool) -> None:
        if self.state == "held":
            self.state = "abandoned" if abandon else "released"
            self._let_go.set()

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.hold_id,
            "rule": self.rule_id,
            "appid": self.appid,
            "path": self.path,
            "when": self.when,
            "state": self.state,
        }


class Faults:
    """The standing rules and the requests they hold; lives as long as the process."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed
        self._rules: dict[int, _Standing] = {}
        self._holds: dict[int, Hold] = {}
        self._ids = 0
        self._lock = threading.Condition()
        self._closing = threading.Event()

    def _new_id(self) -> int:
        self._ids += 1
        return self._ids

    def add(self, rule: Rule) -> int:
        """Let the rule stand; answers its id. Earlier rules are asked first."""
        with self._lock:
            rule_id = self._new_id()
            self._rules[rule_id] = _Standing(rule_id=rule_id, rule=rule)
            return rule_id

    def remove(self, rule_id: int | None = None) -> None:
        """Drop one rule, or all; what they hold is released."""
        with self._lock:
            gone = list(self._rules) if rule_id is None else [rule_id]
            for one in gone:
                self._rules.pop(one, None)
            for hold in self._holds.values():
                if hold.rule_id in gone:
                    hold.let_go(abandon=False)
            self._lock.notify_all()

    def rules(self) -> list[dict[str, object]]:
        with self._lock:
            return [
                {
                    "id": one.rule_id,
                    "seen": one.seen,
                    "met": one.met,
                    **one.rule.model_dump(exclude_none=True),
                }
                for one in self._rules.values()
            ]

    def take(self, appid: str | None, path: str) -> tuple[int, Rule] | None:
        """The first rule that meets this call, if any; rules after it do not see the call."""
        with self._lock:
            met = None
            for standing in self._rules.values():
                if standing.rule.fits(appid, path) and met is None and standing.meets(self.seed):
                    met = standing.rule_id, standing.rule
            return met

    def hold(self, rule_id: int, rule: Rule, appid: str | None, path: str) -> bool:
        """Let a request stand still; False when it shall go no further."""
        with self._lock:
            hold = Hold(
                hold_id=self._new_id(), rule_id=rule_id, appid=appid, path=path, when=rule.when
            )
            self._holds[hold.hold_id] = hold
            if self._closing.is_set() or rule_id not in self._rules:
                hold.let_go(abandon=self._closing.is_set())
            self._lock.notify_all()
        return hold.rest(rule.seconds)

    def stall(self, seconds: float) -> None:
        """Say nothing for a while, as a time-out does; ends early when the server stops."""
        self._closing.wait(seconds)

    def holds(self) -> list[Hold]:
        with self._lock:
            return list(self._holds.values())

    def wait_for_hold(self, rule_id: int | None, seconds: float) -> Hold | None:
        """The first request standing still (of that rule), waiting for it; None if none came."""
        deadline = time.monotonic() + seconds
        with self._lock:
            while True:
                for hold in self._holds.values():
                    if hold.state == "held" and rule_id in (None, hold.rule_id):
                        return hold
                if not self._lock.wait(max(deadline - time.monotonic(), 0)):
                    return None

    def release(self, *, hold_id: int | None, rule_id: int | None, abandon: bool) -> int:
        """Let held requests go on, or (``abandon``) never arrive or never be answered."""
        with self._lock:
            chosen = [
                hold
                for hold in self._holds.values()
                if hold.state == "held"
                and hold_id in (None, hold.hold_id)
                and rule_id in (None, hold.rule_id)
            ]
            for hold in chosen:
                hold.let_go(abandon=abandon)
            return len(chosen)

    def close(self) -> None:
        """Let everything that stands still end."""
        self._closing.set()
        self.release(hold_id=None, rule_id=None, abandon=True)
