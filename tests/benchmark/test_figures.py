# SPDX-License-Identifier: Apache-2.0
"""Figures that are computed from others say what they claim."""

import pytest

from parts import ledger, loads, machine, order, platform_load, spread
from parts.table import text


def test_a_request_that_was_shed_is_no_payment(make_load):
    assert platform_load.decided_per_second(make_load("closed", 64, 1000, refused=500)) == 1000


def test_a_dear_load_generator_and_a_busy_machine_are_marked(make_load):
    load = make_load("closed", 64, 1000)
    assert loads.marks(load) == []
    load["cpu_share"] = {"load_generator": 0.21, "other_programs": 0.11}
    assert loads.marks(load) == ["LOAD GENERATOR TOO DEAR", "NOT QUIET"]


def test_percentiles_that_refusals_make_too_good_are_marked(make_load):
    assert loads.marks(make_load("closed", 64, 1000, refused=10)) == []
    assert loads.marks(make_load("closed", 64, 1000, refused=11)) == ["REFUSALS IN THE PERCENTILES"]


def test_the_best_of_a_run_is_the_best_closed_loop(make_load):
    found = loads.platform_figures([make_load("closed", 1, 90), make_load("closed", 64, 1000),
                                    make_load("hot", 64, 800), make_load("open", 128, 2000, rate=2000)])
    assert (found["connections"], found["decided_per_second"]) == (64, 1000)
    assert found["hot_decided_per_second"] == 800


def test_ratios_are_of_the_same_kind_of_load(result):
    ratios = result["ratios"]
    assert ratios["decided_to_statements"] == 0.5
    assert ratios["hot_decided_to_statements_hot"] == 0.8
    assert ratios["hot_to_spread"] == 0.8


def test_the_ledgers_best_is_told_with_its_calls(result):
    found = result["ledger"]
    assert (found["transfers_per_second"], found["batch"], found["in_flight"]) == (21000, 256, 4)
    assert found["hot_transfers_per_second"] == 22000
    assert found["cpu_us_per_transfer"] == 60
    assert "1.05 of pgbench" in ledger.tables(result)[0].note


def test_several_runs_are_told_as_median_and_range(result):
    def run(decided):
        return {**result, "platform": {**result["platform"], "decided_per_second": decided}}

    runs = [run(900), run(1200), run(1000)]
    found = spread.of([order.headline(each) for each in runs])["decided"]
    assert (found["median"], found["min"], found["max"]) == (1000, 900, 1200)
    assert spread.middle(runs) is runs[2]
    assert "900 .. 1,200" in text(spread.tables({"runs": 3, "spread": {"decided": found}})[0])


def test_every_part_shows_its_figures_and_none_of_others(result):
    names = [table.name for table in order.tables(result)]
    assert names == ["machine", "pgbench", "ledger", "loads", "cpu", "bytes", "overload",
                     "books", "ratios"]
    assert order.tables({}) == []


def test_the_command_is_told_without_where_its_output_went():
    argv = ["./tests/benchmark/run", "--quick", "--json", "x.json", "--runs", "3", "--plot", "--seconds=4"]
    assert machine.command_of(argv) == "tests/benchmark/run --quick --runs 3 --seconds=4"


def test_a_flood_counts_goodput_against_the_peak_and_finds_when_all_was_as_before(result):
    figures = result["overload"]
    assert figures["goodput_ratio"] == pytest.approx(0.85)
    assert figures["recovered_after_s"] == 4
    assert figures["recovered_p99_ms"] == 40.0
