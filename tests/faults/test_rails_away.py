# SPDX-License-Identifier: Apache-2.0
"""Rails that are away, and a settlement service that dies with messages on their way: each payment
ends as the rail says, once."""

import os
import re
import subprocess
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from clearway_local import LOCAL
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


def statement_of_the_rail(stack, folder):
    """{payment id: how often it is on the rail's statements}, of all days of this stack."""
    counted = Counter()
    days = stack.sql("clearway_rail_simulator",
                     "SELECT DISTINCT (booked_at AT TIME ZONE 'UTC')::date FROM entries")
    for (day,) in days:
        out = folder / f"{day}.xml"
        done = subprocess.run([str(LOCAL / "rails"), "statement", "--day", str(day), "--type", "camt.053",
                               "--out", str(out)], env={**os.environ, **stack.environment},
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        counted.update(re.findall(r"<TxId>([0-9a-f]{32})</TxId>", out.read_text()))
    return counted


def test_a_rail_that_is_gone_for_long_under_load_settles_all_of_it_once(bank, rails, stack, process, tmp_path):
    """Longer than the rail's deadlines and than it is left out for, several times over; the ten minutes
    themselves are on a test's clock: services/settlement/books/rail_outage_pgtest.cpp."""
    paid, over = [], threading.Event()

    def load():
        while not over.is_set():
            paid.append(rails.pay(amounts.SETTLED))
            over.wait(0.5)  # the pace

    with ThreadPoolExecutor(4) as pool:
        clients = [pool.submit(load) for _ in range(4)]
        try:
            process.kill9(SIMULATOR)
            over.wait(25)
            process.start(SIMULATOR)
        finally:
            over.set()
        for client in clients:
            client.result()
    settled_once(bank, rails, paid)
    stated = statement_of_the_rail(stack, tmp_path)
    ids = [payment["payment_id"] for _, payment in paid]
    assert [stated[payment.replace("-", "")] for payment in ids] == [1] * len(ids)


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
