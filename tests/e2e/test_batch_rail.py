# SPDX-License-Identifier: Apache-2.0
"""Payments that leave in files: gathered until a cut-off, answered at the end of the rail's cycle."""

import json
import os
import subprocess
from decimal import Decimal

import pytest
from clearway_local import LOCAL
from support import rails as amounts
from support.bank import reasons
from support.rails import PAYEE_BY_FILE, Rails


@pytest.fixture
def rails(bank, stack):
    return Rails(bank, stack)


def turn_clock(stack, forward):
    """The simulator's: what falls due by that is done at once."""
    done = subprocess.run([str(LOCAL / "rails"), "turn-clock", forward, "--json"], capture_output=True, text=True,
                          env={**os.environ, **stack.environment}, timeout=60)
    assert done.returncode == 0, done.stderr


def test_a_file_leaves_at_its_cut_off_and_is_answered_at_the_end_of_the_cycle(rails, bank, stack, operator, wait_until):
    paid = {value: rails.pay(value, payee=PAYEE_BY_FILE) for value in (amounts.SETTLED, amounts.WRONG_ACCOUNT)}
    for _, payment in paid.values():
        bank.wait_status(payment["payment_id"], "processing")
        assert "RailTransferGathered" in rails.time_line(payment["payment_id"])
    # The table has a cut-off each minute.
    for _, payment in paid.values():
        wait_until(lambda payment=payment: "RailTransferSubmitted" in rails.time_line(payment["payment_id"]), 90)
    shown = operator("clearway.settlement.v1.RailTransferService/GetRailTransfer",
                     {"payment_id": paid[amounts.SETTLED][1]["payment_id"]})
    assert shown["rail"] == "batch" and shown["message_id"].startswith("F") and shown["cut_off"], json.dumps(shown)

    turn_clock(stack, "+1h")
    debtor, payment = paid[amounts.SETTLED]
    bank.wait_status(payment["payment_id"], "settled", timeout=60)
    assert bank.balances(debtor) == (0, 0, 0)
    told = rails.time_line(payment["payment_id"])
    for fact in ("RailTransferGathered", "RailTransferSubmitted", "RailTransferAccepted", "TransferPosted"):
        assert told.count(fact) == 1, (fact, told)

    debtor, payment = paid[amounts.WRONG_ACCOUNT]
    failed = bank.wait_status(payment["payment_id"], "failed", timeout=60)
    assert reasons(failed) == ["AC01"]
    assert bank.balances(debtor) == (Decimal(amounts.WRONG_ACCOUNT), Decimal(amounts.WRONG_ACCOUNT), 0)
