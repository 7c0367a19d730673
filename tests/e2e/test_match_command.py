# SPDX-License-Identifier: Apache-2.0
"""clearway-reconciliation match, as a person uses it who has files and no database."""

import csv
import json
import subprocess

import pytest

ACCOUNT = "DE89370400440532013000"
HEAD = "id,account,amount,currency,value_date,end_to_end_id\n"


def mt940(number, opening, lines, closing, day="260302"):
    fields = [f":20:S{number}", f":25:{ACCOUNT}", f":28C:{number}/1", f":60F:C{day}EUR{opening}"]
    fields += [f":61:{day}{amount}NTRF{reference}//BANK{number}{i}"
               for i, (amount, reference) in enumerate(lines)]
    return "\r\n".join([*fields, f":62F:C{day}EUR{closing}", "-", ""])


@pytest.fixture
def match(stack, tmp_path):
    """match(files, expectations, *words): (exit code, rows, summary, what was said)."""

    def run(files, expectations, *words):
        paths = []
        for name, text in files.items():
            (tmp_path / name).write_text(text)
            paths.append(str(tmp_path / name))
        (tmp_path / "expected.csv").write_text(HEAD + expectations)
        out = tmp_path / "out.csv"
        done = subprocess.run(
            [str(stack.bin / "clearway-reconciliation"), "match", "--statements", *paths, "--expectations",
             str(tmp_path / "expected.csv"), "--out", str(out), "--json", *words],
            env={}, capture_output=True, text=True, timeout=60)
        rows = list(csv.DictReader(out.open())) if out.exists() else []
        return done.returncode, rows, json.loads(done.stdout or "{}"), done.stderr

    return run


def test_statements_of_two_days_prove_what_was_expected(match):
    files = {
        "tuesday.sta": mt940(2, "107,50", [("D7,50", "INV-2"), ("C3,00", "UNKNOWN-9")], "103,00", "260303"),
        "monday.sta": mt940(1, "100,00", [("C5,00", "inv 1"), ("C2,50", "INV-3")], "107,50"),
    }
    expected = (f"E1,{ACCOUNT},5.00,EUR,2026-03-02,INV-1\n"
                f"E2,{ACCOUNT},-7.50,EUR,2026-03-03,INV-2\n"
                f"E3,{ACCOUNT},2.75,EUR,2026-03-02,INV-3\n"
                f"E4,{ACCOUNT},8.00,EUR,2026-03-02,INV-4\n")
    code, rows, summary, said = match(files, expected)
    assert code == 0, said
    told = {(row["kind"], row["pass"] or row["class"], row["expectation_ids"], row["line_ids"]) for row in rows}
    assert told == {("match", "normalised_reference", "E1", "BANK10"), ("match", "exact_reference", "E2", "BANK20"),
                    ("exception", "wrong_amount", "E3", "BANK11"), ("exception", "missing", "E4", ""),
                    ("exception", "extra", "", "BANK21")}
    [wrong] = [row for row in rows if row["class"] == "wrong_amount"]
    assert (wrong["difference"], wrong["adjust_debit"], wrong["adjust_amount"]) == ("-0.25", "suspense", "0.25")
    assert (wrong["age_days"], summary["exceptions_total"]) == ("1", 3)


def test_a_bad_file_is_put_aside_and_harms_no_other(match):
    good = mt940(1, "100,00", [("C5,00", "INV-1")], "105,00")
    files = {"good.sta": good, "again.sta": good, "bad.sta": mt940(2, "105,00", [("C5,00", "INV-2")], "111,00"),
             "cut.sta": good[:90], "noise.csv": "\x00\x01"}
    code, rows, summary, said = match(files, f"E1,{ACCOUNT},5.00,EUR,2026-03-02,INV-1\n")
    assert code == 3
    assert [row["expectation_ids"] for row in rows] == ["E1"]
    assert {file["file"]: file["used"] for file in summary["files"]} == {
        "good.sta": True, "again.sta": False, "bad.sta": False, "cut.sta": False, "noise.csv": False}
    assert "the same file as good.sta" in said and "do not come to the closing balance" in said


def test_a_wrong_expectation_is_named_and_nothing_is_written(match):
    code, rows, _, said = match({"a.sta": mt940(1, "100,00", [("C5,00", "INV-1")], "105,00")},
                                f"E1,{ACCOUNT},five,EUR,2026-03-02,INV-1\n")
    assert (code, rows) == (1, [])
    assert "expected.csv: line 2: amount: must be an amount of EUR" in said


def test_the_help_fits_one_screen_and_wrong_use_is_2(stack):
    program = str(stack.bin / "clearway-reconciliation")
    told = subprocess.run([program, "match", "--help"], env={}, capture_output=True, text=True, timeout=60)
    assert told.returncode == 0 and len(told.stdout.splitlines()) <= 40
    assert subprocess.run([program, "match"], env={}, capture_output=True, timeout=60).returncode == 2
