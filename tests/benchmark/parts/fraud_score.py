# SPDX-License-Identifier: Apache-2.0
"""Score calls at a fixed rate beside the running platform, as the payment service makes them: with and without
payments through the gateway meanwhile, and of payments whose score must be explained."""

import concurrent.futures
import contextlib
import json
import subprocess

from parts import cpu, lag
from parts.loads import OTHERS_SHARE_MAX
from parts.session import Sessions
from parts.table import Table, rate

ASSESSMENT_CPU = "clearway_fraud_assessment_cpu_seconds_total"
RATE, PAYMENTS_RATE, PAYMENT_CONNECTIONS = 1000, 200, 64
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
    with Sessions(bench.stack) as ask:
        lag.until_caught_up(ask)
        before, busy = cpu.used(bench.stack), cpu.machine_busy()
        assessed = assessment_cpu(bench.stack)
        with payments(bench) if paying else contextlib.nullcontext({}) as paid:
            load = score(bench, calls, explained, bench.options.seconds)
        busy, seconds = cpu.machine_busy() - busy, cpu.difference(before, cpu.used(bench.stack))
        lag.until_caught_up(ask)
    require(load, explained)
    ours = sum(seconds.values()) + load["cpu_seconds"] + paid.get("cpu_seconds", 0)
    return {**load, "paid": paid, "fraud_cpu_seconds": seconds["fraud"],
            "assessment_cpu_us": 1e6 * (assessment_cpu(bench.stack) - assessed) / (load["sent"] + paid.get("sent", 0)),
            "other_programs_share": max(0.0, busy - ours) / max(busy, ours, 1e-9)}


def assessment_cpu(stack):
    """Seconds that assessments have taken, by the service's own account: features, model, policy, reasons."""
    return sum(value for series, value in stack.metrics("fraud").items() if series.startswith(ASSESSMENT_CPU))


@contextlib.contextmanager
def payments(bench):
    """Payments through the gateway while the body runs; afterwards it has what came of them."""
    paid = {}
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        paying = pool.submit(bench.load.pay, PAYMENT_CONNECTIONS, "--seconds", str(bench.options.seconds),
                             "--rate", str(PAYMENTS_RATE))
        yield paid
        paid.update(paying.result())


def score(bench, calls, explained, seconds):
    identity = bench.stack.state / "pki" / "services"
    done = subprocess.run(
        [str(bench.stack.bin / "clearway-fraud-load"), "--address",
         f"127.0.0.1:{bench.stack.ports['fraud']['grpc']}", "--ca", str(bench.stack.ca),
         "--cert", str(identity / "payment.pem"), "--key", str(identity / "payment.key"),
         "--rate", str(calls), "--seconds", str(seconds), *(["--explained"] if explained else [])],
        capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(f"clearway-fraud-load: {done.stderr.strip()}")
    return json.loads(done.stdout)


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
    words += [f"{load['failed_calls']:,} FAILED"] if load["failed_calls"] else []
    words += ["NOT QUIET"] if load["other_programs_share"] > OTHERS_SHARE_MAX else []
    return ", ".join(words)


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
