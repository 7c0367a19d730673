# SPDX-License-Identifier: Apache-2.0
"""The demo's conversation with the platform: accounts, credits, payments, what became of them. Must
not print."""

import collections
import concurrent.futures
import dataclasses
import threading
import time
from decimal import Decimal

import clearway_local

THREADS = 8
BURST = 60


class Unexpected(Exception):
    """The platform answered something that the demo has no place for."""


@dataclasses.dataclass
class Sent:
    """A payment that was asked for, and the last that is known of it."""
    payment: dict
    seconds: float


class Journey:
    def __init__(self, stack, run):
        self._acme = stack.partner("acme")
        self._run = run
        self._lock = threading.Lock()
        self.accounts = {}   # (kind, number, currency) -> account id
        self.sent = []

    def in_parallel(self, items, action, progress):
        def one(item):
            result = action(item)
            progress.step()
            return result

        with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(one, items))

    def open_account(self, who):
        kind, number, currency = who
        answer = self._acme.post("/v1/accounts", {
            "currency": currency, "type": kind,
            "holder": {"name": f"Demo {kind} {number}", "country": "NL"},
        }, key=f"{self._run}-{kind}-{number}-{currency}")
        self.accounts[who] = self._expect(answer, 201)["account_id"]

    def credit(self, who_and_value):
        who, value = who_and_value
        answer = self._acme.post("/v1/sandbox/credits", {
            "account_id": self.accounts[who], "amount": {"currency": who[2], "value": value},
        }, key=f"{self._run}-credit-{who[1]}-{who[2]}")
        self._expect(answer, 201)

    def pay_order(self, numbered):
        number, order = numbered
        return self.pay(f"order-{number}", self.body(
            ("customer", order.customer, order.currency),
            {"account_id": self.accounts["merchant", order.terminal, order.currency]},
            order.currency, order.value, terminal_id=f"terminal-{order.terminal}",
            remittance_information=f"Order of {order.at}"))

    def body(self, debtor, creditor, currency, value, **more):
        return {"debtor": {"account_id": self.accounts[debtor]}, "creditor": creditor,
                "amount": {"currency": currency, "value": value}, **more}

    def pay(self, key, body, remember=True):
        began = time.monotonic()
        answer = self._acme.post("/v1/payments", body, key=f"{self._run}-{key}")
        seconds = time.monotonic() - began
        payment = self._expect(answer, 201)
        if remember:
            with self._lock:
                self.sent.append(Sent(payment, seconds))
        return payment

    def wait_settled(self, progress, timeout=60):
        """Reads the list of payments, newest first, until none of ours is under way."""
        ours = {sent.payment["payment_id"]: sent for sent in self.sent}
        open_ids = {id for id, sent in ours.items() if under_way(sent.payment)}
        progress.step(len(ours) - len(open_ids))

        def settled():
            missing, token = set(open_ids), None
            while missing:
                page = self._page(token)
                for payment in page.get("payments", []):
                    id = payment["payment_id"]
                    missing.discard(id)
                    if id in open_ids and not under_way(payment):
                        ours[id].payment = payment
                        open_ids.discard(id)
                        progress.step()
                token = page.get("next_page_token")
                if not token:
                    break
            return not open_ids

        clearway_local.wait_until(settled, timeout, "the settlement of every payment", every=0.1)

    def _page(self, token):
        query = "?page_size=200" + (f"&page_token={token}" if token else "")
        return self._expect(self._acme.get("/v1/payments" + query), 200)

    def time_line(self, payment_id, timeout=15):
        """Events of one payment, once every service has stored its part or the time is over."""
        found = {}

        def complete():
            answer = self._acme.get(f"/v1/payments/{payment_id}/events")
            found["events"] = self._expect(answer, 200).get("events", [])
            return {event["service"] for event in found["events"]} >= set(clearway_local.OF_A_PAYMENT)

        try:
            clearway_local.wait_until(complete, timeout, every=0.1)
        except TimeoutError:
            pass  # what is there is shown, and what is not is named
        return found["events"]

    @staticmethod
    def _expect(answer, status):
        if answer.status != status or answer.json is None:
            raise Unexpected(f"expected {status}, got {answer!r}")
        return answer.json


def under_way(payment):
    return payment["status"] in ("authorised", "processing")


def funds(orders):
    """What each customer needs for all of their orders, and as much again to go on with."""
    needed = collections.defaultdict(Decimal)
    for order in orders:
        needed["customer", order.customer, order.currency] += Decimal(order.value)
    return [(who, str(2 * total)) for who, total in needed.items()]


def outcomes(sent):
    """{(status, reason code): how many}"""
    return collections.Counter(
        (each.payment["status"], reason_of(each.payment)) for each in sent)


def reason_of(payment):
    return ", ".join(reason["code"] for reason in payment.get("reasons", []))
