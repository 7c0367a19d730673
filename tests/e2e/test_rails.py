# SPDX-License-Identifier: Apache-2.0
"""Payments that leave by a rail: what the rail says decides, silence decides nothing, and what
contradicts itself moves nothing."""

from decimal import Decimal

import pytest
from support import rails as amounts
from support.bank import reasons
from support.rails import Rails


@pytest.fixture
def rails(bank, stack):
    return Rails(bank, stack)


def test_the_rail_settles_a_payment_and_its_time_line_says_how(rails, bank, wait_until):
    debtor, payment = rails.pay(amounts.SETTLED)
    settled = bank.wait_status(payment["payment_id"], "settled")
    assert settled["iso_status"] == "ACSC"
    assert bank.balances(debtor) == (0, 0, 0)
    told = rails.time_line(payment["payment_id"])
    for fact in ("HoldPlaced", "HoldCommitted", "RailTransferSubmitted", "PaymentSubmitted",
                 "RailTransferAccepted", "TransferPosted", "PaymentSettled"):
        assert told.count(fact) == 1, (fact, told)


def test_a_payee_of_whom_only_name_and_country_are_known_is_paid_too(bank):
    debtor = bank.funded("12.00")
    payment = bank.pay(debtor, {"name": "Willem Bakker", "country": "NL"}, "12.00")
    bank.wait_status(payment["payment_id"], "settled")
    assert bank.balances(debtor) == (0, 0, 0)


def test_what_the_rail_rejects_is_free_again_with_the_rails_reason(rails, bank):
    debtor, payment = rails.pay(amounts.CLOSED)
    failed = bank.wait_status(payment["payment_id"], "failed")
    assert reasons(failed) == ["AC04"]
    assert failed["iso_status"] == "RJCT"
    assert bank.balances(debtor) == (Decimal(amounts.CLOSED), Decimal(amounts.CLOSED), 0)


def test_what_the_rail_refuses_at_its_door_fails(rails, bank):
    debtor, payment = rails.pay(amounts.REFUSED_AT_THE_DOOR)
    assert reasons(bank.wait_status(payment["payment_id"], "failed")) == ["FF01"]
    assert bank.balances(debtor)[2] == 0


@pytest.mark.parametrize("value", [amounts.THRICE, amounts.EARLY, amounts.TAKEN_IN_SILENCE])
def test_answers_that_come_twice_or_early_settle_once(rails, bank, value):
    debtor, payment = rails.pay(value)
    bank.wait_status(payment["payment_id"], "settled")
    told = rails.time_line(payment["payment_id"])
    assert told.count("TransferPosted") == 1 and "RailConflictOpened" not in told, told
    assert bank.balances(debtor) == (0, 0, 0)


@pytest.mark.parametrize("value, status", [
    (amounts.SILENT, "settled"), (amounts.SILENT_REJECTED, "failed"), (amounts.LOST, "settled")])
def test_silence_is_enquired_and_is_neither_yes_nor_no(rails, bank, value, status):
    debtor, payment = rails.pay(value)
    bank.wait_status(payment["payment_id"], "processing")
    assert bank.balances(debtor) == (0, Decimal(value), Decimal(value))
    bank.wait_status(payment["payment_id"], status, timeout=60)
    told = rails.time_line(payment["payment_id"])
    assert "RailTransferUnknown" in told, told
    left = Decimal(value) if status == "failed" else 0
    assert bank.balances(debtor) == (left, left, 0)


def test_a_line_of_the_account_decides_what_nobody_answers(rails, bank):
    debtor, payment = rails.pay(amounts.TOLD_BY_A_LINE)
    bank.wait_status(payment["payment_id"], "settled", timeout=60)
    assert rails.time_line(payment["payment_id"]).count("TransferPosted") == 1
    assert bank.balances(debtor) == (0, 0, 0)


@pytest.mark.parametrize("value, status", [
    (amounts.SETTLED_THEN_REJECTED, "settled"), (amounts.REJECTED_THEN_SETTLED, "failed")])
def test_a_rail_that_contradicts_itself_moves_nothing(rails, bank, wait_until, value, status):
    debtor, payment = rails.pay(value)
    bank.wait_status(payment["payment_id"], status)
    wait_until(lambda: "RailConflictOpened" in rails.time_line(payment["payment_id"]), 30)
    left = Decimal(value) if status == "failed" else 0
    assert bank.balances(debtor) == (left, left, 0)
    assert bank.payment(payment["payment_id"])["status"] == status


def test_money_that_comes_back_is_the_payers_again(rails, bank, wait_until):
    debtor, payment = rails.pay(amounts.RETURNED)
    bank.wait_status(payment["payment_id"], "settled")
    returned = bank.wait_status(payment["payment_id"], "returned", timeout=60)
    assert reasons(returned) == ["AC04"]
    assert bank.balances(debtor) == (Decimal(amounts.RETURNED), Decimal(amounts.RETURNED), 0)
    wait_until(lambda: "PaymentReconciled" in rails.time_line(payment["payment_id"]), 30)
    told = rails.time_line(payment["payment_id"])
    assert told.count("TransferReturned") == 1 and "BreakDetected" not in told, told


def suspended_of(payment, operator):
    listed = operator("clearway.settlement.v1.SuspenseService/ListSuspendedTransfers", {"page_size": 200})
    return next(one for one in listed["transfers"] if one["payment_id"] == payment["payment_id"])


def test_money_for_a_closed_account_is_in_suspense_until_two_operators_book_it_on(
        rails, bank, stack, operator, acme, wait_until):
    debtor, payment = rails.pay(amounts.RETURNED)
    bank.wait_status(payment["payment_id"], "settled")
    assert acme.post(f"/v1/accounts/{debtor}:close", {}).status == 200
    bank.wait_status(payment["payment_id"], "returned", timeout=60)
    rows = stack.sql("clearway_settlement",
                     "SELECT a.type FROM transfers t JOIN accounts a ON a.id = t.creditor "
                     f"WHERE t.payment_id = '{payment['payment_id']}' ORDER BY t.posted_at")
    assert rows == [("clearing",), ("suspense",)]
    # A person has to look: it is not where the payment says.
    wait_until(lambda: "BreakDetected" in rails.time_line(payment["payment_id"]), 30)
    suspended = suspended_of(payment, operator)
    other = bank.open()
    named = {"transfer_id": suspended["transfer_id"], "creditor_account_id": other}
    release = "clearway.settlement.v1.SuspenseService/ReleaseSuspendedTransfer"
    assert operator(release, named)["awaits_second_operator"]
    assert bank.balances(other) == (0, 0, 0)
    assert stack.operator(release, named, who="operator-risk")["released_to"] == other
    assert bank.balances(other) == (Decimal(amounts.RETURNED), Decimal(amounts.RETURNED), 0)
    wait_until(lambda: "BreakClosed" in rails.time_line(payment["payment_id"]), 30)
    told = rails.time_line(payment["payment_id"])
    assert told.count("SuspendedTransferReleased") == 1, told


def test_a_part_that_is_captured_leaves_and_the_rest_is_free(rails, bank):
    debtor, payment = rails.pay("2000.00", capture="manual")
    answer = bank.change(payment["payment_id"], "capture",
                         {"amount": {"currency": "EUR", "value": "500.00"}})
    assert answer.status == 200, answer
    settled = bank.wait_status(payment["payment_id"], "settled")
    assert settled["captured_amount"] == {"currency": "EUR", "value": "500.00"}
    assert bank.balances(debtor) == (1500, 1500, 0)


def test_the_books_are_zero_with_all_of_it(rails, operator):
    assert operator("clearway.settlement.v1.LedgerService/GetTrialBalance")["balanced"]
