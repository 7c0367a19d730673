# SPDX-License-Identifier: Apache-2.0
"""The benchmark's own parts, without a stack: what they compute from figures that were measured."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))


GROWTH_STEP = {"payments": 1000, "accounts": 200, "partners": 1, "decided_per_second": 1000.0,
               "settled_per_second": 990.0, "cpu_ms_per_payment": {"gateway": 0.1}, "cpu_ms": 1.0,
               "cpu_ms_at_200": 4.0, "p50_ms": 5.0, "p99_ms": 20.0, "p999_ms": 40.0, "settled_p99_ms": 60.0,
               "bytes_per_payment": 4000.0, "start_seconds": {"fraud": 0.5}, "seed_seconds": 1.0}


def load_of(kind, connections, per_second, *, rate=0, refused=0):
    """A load as parts.loads notes it, of one second."""
    return {"name": f"{connections} connections" if not rate else f"{rate} a second", "kind": kind,
            "connections": connections, "rate": rate, "hot": kind == "hot",
            "answered": per_second + refused, "per_second": per_second + refused, "lost": 0,
            "by_status": {"201": per_second, **({"503": refused} if refused else {})},
            "by_payment_status": {"authorised": per_second}, "decided_per_second": per_second,
            "settled_per_second": per_second, "p50_ms": 5.0, "p99_ms": 20.0, "p999_ms": 40.0,
            "settled_p50_ms": 20.0, "settled_p99_ms": 60.0,
            "lag": {"facts": 10, "seconds": 0.1, "payments_unsettled": 3, "settled_seconds": 0.05},
            "cpu_share": {"load_generator": 0.1, "other_programs": 0.02}, "marks": [],
            "cpu_ms_per_payment": {"gateway": 0.1, "postgres": 0.2, "load generator": 0.05}}


def booking_of(batch, per_second, hot=False):
    """A load as parts.ledger notes it."""
    return {"batch": batch, "in_flight": 4, "hot": hot, "posted": per_second, "refused": 0, "failed_calls": 0,
            "calls": per_second // batch, "seconds": 1.0, "warm_up_seconds": 1.0,
            "transfers_per_second": per_second, "p50_ms": 40.0, "p99_ms": 60.0, "cpu_seconds": 0.1,
            "cpu_us_per_transfer": {"settlement": 20.0, "postgres": 40.0, "load generator": 3.0}}


@pytest.fixture
def make_load():
    return load_of


@pytest.fixture
def result():
    """A whole result of a run, small."""
    from parts import ledger, loads, pgbench, ratios
    measured = [load_of("closed", 1, 90), load_of("closed", 64, 1000), load_of("hot", 64, 800),
                load_of("open", 64, 200, rate=200), load_of("open", 128, 900, rate=900)]
    sweep = [{"shape": shape, "hot": hot, "connections": count, "tps": tps / (2 if hot else 1)}
             for shape, tps in (("statements", 2000), ("function", 4000), ("batch", 20000))
             for hot in (False, True) for count in (1, 16)]
    whole = {"machine": {"cores": 2, "load_average_before": 0.1}, "command": "tests/benchmark/run",
             "began": "2026-01-02T03:04:05+00:00", "commit": "abc", "seconds": 1,
             "pgbench": {**pgbench.best_figures(sweep), "function_single_ms": 1.5, "sweep": sweep},
             "ledger": ledger.figures([booking_of(64, 15000), booking_of(256, 21000),
                                       booking_of(256, 22000, hot=True)]),
             "loads": measured, "platform": loads.platform_figures(measured),
             "open_loop_200": loads.steady_figures(measured),
             "bytes": {"payments": 100, "table_per_payment": 3000.0, "index_per_payment": 1000.0,
                       "by_database": {"payment": {"table": 1000.0, "index": 400.0}}},
             "overload": flood_of(peak=2000, goodput=1700),
             "lag": {"unpublished": 0, "not_applied": 0},
             "trial_balance": {"balanced": True, "lines": [{"currency": "EUR"}]}}
    whole["ratios"] = ratios.of(whole["pgbench"], whole["platform"], whole["loads"])
    return whole


def flood_of(peak, goodput):
    """A flood of ten times the peak as parts.overload notes it."""
    from parts import overload

    flood = {"accepted": goodput * 60, "seconds": 60, "sent": 10 * goodput, "held_back": 0, "throttled": 0,
             "by_status": {"201": goodput * 60, "503": 100}, "accepted_p50_ms": 100.0,
             "accepted_p99_ms": 900.0, "lost": 0, "by_payment_status": {"authorised": goodput * 60},
             "by_second": []}
    seconds = [{"p99_ms": 500.0, "refused": 3}] * 4 + [{"p99_ms": 40.0, "refused": 0}] * 16
    after = {"by_second": seconds, "by_status": {"201": 20000}}
    return {**overload.flood_figures(flood, 10 * peak, peak),
            **overload.recovery_figures(after, int(0.7 * peak), 100),
            "counters": dict.fromkeys(overload.COUNTERS, 0)}


@pytest.fixture
def growth_result():
    return {"command": "tests/benchmark/run --growth", "began": "2026-01-02T03:04:05+00:00", "commit": "abc",
            "growth": [GROWTH_STEP, {**GROWTH_STEP, "payments": 10000, "cpu_ms": 1.5}]}


def scores_of(name, calls, *, explained=False, paid=None, fraud_cpu_seconds=0.4):
    """A load as parts.fraud_score notes it, of one second after one of warming up."""
    return {"name": name, "rate": calls, "asked_to_explain": explained, "beside_payments": paid is not None,
            "sent": 2 * calls, "calls": calls, "failed_calls": 0, "approve": 0 if explained else calls,
            "challenge": 0, "review": calls if explained else 0, "decline": 0,
            "explained": calls if explained else 0, "policy_version": "baseline/2", "model_version": "m/1",
            "seconds": 1.0, "warm_up_seconds": 1.0, "calls_per_second": calls, "p50_ms": 0.5, "p99_ms": 1.5,
            "p999_ms": 2.5, "max_ms": 3.0, "late_p99_ms": 0.1, "cpu_seconds": 0.1, "paid": paid or {},
            "fraud_cpu_seconds": fraud_cpu_seconds, "assessment_cpu_us": 25.0, "other_programs_share": 0.02}


@pytest.fixture
def make_scores():
    return scores_of


@pytest.fixture
def fraud_result():
    starts = [{"what": what, "behind": behind, "entities": 500, "seconds": seconds, "cpu_seconds": 1.0}
              for what, behind, seconds in (("no snapshot", 1000, 9.0), ("a snapshot of all", 0, 1.0))]
    return {"command": "tests/benchmark/run --fraud", "began": "2026-01-02T03:04:05+00:00", "commit": "abc",
            "seconds": 1, "machine": {"cores": 2, "cpu": "Some CPU", "load_average_before": 0.1},
            "memory": {"entities": 5000, "attempts": 7200, "features": 68, "entity_bytes": 2_000_000,
                       "resident_bytes": 2_500_000, "bytes_per_entity": 400.0,
                       "resident_bytes_per_entity": 500.0, "attempts_per_second": 400_000,
                       "us_per_attempt": 2.5, "us_per_attempt_at_the_end": 3.0},
            "restart": {"starts": starts, "snapshot_bytes": 5 << 20},
            "score": [scores_of("10 a second", 10, fraud_cpu_seconds=0.02), scores_of("1,000 a second", 1000),
                      scores_of("1,000 a second beside 200 payments", 1000, paid={"p99_ms": 20.0})]}


def screening_of(**changes):
    """A load as parts.screening notes it."""
    return {"name": "two new names", "sent": 1100, "calls": 1000, "failed_calls": 0, "hits": 2, "clear": 998,
            "list_version": "ofac/abc", "seconds": 1.0, "calls_per_second": 1000.0, "p50_ms": 0.4, "p99_ms": 1.5,
            "p999_ms": 3.0, "late_p99_ms": 0.1, "cpu_seconds": 0.11, "compliance_cpu_seconds": 0.33,
            "other_programs_share": 0.0, "paid": {}, **changes}


@pytest.fixture
def make_screening():
    return screening_of


@pytest.fixture
def screening_result():
    return {"command": "tests/benchmark/run --screening", "began": "2026-01-02T03:04:05+00:00", "commit": "abc",
            "seconds": 1, "machine": {"cores": 2, "cpu": "Some CPU", "load_average_before": 0.1},
            "loads": [screening_of(), screening_of(paid={"p99_ms": 20.0})]}
