# SPDX-License-Identifier: Apache-2.0
"""The features as the service itself would have computed them: asks `clearway-fraud features`, so that
training and scoring never disagree."""

import contextlib
import json
import os
import pathlib
import subprocess
import tempfile

import numpy

from fraud_training.faults import Fault, say

ROOT = pathlib.Path(__file__).resolve().parents[4]


def find_program(given=None):
    """The path of clearway-fraud: `given`, of CLEARWAY_BIN, or of a build."""
    if given:
        places = [pathlib.Path(given)]
    else:
        builds = [ROOT / "build" / preset / "bin" for preset in ("release", "dev")]
        folders = [pathlib.Path(os.environ["CLEARWAY_BIN"])] if os.environ.get("CLEARWAY_BIN") else builds
        places = [folder / "clearway-fraud" for folder in folders]
    for place in places:
        if place.is_file() and os.access(place, os.X_OK):
            return str(place.resolve())
    raise Fault(f"there is no program {' or '.join(map(str, places))}: build clearway-fraud, or name it "
                "with --features-program")


def hash_of(program, names):
    """What these features mean, in this order: a model carries it."""
    return json.loads(run([program, "features", "--list", "--json", "--only", ",".join(names)]))["hash"]


@contextlib.contextmanager
def of_file(program, transactions, names, rows):
    """float64, a row a transaction in the order of the file, a column a name, NaN: not known. Lives in a
    temporary file for as long as it is needed."""
    with temporary_folder() as folder:
        out = folder / "features.npy"
        compute(program, names, ["--transactions", str(transactions), "--out", str(out)])
        yield load(program, out, rows, names)


@contextlib.contextmanager
def of_log(program, names):
    """The platform's own payments: a file of them, and a function that gives the features of its rows, as
    of_file does. Both live in temporary files for as long as they are needed."""
    with temporary_folder() as folder:
        out, payments = folder / "features.npy", folder / "payments.csv.gz"
        compute(program, names, ["--history", "--out", str(out), "--rows", str(payments)])
        yield payments, lambda rows: load(program, out, rows, names)


@contextlib.contextmanager
def temporary_folder():
    with tempfile.TemporaryDirectory(prefix="clearway-training-") as folder:
        yield pathlib.Path(folder)


def compute(program, names, words):
    say(f"computing {len(names)} features")
    run([program, "features", *words, "--only", ",".join(names)])


def load(program, path, rows, names):
    values = numpy.load(path, mmap_mode="r")
    if values.shape != (rows, len(names)):
        raise Fault(f"{program} wrote {values.shape} for {rows} transactions and {len(names)} features")
    return values


def run(command):
    """Its standard output; what it says of a fault becomes ours, its progress is left out."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    except OSError as failure:
        raise Fault(f"{command[0]}: {failure.strerror}") from None
    if done.returncode == 0:
        return done.stdout
    lines = [line for line in done.stderr.splitlines() if line and not line.startswith("features: ")]
    lines = lines or [f"{command[0]} ended with {done.returncode}"]
    raise Fault(lines[0] if done.returncode == 2 else lines[-1])  # wrong usage: a screen of help follows
