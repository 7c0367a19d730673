# SPDX-License-Identifier: Apache-2.0
"""Score calls at a fixed rate beside the running platform, as the payment service makes them: with and without
payments through the gateway meanwhile, and of payments whose score must be explained."""

from parts import beside
from parts.beside import PAYMENT_CONNECTIONS, PAYMENTS_RATE
from parts.table import Table, rate

ASSESSMENT_CPU = "clearway_fraud_assessment_cpu_seconds_total"
RATE = 1000
LONE_RATE = 10  # each call is alone; what the process does without calls is nearly all of its CPU
# Name, calls a second, whether each must be explained, whether payments come in meanwhile.
LOADS = ((f"{LONE_RATE} a second", LONE_RATE, False, False),
         (f"{RATE:,} a second", RATE, False, False),
         (f"{RATE:,} a second, explained", RATE, True, False),
         (f"{RATE:,} a second beside {PAYMENTS_RATE} payments", RATE, False, True),
         (f"{RATE:,} a second, explained, beside {PAYMENTS_RATE} payments", RATE, True, True))


def measure(bench):
    bench.say("score", "warming up")
    bench.load.measure(PAYMENT_CONNECTIONS, 2)
    for explained in (False, True):
        score(bench, RATE, explained, 2)
    loads = []
    for name, calls, explained, paying in LOADS:
        loads.append({"name": name, "rate": calls, "asked_to_explain": explained, "beside_payments": paying,
                      **one(bench, calls, explained, paying)})
        bench.say("score", line(loads[-1]))
    return loads


def one(bench, calls, explained, paying):
    assessed = assessment_cpu(bench.stack)
    load = beside.measure(bench, "fraud", lambda: score(bench, calls, explained, bench.options.seconds), paying)
    require(load, explained)
    return {**load, "assessment_cpu_us": 1e6 * (assessment_cpu(bench.stack) - assessed)
            / (load["sent"] + load["paid"].get("sent", 0))}


def assessment_cpu(stack):
    """Seconds that assessments have taken, by the service's own account: features, model, policy, reasons."""
    return sum(value for series, value in stack.metrics("fraud").items() if series.startswith(ASSESSMENT_CPU))


def score(bench, calls, explained, seconds):
    return beside.call_as_payment(bench, "clearway-fraud-load", "fraud", "--rate", str(calls), "--seconds",
                                  str(seconds), *(["--explained"] if explained else []))


def require(load, explained):
    """A figure of something else than what its row says is worse than none."""
    if load["model_version"] == "none":
        raise RuntimeError("the fraud service has no model: the rules decided alone")
    wanted = load["review"] if explained else load["approve"]
    if wanted != load["calls"] or (load["explained"] == load["calls"]) != explained:
        raise RuntimeError(f"payments were judged otherwise than the load means them to be: {outcomes(load)}")


def cpu_us(load):
    """Of the fraud process a score, with all that it does besides; None where it did other work, or where
    that is nearly all."""
    if load["beside_payments"] or load["rate"] == LONE_RATE:
        return None
    return 1e6 * load["fraud_cpu_seconds"] / load["sent"]


def outcomes(load):
    """Of the answers, and what makes the row's figures doubtful."""
    words = [f"{load[name]:,} {name}" for name in ("approve", "challenge", "review", "decline") if load[name]]
    words += [f"{load['explained']:,} explained"] if load["explained"] else []
    return ", ".join(words + beside.marks(load))


def line(load):
    us = cpu_us(load)
    return (f"{load['name']}: p50 {load['p50_ms']:.2f} ms, p99 {load['p99_ms']:.2f} ms, "
            f"{load['assessment_cpu_us']:.0f} us CPU an assessment, "
            f"{f'{us:.0f} us of the process a score, ' if us else ''}{outcomes(load)}")


def tables(loads):
    head = ["Score, beside the running platform", "scores/s", "p50 ms", "p99 ms", "p99.9 ms", "late p99 ms",
            "assessment, us", "fraud CPU, us", "load gen., us", "payments p99 ms", "outcomes"]
    rows = []
    for load in loads:
        us, paid = cpu_us(load), load["paid"]
        rows.append([load["name"], rate(load["calls_per_second"]), f"{load['p50_ms']:.2f}",
                     f"{load['p99_ms']:.2f}", f"{load['p999_ms']:.2f}", f"{load['late_p99_ms']:.2f}",
                     f"{load['assessment_cpu_us']:.1f}", f"{us:.1f}" if us else "-", f"{1e6 * load['cpu_seconds'] / load['sent']:.1f}",
                     f"{paid['p99_ms']:.1f}" if paid else "-", outcomes(load)])
    note = (f"Latency counts from the moment at which a call was due. Late: how late the load program itself "
            f"made it. Assessment: CPU of features, model, policy and explanation. Fraud CPU: of the whole "
            f"process, a score, with what gRPC, TLS and the waking of threads take; of it {idle_us(loads):.1f} us are what it takes "
            f"when it is asked {LONE_RATE} times a second. Model {loads[0]['model_version']}.")
    return [Table("fraud-score", head, rows, note)]


def idle_us(loads):
    """What a process that is hardly asked takes, as a part of the cost of a score at the full rate."""
    lone = next(load for load in loads if load["rate"] == LONE_RATE)
    return 1e6 * lone["fraud_cpu_seconds"] / (lone["seconds"] + lone["warm_up_seconds"]) / RATE
