# SPDX-License-Identifier: Apache-2.0
"""Calls of one service at a fixed rate beside the running platform, as another service makes them: with and
without payments through the gateway meanwhile."""

import concurrent.futures
import contextlib
import json
import subprocess

from parts import cpu, lag
from parts.loads import OTHERS_SHARE_MAX
from parts.session import Sessions

PAYMENTS_RATE, PAYMENT_CONNECTIONS = 200, 64


def measure(bench, service, call, paying):
    """What `call()` answers, with the CPU of the service and the share that other programs had; until every
    consumer has caught up again."""
    with Sessions(bench.stack) as ask:
        lag.until_caught_up(ask)
        before, busy = cpu.used(bench.stack), cpu.machine_busy()
        with payments(bench) if paying else contextlib.nullcontext({}) as paid:
            load = call()
        busy, seconds = cpu.machine_busy() - busy, cpu.difference(before, cpu.used(bench.stack))
        lag.until_caught_up(ask)
    ours = sum(seconds.values()) + load["cpu_seconds"] + paid.get("cpu_seconds", 0)
    return {**load, "paid": paid, f"{service}_cpu_seconds": seconds[service],
            "other_programs_share": max(0.0, busy - ours) / max(busy, ours, 1e-9)}


@contextlib.contextmanager
def payments(bench):
    """Payments through the gateway while the body runs; afterwards it has what came of them."""
    paid = {}
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        paying = pool.submit(bench.load.pay, PAYMENT_CONNECTIONS, "--seconds", str(bench.options.seconds),
                             "--rate", str(PAYMENTS_RATE))
        yield paid
        paid.update(paying.result())


def call_as_payment(bench, program, service, *words):
    """One load by one of our programs under the certificate of the payment service."""
    identity = bench.stack.state / "pki" / "services"
    done = subprocess.run(
        [str(bench.stack.bin / program), "--address", f"127.0.0.1:{bench.stack.ports[service]['grpc']}",
         "--ca", str(bench.stack.ca), "--cert", str(identity / "payment.pem"), "--key",
         str(identity / "payment.key"), *words], capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(f"{program}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def marks(load):
    """What makes a row's figures doubtful."""
    return ([f"{load['failed_calls']:,} FAILED"] if load["failed_calls"] else []) + \
           (["NOT QUIET"] if load["other_programs_share"] > OTHERS_SHARE_MAX else [])
