# SPDX-License-Identifier: Apache-2.0
"""A day at the rail, reconciled: payments go out and come back, the rail's statement is taken in and matched,
what was planted in it is found, and two operators set the books right."""

import collections
import decimal
import uuid

import pytest
from clearway_local import OperatorError
from support import rails as amounts
from support.rails import Rails
from support.statements import Statements, paid_by_rail

PLAIN = 40
PLAIN_MINOR_MAX = 100_000  # less than the documented amounts, which others pay too
ADJUSTED = ("missing", "extra", "duplicate", "wrong_amount")


@pytest.fixture
def statements(stack, tmp_path):
    told = Statements(stack, tmp_path)
    told.discard_all()
    yield told
    told.discard_all()
    told.run()


@pytest.fixture
def day(bank, stack, statements, wait_until):
    """Payments of a day: {kind: payment ids}, all of which reconciliation has heard of."""
    rails = Rails(bank, stack)
    before = statements.closing(statements.write()) + paid_by_rail(stack)
    paid = {"plain": [rails.pay(f"{700 + i}.{i:02d}")[1]["payment_id"] for i in range(PLAIN)],
            "rejected": [rails.pay(amounts.CLOSED)[1]["payment_id"] for _ in range(3)],
            "returned": [rails.pay(amounts.RETURNED)[1]["payment_id"] for _ in range(3)],
            "paid_after_all": [rails.pay(amounts.REJECTED_THEN_SETTLED)[1]["payment_id"]]}
    for kind, status in (("plain", "settled"), ("rejected", "failed"), ("returned", "returned"),
                         ("paid_after_all", "failed")):
        for payment in paid[kind]:
            bank.wait_status(payment, status, timeout=60)
            wait_until(lambda payment=payment: heard(statements, payment, kind), 60, f"{payment} is heard of")
    contradicted = decimal.Decimal(amounts.REJECTED_THEN_SETTLED)
    wait_until(lambda: statements.closing(statements.write()) + paid_by_rail(stack) == before - contradicted, 30,
               "the rail's statement is the ledger to the cent, but for what it paid after it had said no")
    return paid


def heard(statements, payment, kind):
    told = statements.three_way(payment)
    if told is None or "payment" not in told:
        return False
    wanted = {"plain": (True, False), "returned": (True, True)}.get(kind, (False, False))
    return moved(told, "payment") == moved(told, "ledger") == wanted


def moved(told, way):
    return tuple(int(told.get(way, {}).get(side, {}).get("minor_units", 0)) > 0 for side in ("out", "back"))


def payment_of(planted):
    """The payment whose entry was broken; None: nobody's."""
    return str(uuid.UUID(planted["truth"]["transaction_id"])) if planted["truth"] else None


def plant_in_what_agreed(statements, day):
    """A seed whose breaks are in entries that have matched, so that what others left to find stays as it is, and
    whose invented entries have an amount of their own."""
    for seed in range(300):
        file, breaks = statements.plant(f"seed {seed}", day)
        broken = [payment_of(one) for one in breaks if one["truth"]]
        invented = [one["stated"]["minor_units"] for one in breaks if not one["truth"]]
        if all(minor < PLAIN_MINOR_MAX for minor in invented) and all(
                statements.three_way(one)["agreement"] == "agreed" for one in broken):
            return file, breaks
    pytest.fail("no seed of 300 breaks only entries of payments that agree")


def named(exceptions):
    return collections.Counter((one["exception_class"], one.get("payment_id")) for one in exceptions)


def test_a_day_at_the_rail_is_reconciled_to_the_cent_and_its_breaks_are_worked_on(
        statements, day, stack, operator, wait_until):
    for rail_day in statements.days():
        clean = statements.take_in(statements.write(day=rail_day))
        assert clean["state"] == "accepted", clean
    run = statements.run()
    assert run["accounts_failed"] == 0 and run["three_ways"]["agreed"] >= PLAIN + 3, run
    for payment in day["plain"] + day["returned"]:
        told = statements.three_way(payment)
        assert told["agreement"] == "agreed", told
        assert told["payment"] == told["ledger"] == told["statement"], told
    for payment in day["rejected"]:
        told = statements.three_way(payment)
        assert told["agreement"] == "agreed" and "ledger" not in told and "statement" not in told, told
    [contradicted] = day["paid_after_all"]
    assert statements.three_way(contradicted)["agreement"] == "statement_only"
    left = named(statements.exceptions())  # with what other tests made the rail contradict

    # The same day with breaks in it, in place of the clean one.
    file, breaks = plant_in_what_agreed(statements, rail_day)
    assert collections.Counter(one["kind"] for one in breaks).keys() >= {
        "missing", "extra", "duplicate", "wrong_amount", "wrong_date", "wrong_currency"}
    statements.discard(clean["file_id"])
    assert statements.take_in(file)["state"] == "accepted"
    run = statements.run()
    found = named(statements.exceptions()) - left
    assert found == collections.Counter((one["kind"], payment_of(one)) for one in breaks)
    assert run["lines"] - run["lines_matched"] == sum(
        count for (kind, _), count in (found + left).items() if kind != "missing"), run

    disagreeing = statements.disagreeing()
    for one in breaks:
        if one["truth"]:
            wanted = "statement_missing" if one["kind"] == "missing" else "differs"
            assert disagreeing[payment_of(one)] == wanted, one
    assert run["three_ways"]["statement_missing"] >= 1 and run["three_ways"]["differs"] >= 4, run

    # One operator proposes, another one approves, and the ledger has it.
    worked_on = [one for one in statements.exceptions() if one["exception_class"] in ADJUSTED
                 and any(is_of(one, planted) for planted in breaks)]
    assert len(worked_on) == sum(one["kind"] in ADJUSTED for one in breaks)
    for one in worked_on:
        statements.work(one, "propose")
        with pytest.raises(OperatorError):
            statements.work(one, "approve")
        statements.work(one, "approve", who="operator-risk")
    for one in worked_on:
        wait_until(lambda one=one: statements.exception(one["exception_id"])["state"] == "posted", 60)
        check_posted(stack, statements.exception(one["exception_id"]))
    assert operator("clearway.settlement.v1.LedgerService/GetTrialBalance")["balanced"]

    # What was posted is in the ledger, and is neither expected on a statement nor explained by it.
    again = statements.run()
    assert (again["opened"], again["healed"]) == (0, 0), again
    for one in worked_on:
        now = statements.exception(one["exception_id"])
        assert now["state"] == "posted" and not now.get("contradicted"), now
    for one in breaks:
        if one["truth"] and one["kind"] in ADJUSTED:
            assert statements.three_way(payment_of(one))["agreement"] == "resolved", one


def is_of(exception, planted):
    """Nobody's payment is known by its amount."""
    return (exception["exception_class"], exception.get("payment_id")) == (planted["kind"], payment_of(planted)) \
        and (planted["truth"] or int(exception["adjustment"]["minor_units"]) == planted["stated"]["minor_units"])


def check_posted(stack, exception):
    rows = stack.sql("clearway_settlement",
                     "SELECT t.amount, d.type, c.type FROM transfers t JOIN accounts d ON d.id = t.debtor "
                     "JOIN accounts c ON c.id = t.creditor "
                     f"WHERE t.id = '{exception['adjustment_transfer_id']}'")
    sides = ("clearing", "suspense") if exception.get("debit_nostro") else ("suspense", "clearing")
    assert rows == [(str(exception["adjustment"]["minor_units"]), *sides)], exception
