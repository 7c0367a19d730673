# SPDX-License-Identifier: Apache-2.0
"""The demo does what it says, and the line it prints for a person works when pasted."""

import gzip
import json
import re
import subprocess

import pytest
from clearway_local import LOCAL
from demo import orders


@pytest.fixture(scope="module")
def shown(stack):
    done = subprocess.run([str(LOCAL / "demo"), "--payments", "150"], env=stack.environment,
                          capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-3000:]
    return done.stdout


def test_the_demo_shows_its_outcomes_and_the_books(shown):
    rows = dict(re.findall(r"^  (\w+) +[^\n]*?([\d,]+)$", shown.split("Decided within")[0], re.MULTILINE))
    assert {"settled", "declined", "in_review"} <= set(rows)
    for text in ("AM04", "VELOCITY_PAYER_1M", "RR04", "p50", "p99", "Trial balance", "EUR",
                 "Time line of payment", "PaymentSettled", "TransferPosted"):
        assert text in shown, text


def test_the_printed_line_makes_the_next_payment(shown):
    command = shown[shown.index("  curl --cacert"):]
    done = subprocess.run(["bash", "-c", command.replace("curl ", "curl -sS ", 1)],
                          capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["status"] in ("authorised", "processing", "settled")


def test_the_orders_are_those_of_the_named_file(tmp_path, monkeypatch):
    file = tmp_path / "own.csv.gz"
    with gzip.open(file, "wt") as out:
        out.write("tx_datetime,customer_id,terminal_id,amount\n2026-01-02T03:04:05,20,7,12.3\n")
    monkeypatch.setenv("CLEARWAY_DEMO_TRANSACTIONS", str(file))
    source, paid = orders.orders(5)
    assert source == "own.csv.gz"
    assert paid == [orders.Order("2026-01-02T03:04:05", "20", "7", "EUR", "12.30")]


def test_a_named_file_that_is_missing_is_an_error_and_not_the_generator(tmp_path, monkeypatch):
    monkeypatch.setenv("CLEARWAY_DEMO_TRANSACTIONS", str(tmp_path / "none.csv.gz"))
    with pytest.raises(FileNotFoundError, match="none.csv.gz"):
        orders.orders(5)


def test_without_a_file_the_orders_are_generated(tmp_path, monkeypatch):
    monkeypatch.delenv("CLEARWAY_DEMO_TRANSACTIONS", raising=False)
    monkeypatch.setattr(orders, "DEFAULT_FILE", tmp_path / "none.csv.gz")
    source, paid = orders.orders(5)
    assert source == "a generator with a fixed seed" and len(paid) == 5


def test_the_demo_explains_itself():
    done = subprocess.run([str(LOCAL / "demo"), "--help"], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0 and len(done.stdout.splitlines()) <= 24
