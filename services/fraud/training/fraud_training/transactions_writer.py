# SPDX-License-Identifier: Apache-2.0
"""Writes generated payments as the CSV that training reads. The same stream gives the same bytes."""

import contextlib
import datetime
import gzip
import io
import os
import pathlib

from fraud_training.faults import Fault

HEADER = "tx_id,tx_datetime,customer_id,terminal_id,amount,fraud,scenario\n"


def write(path, stream, decimals, start):
    """`decimals`: of each payment. `start`: the first day."""
    first = datetime.datetime.combine(start, datetime.time())
    rows = zip(stream.payer.tolist(), stream.payee.tolist(), stream.second.tolist(), stream.amount.tolist(),
               stream.scenario.tolist(), decimals.tolist())
    with whole_file(path) as out:
        out.write(HEADER)
        for number, (payer, payee, second, amount, scenario, places) in enumerate(rows):
            when = (first + datetime.timedelta(seconds=second)).isoformat()
            amount = max(round(amount, places), 10.0 ** -places)
            out.write(f"{number},{when},{payer},{payee},{amount:.2f},{int(scenario > 0)},{scenario}\n")


@contextlib.contextmanager
def whole_file(path):
    """At its place only once it is complete; packed where its name says so."""
    path = pathlib.Path(path)
    draft = path.with_name(f".{path.name}.draft")
    try:
        with open(draft, "wb") as file:
            packed = gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) \
                if path.suffix == ".gz" else contextlib.nullcontext(file)
            with packed as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
                yield text
        os.replace(draft, path)
    except OSError as failure:
        raise Fault(f"{path}: {failure.strerror}") from None
    finally:
        draft.unlink(missing_ok=True)
