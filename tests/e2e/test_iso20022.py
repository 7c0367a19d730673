# SPDX-License-Identifier: Apache-2.0
"""clearway-iso20022 as its users call it, and what it writes before a validator of its own."""

import gzip
import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("CLEARWAY_BIN", ROOT / "build/release/bin")) / "clearway-iso20022"
SCHEMAS = ROOT / "libs/iso20022/schemas/xsd"
SAMPLES = sorted((ROOT / "libs/iso20022/testdata").glob("*.xml"))


def call(*words, given=None):
    return subprocess.run([PROGRAM, *map(str, words)], input=given, capture_output=True, timeout=120)


def read(*files, given=None):
    done = call("read", *files, given=given)
    return done.returncode, [json.loads(line) for line in done.stdout.decode().splitlines()]


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    folder = tmp_path_factory.mktemp("examples")
    done = call("examples", folder)
    assert done.returncode == 0, done.stderr
    return {path.stem: path for path in folder.glob("*.xml")}


def test_every_sample_is_valid():
    code, lines = read(*SAMPLES)
    assert len(SAMPLES) == 8
    assert [line["file"] for line in lines] == [str(path) for path in SAMPLES]
    assert all(line["valid"] and line["reasons"] == [] for line in lines), lines
    assert code == 0


def test_what_is_written_is_valid_to_another_validator(examples):
    assert len(examples) == 14
    for name, path in examples.items():
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", SCHEMAS / f"{name}.xsd", path],
                              capture_output=True, timeout=60)
        assert done.returncode == 0, (name, done.stderr)
    code, lines = read(*examples.values())
    assert code == 0
    assert {line["message_type"] for line in lines} == set(examples)


def test_a_payment_is_told_with_its_sides(examples):
    code, [line] = read(examples["pacs.008.001.08"])
    assert code == 0
    transaction = {key: line[key] for key in line["transactions"][0]}
    assert transaction == line["transactions"][0]
    assert transaction == {
        "amount": "1234.56", "currency": "EUR", "debtor": "Müller & Söhne <Handel>",
        "creditor": "Jane Doe", "debtor_account": "DE89370400440532013000",
        "creditor_account": "NL91ABNA0417164300", "debtor_agent": "DEUTDEFF",
        "creditor_agent": "ABNANL2A", "uetr": "255ae394-9965-4438-ac86-f406feada396",
        "end_to_end_id": "INV-2026-001", "transaction_id": "T-1"}


def test_a_statement_is_told_with_its_sums(examples):
    _, [line] = read(examples["camt.053.001.08"])
    assert line["account"] == "DE89370400440532013000"
    assert line["number_of_entries"] == 2
    assert line["credits"] == {"entries": 2, "sum": "20.02"}
    assert line["balanced"] is True
    assert [balance["type"] for balance in line["balances"]] == ["OPBD", "CLBD"]


def test_bad_files_are_told_beside_good_ones(examples, tmp_path):
    good = examples["pacs.008.001.08"]
    bad = tmp_path / "bad\udcff.xml"  # a name that is no UTF-8
    bad.write_bytes(good.read_bytes().replace(b"NL91ABNA0417164300", b"NL91ABNA0417164301"))
    empty = tmp_path / "empty.xml"
    empty.write_bytes(b"")
    code, lines = read(bad, good, empty, tmp_path / "missing.xml")
    assert code == 1
    assert [line["valid"] for line in lines] == [False, True, False, False]
    assert [line["reasons"][0]["code"] for line in lines if not line["valid"]] == \
        ["iban_check_digits", "malformed", "unreadable"]
    assert lines[0]["reasons"][0]["path"] == "/CdtTrfTxInf/CdtrAcct/Id/IBAN"
    assert lines[0]["reasons"][0]["line"] > 10


def test_packed_files_and_standard_input_are_taken(examples, tmp_path):
    text = examples["camt.054.001.08"].read_bytes()
    packed = tmp_path / "packed.xml.gz"
    packed.write_bytes(gzip.compress(text))
    code, lines = read(packed, "-", given=text)
    assert code == 0
    assert [line["message_type"] for line in lines] == ["camt.054.001.08"] * 2


def test_wrong_usage_is_told():
    for words in ([], ["read"], ["read", "--nonsense"], ["write"], ["read", "--transactions", "x", "a"]):
        done = call(*words)
        assert (done.returncode, done.stdout) == (2, b""), words
        assert b"Usage" in done.stderr
    for words in (["--help"], ["help"], ["read", "--help"]):
        done = call(*words)
        assert done.returncode == 0 and b"Usage" in done.stdout


def test_two_hundred_megabytes_take_bounded_memory(examples, tmp_path):
    """A statement of 200 MB, made by repeating the entries of an example."""
    text = examples["camt.053.001.08"].read_bytes()
    begin, end = text.index(b"   <Ntry>"), text.rindex(b"</Ntry>") + len(b"</Ntry>\n")
    entries, summary = text[begin:end], text.index(b"   <TxsSummry>")
    head = text[:summary] + text[text.index(b"</TxsSummry>") + len(b"</TxsSummry>\n"):begin]
    times = 200_000_000 // len(entries) + 1
    large = tmp_path / "large.xml"
    with large.open("wb") as out:
        out.write(head)
        for _ in range(times):
            out.write(entries)
        out.write(text[end:])
    assert large.stat().st_size > 200_000_000
    script = ('import resource, subprocess, sys; '
              'done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE); '
              'print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); '
              'sys.stdout.write(done.stdout.decode())')
    done = subprocess.run(["python3", "-c", script, PROGRAM, "read", large], capture_output=True,
                          timeout=300)
    resident, line = done.stdout.decode().split("\n", 1)
    told = json.loads(line)
    assert told["valid"], told["reasons"]
    assert told["number_of_entries"] == 2 * times
    assert int(resident) < 512 * 1024, f"{resident} KiB"
