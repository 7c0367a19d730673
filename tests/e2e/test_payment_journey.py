# SPDX-License-Identifier: Apache-2.0
"""A payment from its order to its end: decided at once, settled by events, cancelled, captured."""

import re
from decimal import Decimal

import pytest
from support.bank import new_key, reasons

UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")


def test_a_payment_is_decided_in_its_answer_and_settles(bank):
    debtor, creditor = bank.funded("100"), bank.open(kind="merchant")
    payment = bank.pay(debtor, creditor, "12.34", end_to_end_id="INV-1",
                       remittance_information="Invoice 1", device_id="d-1", terminal_id="t-1")
    assert UUID.match(payment["payment_id"])
    assert payment["status"] in ("authorised", "processing", "settled")
    assert payment["amount"] == {"currency": "EUR", "value": "12.34"}
    assert payment["end_to_end_id"] == "INV-1"
    assert payment["reasons"] == [] and payment["created_at"]
    settled = bank.wait_status(payment["payment_id"], "settled")
    assert settled["iso_status"] == "ACSC"
    assert settled["captured_amount"] == {"currency": "EUR", "value": "12.34"}
    assert bank.balances(debtor) == (Decimal("87.66"), Decimal("87.66"), 0)
    assert bank.balances(creditor) == (Decimal("12.34"), Decimal("12.34"), 0)


def test_the_links_of_a_payment_lead_to_it(bank, acme):
    payment = bank.settle(bank.funded("10"), bank.open(), "1")
    assert payment["links"]
    for link in payment["links"].values():
        if not link.endswith((":cancel", ":capture")):
            assert acme.get(link).status == 200, link


@pytest.mark.parametrize("currency, value, written", [
    ("EUR", "7", "7.00"), ("EUR", "7.5", "7.50"), ("JPY", "1500", "1500"), ("KWD", "1.005", "1.005")])
def test_an_amount_has_the_digits_of_its_currency(bank, currency, value, written):
    debtor, creditor = bank.funded("2000", currency), bank.open(currency)
    payment = bank.settle(debtor, creditor, value, currency)
    assert payment["amount"] == {"currency": currency, "value": written}
    assert bank.account(creditor)["balances"]["posted"] == {"currency": currency, "value": written}


def test_a_payment_to_a_party_elsewhere_leaves_through_the_clearing_account(bank):
    debtor = bank.funded("50")
    payment = bank.settle(debtor, {"name": "Willem Bakker", "country": "NL",
                                   "iban": "NL91ABNA0417164300", "bic": "ABNANL2A"}, "20")
    assert payment["creditor"]["name"] == "Willem Bakker"
    assert bank.balances(debtor) == (30, 30, 0)


def test_without_funds_a_payment_is_declined_with_am04_and_nothing_moves(bank):
    debtor, creditor = bank.funded("5"), bank.open()
    payment = bank.pay(debtor, creditor, "5.01")
    assert (payment["status"], payment["iso_status"]) == ("declined", "RJCT")
    assert reasons(payment) == ["AM04"]
    assert bank.balances(debtor) == (5, 5, 0)
    assert bank.payment(payment["payment_id"])["status"] == "declined"
    bank.settle(debtor, creditor, "5.00")
    assert bank.balances(debtor) == (0, 0, 0)


def test_manual_capture_holds_the_funds_until_captured(bank):
    debtor, creditor = bank.funded("100"), bank.open()
    payment = bank.pay(debtor, creditor, "60", capture="manual")
    assert (payment["status"], payment["iso_status"]) == ("authorised", "ACFC")
    assert bank.balances(debtor) == (40, 100, 60)
    assert reasons(bank.pay(debtor, creditor, "40.01")) == ["AM04"]
    key = new_key()
    first = bank.change(payment["payment_id"], "capture", key=key)
    assert first.status == 200 and first.json["status"] in ("processing", "settled"), first
    settled = bank.wait_status(payment["payment_id"], "settled")
    assert settled["captured_amount"]["value"] == "60.00"
    again = bank.change(payment["payment_id"], "capture", key=key)
    assert again.status == 200, again
    assert bank.balances(debtor) == (40, 40, 0)
    assert bank.balances(creditor) == (60, 60, 0)


def test_a_partial_capture_gives_the_rest_back(bank):
    debtor, creditor = bank.funded("100"), bank.open()
    payment = bank.pay(debtor, creditor, "60", capture="manual")
    answer = bank.change(payment["payment_id"], "capture",
                         {"amount": {"currency": "EUR", "value": "25.50"}})
    assert answer.status == 200, answer
    settled = bank.wait_status(payment["payment_id"], "settled")
    assert settled["captured_amount"]["value"] == "25.50"
    assert settled["amount"]["value"] == "60.00"
    assert bank.balances(debtor) == (Decimal("74.50"), Decimal("74.50"), 0)
    assert bank.balances(creditor)[1] == Decimal("25.50")


def test_more_than_authorised_cannot_be_captured(bank):
    payment = bank.pay(bank.funded("100"), bank.open(), "60", capture="manual")
    answer = bank.change(payment["payment_id"], "capture",
                         {"amount": {"currency": "EUR", "value": "60.01"}})
    assert (answer.status, answer.json["code"]) == (422, "capture_amount_too_large")
    assert bank.payment(payment["payment_id"])["status"] == "authorised"


def test_one_capture_key_with_another_amount_is_refused(bank):
    payment = bank.pay(bank.funded("100"), bank.open(), "60", capture="manual")
    key = new_key()
    half = {"amount": {"currency": "EUR", "value": "30"}}
    assert bank.change(payment["payment_id"], "capture", half, key).status == 200
    answer = bank.change(payment["payment_id"], "capture",
                         {"amount": {"currency": "EUR", "value": "31"}}, key)
    assert (answer.status, answer.json["code"]) == (422, "idempotency_key_reused")


def test_cancelling_gives_the_funds_back_and_ends_the_payment(bank, wait_until):
    debtor = bank.funded("100")
    payment = bank.pay(debtor, bank.open(), "60", capture="manual")
    key = new_key()
    answer = bank.change(payment["payment_id"], "cancel", key=key)
    assert answer.status == 200, answer
    assert (answer.json["status"], answer.json["iso_status"]) == ("cancelled", "CANC")
    wait_until(lambda: bank.balances(debtor) == (100, 100, 0), 20, "the release of the hold")
    assert bank.change(payment["payment_id"], "cancel", key=key).status == 200
    late = bank.change(payment["payment_id"], "capture")
    assert (late.status, late.json["code"]) == (409, "payment_state_conflict")


def test_a_settled_payment_can_be_neither_cancelled_nor_captured(bank):
    payment = bank.settle(bank.funded("10"), bank.open(), "1")
    for verb in ("cancel", "capture"):
        answer = bank.change(payment["payment_id"], verb)
        assert (answer.status, answer.json["code"]) == (409, "payment_state_conflict"), verb


def test_the_list_shows_each_payment_once_newest_first(bank):
    debtor, creditor = bank.funded("100"), bank.open()
    made = [bank.pay(debtor, creditor, "1")["payment_id"] for _ in range(7)]
    listed = bank.list_payments(account_id=debtor, page_size=3)
    assert [payment["payment_id"] for payment in listed] == made[::-1]
    assert listed == sorted(listed, key=lambda payment: payment["created_at"], reverse=True)
    assert {p["payment_id"] for p in bank.list_payments(account_id=creditor)} == set(made)


def test_the_list_goes_on_where_it_was_while_payments_are_added(bank, acme):
    debtor, creditor = bank.funded("100"), bank.open()
    made = [bank.pay(debtor, creditor, "1")["payment_id"] for _ in range(4)]
    first = acme.get(f"/v1/payments?account_id={debtor}&page_size=2").json
    bank.pay(debtor, creditor, "1")
    second = acme.get(f"/v1/payments?account_id={debtor}&page_size=2"
                      f"&page_token={first['next_page_token']}").json
    found = [payment["payment_id"] for payment in first["payments"] + second["payments"]]
    assert found == made[::-1]


def test_the_list_can_be_narrowed_to_a_status(bank):
    debtor, creditor = bank.funded("10"), bank.open()
    declined = bank.pay(debtor, creditor, "11")["payment_id"]
    held = bank.pay(debtor, creditor, "1", capture="manual")["payment_id"]
    settled = bank.settle(debtor, creditor, "2")["payment_id"]
    for status, expected in (("declined", declined), ("authorised", held), ("settled", settled)):
        listed = bank.list_payments(account_id=debtor, status=status)
        assert [payment["payment_id"] for payment in listed] == [expected], status


@pytest.mark.parametrize("query", ["page_size=-1", "page_size=201", "page_size=x", "page_token=x",
                                   "status=nonsense", "account_id=nonsense", "surprise=1"])
def test_a_list_query_that_makes_no_sense_is_refused(acme, query):
    answer = acme.get(f"/v1/payments?{query}")
    assert answer.status == 400, answer
    assert answer.json["code"] == "invalid_argument"


def test_the_time_line_tells_the_payment_across_the_services(bank, acme, wait_until):
    payment = bank.settle(bank.funded("10"), bank.open(), "1")
    path = f"/v1/payments/{payment['payment_id']}/events"

    def all_there():
        events = acme.get(path).json["events"]
        wanted = {"payment", "settlement", "fraud", "compliance", "reconciliation"}
        return {event["service"] for event in events} >= wanted and events

    events = wait_until(all_there, 30, "the part of every service")
    kinds = [event["type"].rsplit(".", 1)[-1] for event in events]
    for earlier, later in (("HoldPlaced", "TransferPosted"), ("PaymentAuthorised", "PaymentSettled")):
        assert kinds.count(earlier) == kinds.count(later) == 1
        assert kinds.index(earlier) < kinds.index(later)
    assert [e["occurred_at"] for e in events] == sorted(e["occurred_at"] for e in events)
    assert len({event["event_id"] for event in events}) == len(events)
    assert all(re.fullmatch(r"[0-9a-f]{64}", event["hash"]) for event in events)
    assert not acme.get(path).json.get("missing_services")
