# SPDX-License-Identifier: Apache-2.0
"""The figures of screening say what they claim."""

import pytest

from parts import screening


def load_of(**changes):
    return {"name": "two new names", "sent": 1100, "calls": 1000, "failed_calls": 0, "hits": 2, "clear": 998,
            "list_version": "ofac/abc", "seconds": 1.0, "calls_per_second": 1000.0, "p50_ms": 0.4, "p99_ms": 1.5,
            "p999_ms": 3.0, "late_p99_ms": 0.1, "cpu_seconds": 0.11, "compliance_cpu_seconds": 0.33,
            "other_programs_share": 0.0, "paid": {}, **changes}


def test_cpu_is_told_a_call_where_the_process_did_nothing_else():
    assert screening.cpu_us(load_of()) == pytest.approx(300)
    assert screening.cpu_us(load_of(paid={"p99_ms": 20.0})) is None


def test_a_load_whose_payments_are_stopped_is_no_figure():
    screening.require(load_of(hits=10))
    with pytest.raises(RuntimeError, match="11 of 1,000"):
        screening.require(load_of(hits=11))


def test_failed_calls_and_a_busy_machine_are_marked():
    assert screening.marks(load_of(failed_calls=3, other_programs_share=0.11)) == "2 stopped, 3 FAILED, NOT QUIET"


def test_the_table_says_how_it_was_measured():
    table, = screening.tables({"loads": [load_of(), load_of(paid={"p99_ms": 20.0})], "command": "run --screening",
                               "began": "2026-01-02T00:00:00+00:00", "commit": "abc",
                               "machine": {"cores": 2, "cpu": "a CPU"}})
    assert "`run --screening`, 2026-01-02, commit abc, 2 cores (a CPU)." in table.note
    assert all(len(row) == len(table.head) for row in table.rows)
    assert table.rows[0][6] == "300" and table.rows[1][8] == "20.0"
    assert screening.tables({}) == []
