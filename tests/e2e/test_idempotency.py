# SPDX-License-Identifier: Apache-2.0
"""One Idempotency-Key makes one payment, however often and from wherever it arrives."""

import concurrent.futures
import threading

from support.bank import new_key


def test_the_same_order_again_answers_the_same(bank):
    debtor, creditor = bank.funded("100"), bank.open()
    key, body = new_key(), bank.order(debtor, creditor, "10")
    first, second = bank.ask(body, key), bank.ask(body, key)
    assert first.status == second.status == 201
    assert first.json == second.json
    bank.wait_status(first.json["payment_id"], "settled")
    third = bank.ask(body, key)
    assert (third.status, third.json["payment_id"]) == (201, first.json["payment_id"])
    assert bank.balances(debtor) == (90, 90, 0)


def test_members_in_another_order_are_the_same_order(bank):
    key, body = new_key(), bank.order(bank.funded("100"), bank.open(), "10")
    turned = dict(reversed(body.items()))
    assert bank.ask(body, key).json["payment_id"] == bank.ask(turned, key).json["payment_id"]


def test_the_same_key_with_another_body_is_refused_and_changes_nothing(bank):
    debtor, creditor = bank.funded("100"), bank.open()
    key = new_key()
    first = bank.ask(bank.order(debtor, creditor, "10"), key)
    for other in (bank.order(debtor, creditor, "11"), bank.order(debtor, bank.open(), "10"),
                  bank.order(debtor, creditor, "10", end_to_end_id="other")):
        answer = bank.ask(other, key)
        assert (answer.status, answer.json["code"]) == (422, "idempotency_key_reused"), other
    bank.wait_status(first.json["payment_id"], "settled")
    assert bank.balances(debtor) == (90, 90, 0)
    assert len(bank.list_payments(account_id=debtor)) == 1


def test_the_same_key_of_another_partner_is_another_payment(bank, other_bank):
    key = new_key()
    ours = bank.pay(bank.funded("10"), bank.open(), "1", key=key)
    theirs = other_bank.pay(other_bank.funded("10"), other_bank.open(), "1", key=key)
    assert ours["payment_id"] != theirs["payment_id"]


def test_one_key_raced_by_64_connections_is_one_payment_and_64_equal_answers(bank):
    debtor, creditor = bank.funded("100"), bank.open()
    key, body = new_key(), bank.order(debtor, creditor, "10")
    line = threading.Barrier(64)

    def race(_):
        # The connection stands before the race begins.
        bank.partner.get(f"/v1/accounts/{debtor}")
        line.wait(60)
        answer = bank.ask(body, key)
        bank.partner.close()
        return answer.status, answer.json

    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(race, range(64)))
    assert [status for status, _ in answers] == [201] * 64, answers
    assert all(body == answers[0][1] for _, body in answers)
    bank.wait_status(answers[0][1]["payment_id"], "settled")
    assert bank.balances(debtor) == (90, 90, 0)
    assert len(bank.list_payments(account_id=debtor)) == 1


def test_one_key_raced_with_two_bodies_is_one_payment(bank):
    debtor, creditor = bank.funded("100"), bank.open()
    key = new_key()
    bodies = [bank.order(debtor, creditor, value) for value in ("10", "20")] * 8
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda body: bank.ask(body, key), bodies))
    made = {answer.json["payment_id"] for answer in answers if answer.status == 201}
    refused = {answer.json["code"] for answer in answers if answer.status != 201}
    assert len(made) == 1 and refused == {"idempotency_key_reused"}, answers
    assert sum(answer.status == 201 for answer in answers) == 8
    bank.wait_status(made.pop(), "settled")
    assert len(bank.list_payments(account_id=debtor)) == 1


def test_an_account_opened_twice_with_one_key_is_one_account(bank, acme):
    key = new_key()
    body = {"currency": "EUR", "holder": {"name": "Twice", "country": "NL"}}
    first, second = (acme.post("/v1/accounts", body, key=key) for _ in range(2))
    assert first.status == second.status == 201
    assert first.json["account_id"] == second.json["account_id"]


def test_a_credit_sent_twice_with_one_key_is_credited_once(bank, acme):
    account, key = bank.open(), new_key()
    body = {"account_id": account, "amount": {"currency": "EUR", "value": "5"}}
    first, second = (acme.post("/v1/sandbox/credits", body, key=key) for _ in range(2))
    assert first.status == second.status == 201
    assert first.json["transfer_id"] == second.json["transfer_id"]
    assert bank.balances(account) == (5, 5, 0)
