"""Claim, checkpoint, settle, put back: what each does to a row, and to whom it is refused."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from publishing import clock, ledger, outbox, states
from publishing.channels.memory import MemoryChannel
from publishing.contract import (
    LeaseLost,
    OutcomeUnknown,
    Receipt,
    Refused,
    StillUnderWay,
    TryLater,
    Turn,
)
from publishing.delivering import deliver
from publishing.models import Attempt, Delivery, Outcome
from publishing.runner import Runner
from tests.factories import pages
from tests.factories.channels import channels
from tests.factories.channels import memory as channel_at

pytestmark = pytest.mark.django_db


def row_of(page, channel="memory") -> Delivery:
    return Delivery.objects.get(article=page.pk, channel=channel)


def outcomes(page, channel="memory") -> list[str]:
    return list(row_of(page, channel).log.order_by("pk").values_list("outcome", flat=True))


def make_due(page) -> None:
    Delivery.objects.filter(article=page.pk).update(due_at=clock.now())


def let_lease_run_out(row: Delivery) -> None:
    Delivery.objects.filter(pk=row.pk).update(lease_until=clock.now() - timedelta(seconds=1))


def state_of(page, channel="memory"):
    row = row_of(page, channel)
    return states.state_of(row, row.log.first(), clock.now())


def test_what_is_wanted_arrives_and_settles(memory):
    page = pages.article()
    assert [row_of(page).wanted, row_of(page).have] == [page.live_revision_id, None]

    assert Runner().run_once() == 1

    row = row_of(page)
    assert memory.changes == [(str(page.pk), page.live_revision_id)]
    assert (row.have, row.have_seq) == (page.live_revision_id, row.wanted_seq)
    assert (row.url, row.attempts, row.progress) == (f"memory:{page.pk}", 0, {})
    assert (row.lease_token, row.lease_until) == (None, None)
    assert outcomes(page) == ["accepted"]
    assert row.log.get().notes[0][1:] == ["memory.put", page.title]
    assert state_of(page).kind == "there"
    assert Runner().run_once() == 0


def test_a_claimed_row_cannot_be_claimed_again(memory):
    row = row_of(pages.article())
    assert ledger.claim(row.pk) is not None
    assert ledger.claim(row.pk) is None
    assert ledger.due(10) == []


def test_a_row_not_due_cannot_be_claimed(memory):
    row = row_of(pages.article())
    Delivery.objects.update(due_at=clock.now() + timedelta(hours=1))
    assert ledger.claim(row.pk) is None
    Delivery.objects.update(due_at=clock.now(), given_up=True)
    assert ledger.claim(row.pk) is None


def test_longest_waiting_first_and_full_channels_left_out(memory):
    first, second = pages.article(channels=["accounts:one", "accounts:two"]), pages.article()
    Delivery.objects.filter(article=second.pk).update(due_at=clock.now() - timedelta(hours=1))
    keys = ledger.due(10)
    assert keys[0] == row_of(second).pk
    assert len(keys) == 4
    assert set(ledger.due(10, without=["accounts"])) == {row_of(first).pk, row_of(second).pk}
    assert ledger.due(10, without=["accounts", "memory"]) == []


def test_a_late_worker_is_refused_whatever_it_tries(memory):
    page = pages.article()
    late = ledger.claim(row_of(page).pk)
    let_lease_run_out(row_of(page))
    now = ledger.claim(row_of(page).pk)
    assert late is not None
    assert now is not None

    with pytest.raises(LeaseLost):
        ledger.renew(late)
    with pytest.raises(LeaseLost):
        ledger.checkpoint(late, {"draft": 1})
    with pytest.raises(LeaseLost):
        ledger.settle(late, Receipt(url="late"), [])
    with pytest.raises(LeaseLost):
        ledger.put_back(late, Outcome.LATER, due_at=None, notes=[])
    ledger.lost(late, [[0, "step", ""]])
    ledger.let_go(late)

    row = row_of(page)
    assert (row.lease_token, row.url, row.progress, row.given_up) == (now.token, "", {}, False)
    assert outcomes(page) == ["cut_off", ""]
    # What the late one noted is kept all the same.
    assert row.log.order_by("pk")[0].notes == [[0, "step", ""]]

    ledger.settle(now, Receipt(url="now"), [])
    assert row_of(page).url == "now"


def test_taking_over_a_lease_means_asking_first_and_keeps_the_progress(memory):
    page = pages.article()
    claim = ledger.claim(row_of(page).pk)
    assert claim is not None
    assert not claim.must_ask
    ledger.checkpoint(claim, {"draft": "m1"})
    let_lease_run_out(row_of(page))

    again = ledger.claim(row_of(page).pk)
    assert again is not None
    assert (again.must_ask, dict(again.progress), again.attempts) == (True, {"draft": "m1"}, 2)


def test_a_checkpoint_holds_the_row_on(memory):
    page = pages.article()
    claim = ledger.claim(row_of(page).pk)
    Delivery.objects.update(lease_until=clock.now() + timedelta(seconds=1))
    ledger.checkpoint(claim, {"a": 1})
    assert row_of(page).lease_until > clock.now() + timedelta(seconds=30)


@pytest.mark.parametrize(
    ("ended", "asks"),
    [
        (Outcome.LATER, False),
        (Outcome.REFUSED, False),
        (Outcome.UNDER_WAY, False),
        (Outcome.UNKNOWN, True),
        (Outcome.CUT_OFF, True),
        (Outcome.LOST, True),
        (Outcome.MISSED, True),
    ],
)
def test_which_ends_make_the_next_try_ask(memory, ended, asks):
    page = pages.article()
    Attempt.note(row_of(page).pk, ended, timezone.now(), revision=1)
    claim = ledger.claim(row_of(page).pk)
    assert claim.must_ask is asks
    ledger.settle(claim, Receipt(), [])
    # What has been accepted since settles the doubt.
    outbox.want(page, page.live_revision_id)
    assert ledger.claim(row_of(page).pk).must_ask is False


def test_a_doubt_outlives_a_later_certain_failure(memory):
    page = pages.article()
    for outcome in (Outcome.UNKNOWN, Outcome.LATER):
        claim = ledger.claim(row_of(page).pk)
        ledger.put_back(claim, outcome, due_at=clock.now(), notes=[])
    assert ledger.claim(row_of(page).pk).must_ask is True


def test_later_waits_its_pause_then_arrives(memory):
    page = pages.article()
    memory.failures = [TryLater("The channel is busy.", code="45009")]
    Runner().run_once()
    row = row_of(page)
    assert row.due_at > row.log.get().ended_at
    assert (row.given_up, row.attempts, outcomes(page)) == (False, 1, ["later"])
    assert (state_of(page).kind, state_of(page).sentence) == ("waiting", "The channel is busy.")
    assert row.log.get().code == "45009"

    make_due(page)
    Runner().run_once()
    assert outcomes(page) == ["later", "accepted"]
    assert row_of(page).attempts == 0


def test_refused_waits_for_a_person_who_is_named(memory):
    page = pages.article()
    memory.failures = [Refused("The title is too long.", turn=Turn.EDITOR)]
    Runner().run_once()
    make_due(page)
    assert Runner().run_once() == 0
    state = state_of(page)
    assert (state.kind, state.sentence) == ("person", "The title is too long.")
    assert state.turn == states.turn_words(Turn.EDITOR) != ""

    outbox.want_again(row_of(page), who="wang")
    assert Runner().run_once() == 1
    assert outcomes(page) == ["refused", "asked", "accepted"]
    assert row_of(page).log.get(outcome="asked").sentence == "wang"


def test_publishing_anew_takes_up_what_was_given_up(memory):
    page = pages.article()
    memory.failures = [Refused("The title is too long.", turn=Turn.EDITOR)]
    Runner().run_once()
    assert row_of(page).given_up

    page.title = "短题"
    page.save_revision().publish()
    row = row_of(page)
    assert (row.given_up, row.attempts) == (False, 0)
    Runner().run_once()
    assert memory.articles[str(page.pk)].title == "短题"


def test_an_unknown_outcome_after_the_commit_does_not_repeat(memory):
    page = pages.article()
    memory.failures_after_commit = [OutcomeUnknown("No answer.")]
    Runner().run_once()
    assert outcomes(page) == ["unknown"]
    make_due(page)
    Runner().run_once()
    assert outcomes(page) == ["unknown", "accepted"]
    assert memory.changes == [(str(page.pk), page.live_revision_id)]


def test_under_way_is_no_failure_and_counts_no_try(memory):
    page = pages.article()
    memory.failures_after_commit = [
        StillUnderWay("The platform is checking.", look_again=timedelta(seconds=30))
    ]
    Runner().run_once()
    row = row_of(page)
    assert row.attempts == 0
    assert timedelta(seconds=25) < row.due_at - clock.now() <= timedelta(seconds=30)
    assert (state_of(page).kind, state_of(page).words != "") == ("under_way", True)
    assert ledger.due(1) == []

    ledger.wake(page.pk, "memory")
    assert Runner().run_once() == 1
    assert state_of(page).kind == "there"


def test_a_bug_in_an_adapter_is_recorded_and_asked_about(memory, monkeypatch):
    page = pages.article()
    monkeypatch.setattr(memory, "release", lambda *_: {}["no such key"])
    Runner().run_once()
    assert outcomes(page) == ["unknown"]
    assert row_of(page).due_at > row_of(page).log.get().ended_at
    assert row_of(page).log.get().sentence


def test_what_a_channel_answers_may_be_garbage(memory):
    page = pages.article()
    memory.failures = [OutcomeUnknown("\0\0" * 9, code="9\0" * 99, reference="r" * 999)]
    Runner().run_once()
    attempt = row_of(page).log.get()
    assert attempt.outcome == "unknown"
    assert "\0" not in attempt.sentence + attempt.code


def test_wanted_anew_while_being_sent(memory, monkeypatch):
    page = pages.article()
    first = page.live_revision_id
    release = memory.release

    def publish_meanwhile(document, sending):
        monkeypatch.setattr(memory, "release", release)
        page.title = "改题"
        page.save_revision().publish()
        return release(document, sending)

    monkeypatch.setattr(memory, "release", publish_meanwhile)
    deliver(ledger.claim(row_of(page).pk))
    row = row_of(page)
    assert row.have == first
    assert row.wanted_seq == row.have_seq + 1
    assert Runner().run_once() == 1
    page.refresh_from_db()
    assert memory.changes == [(str(page.pk), first), (str(page.pk), page.live_revision_id)]


def test_a_failure_says_nothing_about_what_was_wanted_since(memory, monkeypatch):
    page = pages.article()

    def refuse_meanwhile(document, sending):
        monkeypatch.undo()
        page.save_revision().publish()
        raise Refused("The title is too long.", turn=Turn.EDITOR)

    monkeypatch.setattr(memory, "release", refuse_meanwhile)
    deliver(ledger.claim(row_of(page).pk))
    row = row_of(page)
    assert not row.given_up
    assert ledger.due(1) == [row.pk]


def test_withdrawn_before_it_was_sent_never_calls_the_channel(memory):
    page = pages.article()
    page.unpublish()
    Runner().run_once()
    assert memory.changes == []
    assert row_of(page).log.get().notes == []
    assert state_of(page).kind == "absent"


def test_withdrawn_after_a_doubtful_try_calls_the_channel(memory):
    page = pages.article()
    memory.failures_after_commit = [OutcomeUnknown("No answer.")]
    Runner().run_once()
    page.unpublish()
    Runner().run_once()
    assert memory.articles == {}
    assert [revision for _, revision in memory.changes] == [page.latest_revision_id, None]


def test_withdrawing_twice_is_one_withdrawal(memory):
    page = pages.article()
    Runner().run_once()
    page.unpublish()
    seq = row_of(page).wanted_seq
    outbox.want(page, None)
    assert row_of(page).wanted_seq == seq


def test_a_revision_that_is_gone_is_the_editors_turn(memory):
    page = pages.article()
    Delivery.objects.update(wanted=10**9)
    Runner().run_once()
    assert (outcomes(page), row_of(page).log.get().turn) == (["refused"], "editor")


def test_an_account_that_was_closed_is_said_on_the_board(memory):
    page = pages.article(channels=["accounts:closed"])
    Runner().run_once()
    row = row_of(page, "accounts:closed")
    assert (row.given_up, row.log.get().turn) == (True, "administrator")


def test_a_channel_that_cannot_take_back_says_so():
    with channels(memory="tests.factories.channels.OnceOnlyChannel"):
        page = pages.article()
        Runner().run_once()
        page.unpublish()
        Runner().run_once()
        assert (row_of(page).given_up, row_of(page).log.first().turn) == (True, "operator")


def test_a_channel_that_cannot_be_asked_waits_for_somebody_who_looked():
    with channels(memory="tests.factories.channels.DeafChannel"):
        page, deaf = pages.article(), channel_at()
        deaf.failures = [OutcomeUnknown("No answer.")]
        Runner().run_once()
        make_due(page)
        Runner().run_once()
        assert (outcomes(page), row_of(page).given_up) == (["unknown", "refused"], True)
        assert deaf.changes == []

        outbox.want_again(row_of(page), who="wang")
        Runner().run_once()
        assert state_of(page).kind == "there"
        assert len(deaf.changes) == 1


def test_asking_again_for_what_is_there_does_nothing(memory: MemoryChannel):
    page = pages.article()
    Runner().run_once()
    outbox.want_again(row_of(page), who="wang")
    assert outcomes(page) == ["accepted"]
    assert Runner().run_once() == 0


def test_a_stopped_runner_lets_go_and_the_next_asks(memory):
    page = pages.article()
    claim = ledger.claim(row_of(page).pk)
    ledger.let_go(claim)
    assert outcomes(page) == ["cut_off"]
    again = ledger.claim(row_of(page).pk)
    assert again is not None
    assert again.must_ask
    with pytest.raises(LeaseLost):
        ledger.settle(claim, Receipt(), [])


def test_costs_the_same_however_much_there_is(memory):
    def queries(rows: int) -> tuple[int, int]:
        for _ in range(rows):
            pages.article()
        with CaptureQueriesContext(connection) as poll:
            key = ledger.due(8)[0]
        with CaptureQueriesContext(connection) as delivery:
            deliver(ledger.claim(key))
        return len(poll), len(delivery)

    queries(1)  # Fills Wagtail's cache of site roots.
    assert queries(1) == queries(6)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite for its plan")
def test_the_poll_reads_the_index_of_what_is_due(memory):
    plan = ledger._due(clock.now()).order_by("due_at", "pk").values_list("pk").explain()
    assert "delivery_due" in plan
