# SPDX-License-Identifier: Apache-2.0
"""What the demo pays: real-looking orders, from a file of transactions where there is one, else from
a seeded generator. Must not know accounts or HTTP."""

import csv
import dataclasses
import datetime
import gzip
import itertools
import os
import pathlib
import random
from decimal import Decimal

import clearway_local

# Gzipped CSV with the columns tx_datetime, customer_id, terminal_id, amount.
SETTING = "CLEARWAY_DEMO_TRANSACTIONS"
DEFAULT_FILE = clearway_local.ROOT / "../shared/data/fraud/transactions_2025q1.csv.gz"
SANCTIONS = clearway_local.ROOT / "services/compliance/lists/ofac_sdn/sdn.csv.gz"


@dataclasses.dataclass(frozen=True)
class Order:
    at: str        # when it was placed, ISO 8601
    customer: str
    terminal: str
    currency: str
    value: str     # decimal text in that currency


def orders(count):
    """(where they come from, the first `count` of them in time order). A file that is named must be
    there; the default one need not."""
    named = os.environ.get(SETTING)
    if named or DEFAULT_FILE.exists():
        file = pathlib.Path(named or DEFAULT_FILE)
        return file.name, list(from_file(file, count))
    return "a generator with a fixed seed", list(from_generator(count))


def from_file(path, count):
    with gzip.open(path, "rt", newline="") as file:
        for row in itertools.islice(csv.DictReader(file), count):
            yield order(row["tx_datetime"], row["customer_id"], row["terminal_id"],
                        Decimal(row["amount"]))


def from_generator(count):
    """Customers with habits: each has a usual amount and a few terminals nearby."""
    chance = random.Random(20250101)
    at = datetime.datetime(2025, 1, 1)
    usual = [chance.randrange(500, 15000) for _ in range(1500)]
    nearby = [chance.sample(range(2000), 5) for _ in range(1500)]
    for _ in range(count):
        at += datetime.timedelta(seconds=chance.randrange(1, 20))
        customer = chance.randrange(len(usual))
        cents = usual[customer] * chance.randrange(50, 200) // 100
        yield order(at.isoformat(), str(customer), str(chance.choice(nearby[customer])),
                    Decimal(cents).scaleb(-2))


def order(at, customer, terminal, amount):
    """The file has no currency: one customer in ten pays in dollars, one in twenty in yen."""
    amount = max(amount, Decimal("0.01"))
    remainder = int(customer) % 20
    if remainder == 1:
        return Order(at, customer, terminal, "JPY", str(int(amount * 100)))
    currency = "USD" if remainder in (2, 3) else "EUR"
    return Order(at, customer, terminal, currency, f"{amount:.2f}")


def sanctioned_person():
    """A name of the OFAC list as a payer would write it: given name first."""
    with gzip.open(SANCTIONS, "rt", encoding="utf-8", errors="replace", newline="") as file:
        for row in csv.reader(file):
            if len(row) > 2 and row[2].strip() == "individual" and row[1].count(",") == 1:
                family, given = (part.strip() for part in row[1].split(","))
                if len(family) > 3 and len(given.split()) > 1:
                    return f"{given} {family.title()}"
    raise LookupError(f"no person in {SANCTIONS}")
