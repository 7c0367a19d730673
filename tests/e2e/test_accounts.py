# SPDX-License-Identifier: Apache-2.0
"""Accounts, their statements at any moment, and that a foreign partner's do not exist."""

import concurrent.futures
from decimal import Decimal

import pytest
from support.bank import new_key


def test_an_account_shows_what_it_was_opened_with(bank, acme):
    answer = acme.post("/v1/accounts", {
        "currency": "EUR", "type": "merchant", "holder": {"name": "Caf\u00e9 Zo\u00eb", "country": "BE"}})
    assert answer.status == 201, answer
    account = bank.account(answer.json["account_id"])
    assert account == answer.json
    assert (account["currency"], account["status"], account["type"]) == ("EUR", "active", "merchant")
    assert account["holder"] == {"name": "Caf\u00e9 Zo\u00eb", "country": "BE"}
    zero = {"currency": "EUR", "value": "0.00"}
    assert account["balances"] == {"available": zero, "posted": zero, "held": zero}


def test_the_list_of_accounts_has_the_newest_first(bank, acme):
    made = [bank.open() for _ in range(3)]
    page = acme.get("/v1/accounts?page_size=2").json
    assert [account["account_id"] for account in page["accounts"]] == [made[2], made[1]]
    following = acme.get(f"/v1/accounts?page_size=1&page_token={page['next_page_token']}").json
    assert following["accounts"][0]["account_id"] == made[0]


def test_a_statement_has_the_balance_after_every_entry(bank):
    account, other = bank.funded("100"), bank.funded("50")
    bank.settle(account, other, "30")
    bank.settle(other, account, "5.25")
    statement = bank.statement(account)
    entries = [(entry["direction"], entry["amount"]["value"], entry["balance_after"])
               for entry in statement["entries"]]
    assert entries == [("credit", "100.00", "100.00"), ("debit", "30.00", "70.00"),
                       ("credit", "5.25", "75.25")]
    assert (statement["opening_balance"], statement["closing_balance"]) == ("0.00", "75.25")
    assert "payment_id" not in statement["entries"][0] and statement["entries"][1]["payment_id"]


def test_a_statement_can_be_had_at_any_past_moment(bank):
    account, other = bank.funded("100"), bank.open()
    for value in ("1", "2", "3", "4"):
        bank.settle(account, other, value)
    entries = bank.statement(account)["entries"]
    moments = [entry["booked_at"] for entry in entries]
    # Up to a moment without its own entry, and from it on with it.
    for number, moment in enumerate(moments):
        before = bank.statement(account, f"?to={moment}")
        since = bank.statement(account, f"?from={moment}")
        assert [e["entry_id"] for e in before["entries"]] == [e["entry_id"] for e in entries[:number]]
        assert [e["entry_id"] for e in since["entries"]] == [e["entry_id"] for e in entries[number:]]
        assert before["closing_balance"] == since["opening_balance"]
        expected = entries[number - 1]["balance_after"] if number else "0.00"
        assert before["closing_balance"] == expected
    between = bank.statement(account, f"?from={moments[1]}&to={moments[3]}")
    assert [e["amount"]["value"] for e in between["entries"]] == ["1.00", "2.00"]


def test_a_long_statement_comes_in_pages(bank):
    account, other = bank.funded("100"), bank.open()
    payments = [bank.pay(account, other, "1")["payment_id"] for _ in range(6)]
    for payment in payments:
        bank.wait_status(payment, "settled")
    found, token = [], ""
    while True:
        page = bank.statement(account, f"?page_size=2{token}")
        assert len(page["entries"]) <= 2
        found += [entry["balance_after"] for entry in page["entries"]]
        if not page.get("next_page_token"):
            break
        token = f"&page_token={page['next_page_token']}"
    assert found == ["100.00", "99.00", "98.00", "97.00", "96.00", "95.00", "94.00"]


@pytest.mark.parametrize("query", ["?from=yesterday", "?from=2025-01-02T00:00:00Z&to=2025-01-01T00:00:00Z",
                                   "?page_size=1001", "?page_token=x"])
def test_a_statement_query_that_makes_no_sense_is_refused(bank, acme, query):
    answer = acme.get(f"/v1/accounts/{bank.open()}/statement{query}")
    assert (answer.status, answer.json["code"]) == (400, "invalid_argument"), answer


def test_an_empty_account_can_be_closed_and_takes_part_in_nothing_more(bank, acme):
    account, other = bank.open(), bank.funded("10")
    closed = acme.post(f"/v1/accounts/{account}:close", {})
    assert (closed.status, closed.json["status"]) == (200, "closed"), closed
    assert acme.post(f"/v1/accounts/{account}:close", {}).json["status"] == "closed"
    for body in (bank.order(other, account, "1"), bank.order(account, other, "1")):
        answer = bank.ask(body)
        assert (answer.status, answer.json["code"]) == (422, "account_closed"), answer
    credit = acme.post("/v1/sandbox/credits", {
        "account_id": account, "amount": {"currency": "EUR", "value": "1"}}, key=new_key())
    assert (credit.status, credit.json["code"]) == (422, "account_closed"), credit
    assert bank.balances(other) == (10, 10, 0)


def test_an_account_with_money_or_a_hold_cannot_be_closed(bank, acme):
    account = bank.funded("10")
    answer = acme.post(f"/v1/accounts/{account}:close", {})
    assert (answer.status, answer.json["code"]) == (422, "account_not_empty")
    bank.pay(account, bank.open(), "10", capture="manual")
    assert acme.post(f"/v1/accounts/{account}:close", {}).status == 422
    assert bank.account(account)["status"] == "active"


def test_a_foreign_partners_account_does_not_exist(bank, globex):
    account = bank.funded("10")
    for answer in (globex.get(f"/v1/accounts/{account}"),
                   globex.get(f"/v1/accounts/{account}/statement"),
                   globex.post(f"/v1/accounts/{account}:close", {}),
                   globex.post("/v1/sandbox/credits", {
                       "account_id": account, "amount": {"currency": "EUR", "value": "1"}})):
        assert (answer.status, answer.json["code"]) == (404, "account_not_found"), answer
    assert bank.balances(account) == (10, 10, 0)


def test_a_foreign_partners_account_cannot_pay(bank, other_bank):
    theirs = bank.funded("10")
    answer = other_bank.ask(other_bank.order(theirs, other_bank.open(), "1"))
    assert (answer.status, answer.json["code"]) == (404, "account_not_found"), answer
    assert bank.balances(theirs) == (10, 10, 0)


def test_a_foreign_partners_payment_does_not_exist(bank, globex, other_bank):
    debtor = bank.funded("10")
    payment = bank.pay(debtor, bank.open(), "1", capture="manual")["payment_id"]
    for answer in (globex.get(f"/v1/payments/{payment}"),
                   globex.get(f"/v1/payments/{payment}/events"),
                   globex.post(f"/v1/payments/{payment}:capture", {}, key=new_key()),
                   globex.post(f"/v1/payments/{payment}:cancel", {}, key=new_key())):
        assert (answer.status, answer.json["code"]) == (404, "payment_not_found"), answer
    assert other_bank.list_payments(account_id=debtor) == []
    assert bank.payment(payment)["status"] == "authorised"


def test_what_was_never_there_is_not_found(acme):
    for path, code in ((f"/v1/accounts/{new_key()}", "account_not_found"),
                       (f"/v1/payments/{new_key()}", "payment_not_found")):
        answer = acme.get(path)
        assert (answer.status, answer.json["code"]) == (404, code), answer


def test_a_hot_account_takes_payments_of_many_at_once_and_adds_up(bank):

    merchant = bank.open(kind="merchant")
    payers = [bank.funded("10") for _ in range(8)]

    def pay(number):
        payment = bank.pay(payers[number % 8], merchant, "0.25")
        return payment["payment_id"]

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        payments = list(pool.map(pay, range(80)))
    for payment in payments:
        bank.wait_status(payment, "settled")
    assert bank.balances(merchant)[1] == Decimal("20.00")
    balances = [Decimal(e["balance_after"]) for e in bank.statement(merchant)["entries"]]
    assert balances == [Decimal("0.25") * n for n in range(1, 81)]
