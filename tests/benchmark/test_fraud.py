# SPDX-License-Identifier: Apache-2.0
"""The figures of the fraud service say what they claim."""

import pytest

from parts import fraud, fraud_restart, fraud_score


def test_cpu_is_told_a_score_where_the_process_did_nothing_else(make_scores):
    assert fraud_score.cpu_us(make_scores("plain", 1000, fraud_cpu_seconds=0.08)) == pytest.approx(40)
    assert fraud_score.cpu_us(make_scores("beside", 1000, paid={"p99_ms": 20.0})) is None
    assert fraud_score.cpu_us(make_scores("lone", fraud_score.LONE_RATE)) is None


def test_what_a_process_takes_that_is_hardly_asked_is_a_part_of_each_score(make_scores):
    loads = [make_scores("lone", fraud_score.LONE_RATE, fraud_cpu_seconds=0.02), make_scores("plain", 1000)]
    assert fraud_score.idle_us(loads) == pytest.approx(10)


def test_a_load_that_was_judged_otherwise_is_no_figure(make_scores):
    fraud_score.require(make_scores("plain", 1000), False)
    fraud_score.require(make_scores("explained", 1000, explained=True), True)
    with pytest.raises(RuntimeError, match="1,000 approve"):
        fraud_score.require(make_scores("plain", 1000), True)
    with pytest.raises(RuntimeError, match="990 approve, 10 decline"):
        fraud_score.require({**make_scores("plain", 1000), "approve": 990, "decline": 10}, False)
    with pytest.raises(RuntimeError, match="no model"):
        fraud_score.require({**make_scores("plain", 1000), "model_version": "none"}, False)


def test_failed_calls_and_a_busy_machine_are_marked(make_scores):
    load = {**make_scores("plain", 1000), "failed_calls": 3, "other_programs_share": 0.11}
    assert fraud_score.outcomes(load) == "1,000 approve, 3 FAILED, NOT QUIET"


def test_the_tables_of_the_fraud_service_say_how_they_were_measured(fraud_result):
    tables = fraud.tables(fraud_result)
    assert [table.name for table in tables] == ["fraud-score", "fraud-memory", "fraud-restart"]
    assert "`tests/benchmark/run --fraud`, 2026-01-02, commit abc" in tables[0].note
    assert all(len(row) == len(table.head) for table in tables for row in table.rows)
    assert ["bytes an entity, resident, with their index", "500"] in tables[1].rows
    assert tables[2].rows[0] == ["no snapshot", "1,000", "500", "9.0", "1.0"]
    assert fraud.tables({}) == []


def test_the_log_is_filled_in_the_order_of_its_times():
    first, second = (fraud_restart.FILL.format(events=1000, steps_left=left) for left in (2, 1))
    assert "'15 days' * (2 - number / 1000.0)" in first
    assert "'15 days' * (1 - number / 1000.0)" in second
