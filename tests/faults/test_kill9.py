# SPDX-License-Identifier: Apache-2.0
"""kill -9 of every process while payments run, then a restart: what was acknowledged is there and has
moved its money once, all books are at zero and every event has arrived."""

import concurrent.futures
import http.client
import threading
from decimal import Decimal

import clearway_local
import event_lag
import pytest
from support.audit_log import Auditor
from support.bank import Bank, new_key

BEFORE, WHILE_DOWN, AFTER = 600, 40, 100
WORKERS = 8
PAYERS = 80  # few payments each: velocity rules are not what is tested here
VALUE = Decimal("0.50")
RECONCILIATION = "clearway.reconciliation.v1.ReconciliationService"


class Load:
    """Payments that are asked for until they are acknowledged, as a careful partner does."""

    def __init__(self, partner):
        self.bank = Bank(partner)
        self.merchant = self.bank.open(kind="merchant")
        self.acknowledged = {}   # payment id -> status in the answer
        self.surprises = []
        self.troubles = 0        # answers that said "again", and connections that broke
        self._lock = threading.Lock()
        self._pool = concurrent.futures.ThreadPoolExecutor(WORKERS)
        self._payers = list(self._pool.map(lambda _: self.bank.funded("100"), range(PAYERS)))
        self._asked = []

    def ask(self, count):
        for _ in range(count):
            payer = self._payers[len(self._asked) % PAYERS]
            self._asked.append(self._pool.submit(self._insist, payer, new_key()))

    def wait_acknowledged(self, count, timeout):
        clearway_local.wait_until(lambda: self.surprises or len(self.acknowledged) >= count, timeout,
                                  f"{count} acknowledged payments")

    def finish(self, timeout):
        """Every payment that was asked for has its acknowledgement."""
        concurrent.futures.wait(self._asked, timeout)
        self._pool.shutdown(cancel_futures=True)
        assert not self.surprises, self.surprises[:5]
        assert len(self.acknowledged) == len(self._asked), (
            f"{len(self.acknowledged)} of {len(self._asked)} were acknowledged")

    def _insist(self, payer, key):
        body = self.bank.order(payer, self.merchant, str(VALUE))
        try:
            clearway_local.wait_until(lambda: self._attempt(body, key), 150, "an acknowledgement",
                                      every=0.1)
        except Exception as surprise:  # a worker's exception would go unseen
            self.surprises.append(surprise)

    def _attempt(self, body, key):
        try:
            answer = self.bank.ask(body, key)
        except (OSError, http.client.HTTPException):
            answer = None
        if answer is not None and answer.status == 201:
            with self._lock:
                self.acknowledged[answer.json["payment_id"]] = answer.json["status"]
            return True
        with self._lock:
            self.troubles += 1
        if answer is not None and answer.status not in (429, 503, 504):
            raise AssertionError(f"an answer that no fault excuses: {answer!r}")
        return False


@pytest.fixture
def auditor(stack, tmp_path):
    return Auditor(stack, tmp_path)


def open_breaks(operator):
    return {each["break_id"]: each for each in
            operator(f"{RECONCILIATION}/ListBreaks", {"page_size": 200})["breaks"]}


@pytest.fixture
def breaks_before(operator):
    """What other tests left on purpose: money in suspense stays a break until somebody moves it."""
    return open_breaks(operator)


@pytest.fixture
def load(stack):
    return Load(stack.partner("acme", timeout=15))


def clear_reviews(load, operator):
    """While screening was away nothing was approved: those payments wait for an operator."""
    waiting = {payment for payment, status in load.acknowledged.items() if status == "in_review"}
    if not waiting:
        return 0

    def clear(case):
        operator("clearway.compliance.v1.ComplianceService/ResolveCase", {
            "case_id": case["case_id"], "decision": "cleared", "note": "screened by hand"})
        waiting.discard(case["payment_id"])

    def all_cleared():
        page = operator("clearway.compliance.v1.ComplianceService/ListCases",
                        {"status": "open", "page_size": 200})
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            list(pool.map(clear, [case for case in page["cases"] if case.get("payment_id") in waiting]))
        return not waiting

    count = len(waiting)
    clearway_local.wait_until(all_cleared, 150, "a case for each payment in review", every=0.5)
    return count


def assert_all_settled(load):
    for payment, answered in load.acknowledged.items():
        assert answered in ("authorised", "processing", "settled", "in_review"), (payment, answered)
        load.bank.wait_status(payment, "settled", timeout=90)


def assert_money_moved_once(load):
    entries, token = [], ""
    while True:
        page = load.bank.statement(load.merchant, f"?page_size=1000{token}")
        entries += page["entries"]
        if not page.get("next_page_token"):
            break
        token = f"&page_token={page['next_page_token']}"
    assert sorted(entry["payment_id"] for entry in entries) == sorted(load.acknowledged)
    assert {entry["amount"]["value"] for entry in entries} == {str(VALUE)}
    total = VALUE * len(load.acknowledged)
    assert load.bank.balances(load.merchant) == (total, total, 0)
    paid = sum(100 - load.bank.balances(payer)[1] for payer in load._payers)
    held = sum(load.bank.balances(payer)[2] for payer in load._payers)
    assert (paid, held) == (total, 0)


def assert_books_are_right(operator):
    trial = operator("clearway.settlement.v1.LedgerService/GetTrialBalance")
    assert trial["balanced"] is True, trial
    assert all(int(line["inconsistent_accounts"]) == 0 for line in trial["lines"]), trial


def assert_reconciled(stack, load, operator, breaks_before):
    """Both sides of every payment agree. For when every event has arrived: nothing is on its way."""
    run = operator(f"{RECONCILIATION}/RunReconciliation", {"grace_seconds": 1})
    assert (int(run["in_flight"]), open_breaks(operator)) == (0, breaks_before), run
    # The message is the payment's id: two bytes of tag and length, then the text.
    proven = [row[0] for row in stack.sql("clearway_reconciliation", """
        SELECT convert_from(substring(payload FROM 3), 'UTF8') FROM events
        WHERE type = 'clearway.reconciliation.v1.PaymentReconciled'""")]
    assert sorted(set(load.acknowledged) & set(proven)) == sorted(load.acknowledged)
    assert len(proven) == len(set(proven))


def assert_every_event_arrived(stack):
    clearway_local.wait_until(lambda: not any(event_lag.unpublished(stack).values()), 60,
                              "the publication of every event", every=0.5)
    clearway_local.wait_until(lambda: not any(event_lag.not_applied(stack).values()), 60,
                              "the application of every event", every=0.5)
    for name in clearway_local.SERVICES:
        assert stack.sql(f"clearway_{name}", "SELECT count(*) FROM dead_letters") == [("0",)], name


@pytest.mark.parametrize("victim", ["payment", "settlement", "fraud", "compliance", "reconciliation",
                                    "audit", "gateway", "kafka", "postgres"])
def test_nothing_is_lost_or_doubled_when_killed_under_load(stack, operator, process, load, auditor,
                                                         breaks_before, victim):
    load.ask(BEFORE)
    load.wait_acknowledged(30, timeout=30)
    process.kill9(victim)
    assert len(load.acknowledged) < BEFORE, "the load was over before the kill"
    load.ask(WHILE_DOWN)
    process.start(victim)
    load.ask(AFTER)
    load.finish(timeout=200)
    assert process.ready(victim)
    reviewed = clear_reviews(load, operator)
    assert reviewed == 0 or victim in ("compliance", "postgres"), f"{reviewed} were held for review"
    assert_all_settled(load)
    assert_money_moved_once(load)
    assert_books_are_right(operator)
    assert_every_event_arrived(stack)
    assert_reconciled(stack, load, operator, breaks_before)
    auditor.assert_every_fact_is_logged_once()
    # Behind the gateway a crash may be bridged by a repeated call; the gateway's own is felt.
    assert load.troubles > 0 or victim != "gateway", "the kill did not fall into the load"


def test_a_stack_that_is_killed_whole_comes_back_with_everything(stack, operator, process, load, auditor,
                                                                 breaks_before):
    load.ask(BEFORE)
    load.wait_acknowledged(30, timeout=30)
    names = ["gateway", *clearway_local.SERVICES, "kafka", "postgres"]
    for name in names:
        process.kill9(name)
    for name in reversed(names):
        process.start(name)
    load.finish(timeout=200)
    clear_reviews(load, operator)
    assert_all_settled(load)
    assert_money_moved_once(load)
    assert_books_are_right(operator)
    assert_every_event_arrived(stack)
    assert_reconciled(stack, load, operator, breaks_before)
    auditor.assert_every_fact_is_logged_once()


def test_every_service_starts_and_takes_payments_while_kafka_is_away(stack, operator, process, load,
                                                                      breaks_before):
    process.kill9("kafka")
    for name in clearway_local.SERVICES:
        process.kill9(name)
        process.start(name)
        assert process.ready(name)
    load.ask(WHILE_DOWN)
    load.finish(timeout=60)
    process.start("kafka")
    assert_all_settled(load)
    assert_money_moved_once(load)
    assert_books_are_right(operator)
    assert_every_event_arrived(stack)
    assert_reconciled(stack, load, operator, breaks_before)
