# SPDX-License-Identifier: Apache-2.0
"""Labelled transactions of a CSV file as columns: day, payer and label are all that a protocol needs;
amounts and payees are for the feature engine, which reads the file itself."""

import csv
import dataclasses
import datetime
import gzip
import zlib

import numpy

from fraud_training.faults import Fault

NEEDED = ("tx_id", "tx_datetime", "customer_id", "terminal_id", "amount", "fraud")
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


@dataclasses.dataclass(frozen=True)
class Transactions:
    """One entry a transaction, in the order of the file."""

    ids: list
    day: numpy.ndarray    # days since 1970, UTC
    payer: numpy.ndarray  # small integers, one a customer
    fraud: numpy.ndarray  # 0 or 1

    def __len__(self):
        return len(self.ids)


def read(path):
    try:
        with open_text(path) as file:
            return parse(path, csv.reader(file, strict=True))
    except (OSError, EOFError, zlib.error) as failure:
        raise Fault(f"{path}: {getattr(failure, 'strerror', None) or failure}") from None
    except UnicodeDecodeError:
        raise Fault(f"{path}: this is no UTF-8 text") from None


def open_text(path):
    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return (gzip.open if packed else open)(path, "rt", encoding="utf-8-sig", newline="")


def parse(path, reader):
    names = next(reader, None)
    if names is None:
        raise Fault(f"{path}: the file is empty")
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise Fault(f"{path}, line 1: there is no column {missing[0]}; the first line must name the columns")
    place = {name: names.index(name) for name in NEEDED}
    ids, days, payers, labels, payer_numbers = [], [], [], [], {}
    try:
        for row in reader:
            if len(row) != len(names):
                raise ValueError(f"there are {len(row)} fields and {len(names)} columns")
            ids.append(row[place["tx_id"]])
            days.append(day_of(row[place["tx_datetime"]]))
            payers.append(payer_numbers.setdefault(row[place["customer_id"]], len(payer_numbers)))
            labels.append(label_of(row[place["fraud"]]))
    except (ValueError, csv.Error) as wrong:
        raise Fault(f"{path}, line {reader.line_num}: {wrong}") from None
    return Transactions(ids, numpy.array(days, dtype=numpy.int64), numpy.array(payers, dtype=numpy.int64),
                        numpy.array(labels, dtype=numpy.int8))


def day_of(text):
    try:
        time = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("tx_datetime must be like 2025-01-31T13:45:00") from None
    if time.tzinfo is None:
        time = time.replace(tzinfo=datetime.timezone.utc)
    return (time - EPOCH).days


def label_of(text):
    if text not in ("0", "1"):
        raise ValueError("fraud must be 0 or 1")
    return int(text)


def day_number(date):
    return (date - EPOCH.date()).days
