# SPDX-License-Identifier: Apache-2.0
"""What cannot be understood or allowed gets a clear problem, writes nothing, and the next request on
the same connection is served right."""

import json

import pytest
from support.bank import new_key


@pytest.fixture(scope="module")
def parties(bank):
    return bank.funded("1000"), bank.open()


def with_amount(value, currency="EUR"):
    return lambda body: {**body, "amount": {"currency": currency, "value": value}}


def raw_amount(text):
    """`text` stands in the body as it is, for what Python's JSON would not write."""
    return lambda body: json.dumps(with_amount("@")(body)).replace('"@"', text).encode()


def without(name):
    return lambda body: {key: value for key, value in body.items() if key != name}


def plus(**more):
    return lambda body: {**body, **more}


def text(change):
    return lambda body: change(json.dumps(body).encode())


def creditor(**party):
    return lambda body: {**body, "creditor": party}


# Name, what is done to a good body, status, code.
BAD = [
    ("truncated", text(lambda raw: raw[:-9]), 400, "invalid_argument"),
    ("empty", lambda body: b"", 400, "invalid_argument"),
    ("not an object", lambda body: b"[]", 400, "invalid_argument"),
    ("more behind it", text(lambda raw: raw + b"{}"), 400, "invalid_argument"),
    ("not UTF-8", text(lambda raw: raw.replace(b"EUR", b"E\xffR")), 400, "invalid_argument"),
    ("deeply nested", lambda body: b'{"debtor":' * 5000 + b"1" + b"}" * 5000, 400, "invalid_argument"),
    ("the same member twice", text(lambda raw: raw[:-1] + b',"end_to_end_id":"a","end_to_end_id":"b"}'),
     400, "invalid_argument"),
    ("unknown member", plus(colour="red"), 400, "invalid_argument"),
    ("unknown member inside", lambda body: {**body, "debtor": {**body["debtor"], "x": 1}}, 400,
     "invalid_argument"),
    ("too large", plus(remittance_information="x" * 2_000_000), 413, "payload_too_large"),
    ("negative", with_amount("-1.00"), 400, "invalid_amount"),
    ("zero", with_amount("0.00"), 400, "invalid_amount"),
    ("too precise", with_amount("1.005"), 400, "invalid_amount"),
    ("half a yen", with_amount("1.5", "JPY"), 400, "invalid_amount"),
    ("over 18 digits", with_amount("1234567890123456789"), 400, "invalid_amount"),
    ("exponent", with_amount("1e2"), 400, "invalid_amount"),
    ("plus sign", with_amount("+1"), 400, "invalid_amount"),
    ("blank around it", with_amount(" 1 "), 400, "invalid_amount"),
    ("a comma", with_amount("1,00"), 400, "invalid_amount"),
    ("digits of another script", with_amount("\u0661"), 400, "invalid_amount"),
    ("a number", raw_amount("10.00"), 400, "invalid_argument"),
    ("null amount", raw_amount("null"), 400, "invalid_argument"),
    ("unknown currency", with_amount("1", "ZZZ"), 400, "unknown_currency"),
    ("currency in small letters", with_amount("1", "eur"), 400, "unknown_currency"),
    ("another currency than the account's", with_amount("1", "USD"), 422, "currency_mismatch"),
    ("no debtor", without("debtor"), 400, "invalid_argument"),
    ("no creditor", without("creditor"), 400, "invalid_argument"),
    ("no amount", without("amount"), 400, "invalid_argument"),
    ("debtor is no id", lambda body: {**body, "debtor": {"account_id": "x"}}, 400, "invalid_argument"),
    ("debtor does not exist", lambda body: {**body, "debtor": {"account_id": new_key()}}, 404,
     "account_not_found"),
    ("creditor does not exist", lambda body: {**body, "creditor": {"account_id": new_key()}}, 404,
     "account_not_found"),
    ("pays itself", lambda body: {**body, "creditor": body["debtor"]}, 422, "same_account"),
    ("creditor without a country", creditor(name="Jan"), 400, "invalid_argument"),
    ("creditor of no country", creditor(name="Jan", country="XQ"), 400, "invalid_argument"),
    ("creditor with a broken IBAN", creditor(name="Jan", country="NL", iban="NL92ABNA0417164300"), 400,
     "invalid_argument"),
    ("creditor with a name too long", creditor(name="x" * 141, country="NL"), 400, "invalid_argument"),
    ("reference too long", plus(end_to_end_id="x" * 36), 400, "invalid_argument"),
    ("remittance too long", plus(remittance_information="x" * 141), 400, "invalid_argument"),
    ("unknown capture", plus(capture="later"), 400, "invalid_argument"),
]


@pytest.mark.parametrize("change, status, code", [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_payment_that_makes_no_sense_is_refused(bank, acme, parties, change, status, code):
    debtor, creditor_account = parties
    key = new_key()
    good = bank.order(debtor, creditor_account, "1.00")
    before = bank.balances(debtor), len(bank.list_payments(account_id=debtor))
    answer = acme.post("/v1/payments", change(good), key=key)
    assert (answer.status, (answer.json or {}).get("code")) == (status, code), answer
    assert_problem(answer)
    # Nothing written, and the connection (or a new one, where it was closed) serves the next request.
    after = bank.balances(debtor), len(bank.list_payments(account_id=debtor))
    assert after == before
    # The key is still unused: the refused request has not taken it.
    assert acme.post("/v1/payments", bank.order(debtor, creditor_account, "1", capture="manual"),
                     key=key).status == 201


def assert_problem(answer):
    assert answer.headers["content-type"].startswith("application/problem+json")
    problem = answer.json
    assert problem["status"] == answer.status and problem["title"] and problem["detail"]
    assert problem["type"].endswith(problem["code"]) and problem["request_id"]
    for word in ("exception", "pqxx", "grpc", "std::", "select ", "boost"):
        assert word not in answer.body.decode().lower()


def test_a_field_that_is_wrong_is_named(bank, acme, parties):
    answer = acme.post("/v1/payments", bank.order(*parties, "1.005"), key=new_key())
    assert [error["field"] for error in answer.json["errors"]] == ["amount.value"]


def test_a_payment_needs_its_key(bank, acme, parties):
    answer = acme.post("/v1/payments", bank.order(*parties))
    assert (answer.status, answer.json["code"]) == (400, "missing_idempotency_key")
    assert_problem(answer)


@pytest.mark.parametrize("key", ["x" * 256, "with space", "caf\u00e9".encode("latin-1")])
def test_a_key_out_of_bounds_is_refused(bank, acme, parties, key):
    answer = acme.post("/v1/payments", bank.order(*parties), headers={"Idempotency-Key": key})
    assert (answer.status, answer.json["code"]) == (400, "invalid_idempotency_key"), answer


def test_a_capture_needs_its_key(bank, acme, parties):
    payment = bank.pay(*parties, "1", capture="manual")
    answer = acme.post(f"/v1/payments/{payment['payment_id']}:capture", {})
    assert (answer.status, answer.json["code"]) == (400, "missing_idempotency_key")


@pytest.mark.parametrize("body", [
    {"holder": {"name": "A", "country": "NL"}},
    {"currency": "ZZZ", "holder": {"name": "A", "country": "NL"}},
    {"currency": "EUR"},
    {"currency": "EUR", "holder": {"name": "", "country": "NL"}},
    {"currency": "EUR", "holder": {"name": "A", "country": "QQ"}},
    {"currency": "EUR", "holder": {"name": "A", "country": "NL"}, "type": "clearing"},
    {"currency": "EUR", "holder": {"name": "A", "country": "NL"}, "type": "savings"},
])
def test_an_account_that_makes_no_sense_is_refused(acme, body):
    answer = acme.post("/v1/accounts", body)
    assert answer.status == 400, answer
    assert_problem(answer)


@pytest.mark.parametrize("value", ["0", "-5", "1.001", "9" * 19])
def test_a_credit_that_makes_no_sense_is_refused(bank, acme, value):
    account = bank.open()
    answer = acme.post("/v1/sandbox/credits", {
        "account_id": account, "amount": {"currency": "EUR", "value": value}})
    assert (answer.status, answer.json["code"]) == (400, "invalid_amount")
    assert bank.balances(account) == (0, 0, 0)


def test_a_balance_cannot_pass_the_limit_of_an_account(bank, acme):
    account = bank.funded("9" * 15)
    for _ in range(100):
        answer = acme.post("/v1/sandbox/credits", {
            "account_id": account, "amount": {"currency": "EUR", "value": "9" * 16}}, key=new_key())
        if answer.status != 201:
            break
    assert (answer.status, answer.json["code"]) == (422, "balance_limit"), answer
    available, posted, held = bank.balances(account)
    assert available == posted > 0 and held == 0
