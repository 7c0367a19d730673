# SPDX-License-Identifier: Apache-2.0
"""A partner reports that a payment of its own was fraud."""

import clearway_local
import pytest
from support.bank import new_key


@pytest.fixture(scope="module")
def path(bank, acme):
    """Of the reports of a payment that fraud knows by now."""
    payment = bank.pay(bank.funded("100"), bank.open(), "1.00")["payment_id"]
    path = f"/v1/payments/{payment}/fraud-reports"
    clearway_local.wait_until(lambda: acme.post(path, {"kind": "fraud_report"}).status == 201, 20,
                              "the payment to be known to fraud")
    return path


def test_the_same_report_again_gets_the_same_answer(acme, path):
    first = acme.post(path, {"kind": "chargeback", "reason": "10.4"})
    assert first.status == 201, first
    assert (first.json["kind"], first.json["reason"]) == ("chargeback", "10.4")
    assert first.json["reported_by"] == "partner/acme"
    again = acme.post(path, {"kind": "chargeback", "reason": "other"})
    assert (again.status, again.json) == (201, first.json)


def test_the_time_line_shows_each_kind_once(acme, path):
    for _ in range(2):
        assert acme.post(path, {"kind": "chargeback"}).status == 201
    events = acme.get(path.replace("fraud-reports", "events")).json["events"]
    reports = [event["summary"] for event in events if event["type"].endswith("FraudReported")]
    assert reports == ["reported: fraud_report", "reported: chargeback"]


def test_a_payment_that_is_not_the_partners_is_not_there(acme, globex, path):
    for answer in (globex.post(path, {"kind": "chargeback"}),
                   acme.post(f"/v1/payments/{new_key()}/fraud-reports", {"kind": "chargeback"})):
        assert (answer.status, answer.json["code"]) == (404, "payment_not_found"), answer


@pytest.mark.parametrize("body", [
    {}, {"kind": "hunch"}, {"kind": "unspecified"}, {"kind": 7}, {"kind": None},
    {"kind": "chargeback", "reason": "x" * 36}, {"kind": "chargeback", "reason": "Jan de Vries"},
    {"kind": "chargeback", "reason": "a\u0000b"}, {"kind": "chargeback", "reported_by": "me"}])
def test_a_report_that_makes_no_sense_is_refused(acme, path, body):
    answer = acme.post(path, body)
    assert (answer.status, answer.json["code"]) == (400, "invalid_argument"), answer


def test_a_report_of_no_payment_is_refused(acme):
    answer = acme.post("/v1/payments/x/fraud-reports", {"kind": "chargeback"})
    assert (answer.status, answer.json["code"]) == (400, "invalid_argument"), answer
