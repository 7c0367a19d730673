# SPDX-License-Identifier: Apache-2.0
"""The figures of screening say what they claim."""

import pytest

from parts import screening


def test_cpu_is_told_a_call_where_the_process_did_nothing_else(make_screening):
    assert screening.cpu_us(make_screening()) == pytest.approx(300)
    assert screening.cpu_us(make_screening(paid={"p99_ms": 20.0})) is None


def test_a_load_whose_payments_are_stopped_is_no_figure(make_screening):
    screening.require(make_screening(hits=10))
    with pytest.raises(RuntimeError, match="11 of 1,000"):
        screening.require(make_screening(hits=11))


def test_failed_calls_and_a_busy_machine_are_marked(make_screening):
    assert screening.marks(make_screening(failed_calls=3, other_programs_share=0.11)) == "2 stopped, 3 FAILED, NOT QUIET"


def test_the_table_says_how_it_was_measured(screening_result):
    table, = screening.tables(screening_result)
    assert "`tests/benchmark/run --screening`, 2026-01-02, commit abc, 2 cores (Some CPU)." in table.note
    assert all(len(row) == len(table.head) for row in table.rows)
    assert table.rows[0][6] == "300" and table.rows[1][8] == "20.0"
    assert screening.tables({}) == []
