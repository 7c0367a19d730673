# SPDX-License-Identifier: Apache-2.0
"""Rails that are away, and a settlement service that dies with messages on their way: each payment
ends as the rail says, once."""

from decimal import Decimal

import pytest
from support import rails as amounts
from support.rails import Rails

SIMULATOR = "rail_simulator"


@pytest.fixture
def rails(bank, stack):
    return Rails(bank, stack)


def settled_once(bank, rails, paid):
    for debtor, payment in paid:
        bank.wait_status(payment["payment_id"], "settled", timeout=120)
        assert bank.balances(debtor) == (0, 0, 0)
        told = rails.time_line(payment["payment_id"])
        assert told.count("TransferPosted") == 1, told


def test_payments_wait_while_the_rail_is_away(bank, rails, process):
    process.kill9(SIMULATOR)
    paid = [rails.pay(amounts.SETTLED) for _ in range(20)]
    debtor, payment = paid[0]
    assert bank.balances(debtor) == (0, Decimal(amounts.SETTLED), Decimal(amounts.SETTLED))
    process.start(SIMULATOR)
    settled_once(bank, rails, paid)


def test_settlement_may_die_between_message_and_answer(bank, rails, process):
    paid = [rails.pay(amounts.LATE) for _ in range(10)]
    for _, payment in paid:
        bank.wait_status(payment["payment_id"], "processing")
    process.kill9("settlement")
    process.start("settlement")
    settled_once(bank, rails, paid)


def test_settlement_may_die_at_any_moment(bank, rails, process, operator):
    paid = [rails.pay(amounts.SETTLED) for _ in range(30)]
    process.kill9("settlement")
    process.start("settlement")
    settled_once(bank, rails, paid)
    assert operator("clearway.settlement.v1.LedgerService/GetTrialBalance")["balanced"]
