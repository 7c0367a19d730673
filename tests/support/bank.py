# SPDX-License-Identifier: Apache-2.0
"""The words in which tests talk about money: accounts, payments, what they have come to. Every call
is a partner's; must not reach behind the REST API."""

import uuid
from decimal import Decimal

import clearway_local


def new_key():
    return str(uuid.uuid4())


def reasons(payment):
    return [reason["code"] for reason in payment.get("reasons", [])]


class Bank:
    """One partner's view. Every method raises AssertionError when the answer is not the usual one."""

    def __init__(self, partner):
        self.partner = partner

    def open(self, currency="EUR", kind="customer", name="Test Holder", country="NL"):
        answer = self.partner.post("/v1/accounts", {
            "currency": currency, "type": kind, "holder": {"name": name, "country": country}})
        assert answer.status == 201, answer
        return answer.json["account_id"]

    def funded(self, value, currency="EUR", **more):
        account = self.open(currency, **more)
        self.credit(account, value, currency)
        return account

    def credit(self, account, value, currency="EUR"):
        answer = self.partner.post("/v1/sandbox/credits", {
            "account_id": account, "amount": {"currency": currency, "value": value}}, key=new_key())
        assert answer.status == 201, answer
        return answer.json

    def account(self, account):
        answer = self.partner.get(f"/v1/accounts/{account}")
        assert answer.status == 200, answer
        return answer.json

    def balances(self, account):
        """(available, posted, held) as decimals."""
        balances = self.account(account)["balances"]
        return tuple(Decimal(balances[name]["value"]) for name in ("available", "posted", "held"))

    def statement(self, account, query=""):
        answer = self.partner.get(f"/v1/accounts/{account}/statement{query}")
        assert answer.status == 200, answer
        return answer.json

    def order(self, debtor, creditor, value="10.00", currency="EUR", **more):
        """The body of a payment. `creditor` is an account id or a party elsewhere."""
        if isinstance(creditor, str):
            creditor = {"account_id": creditor}
        return {"debtor": {"account_id": debtor}, "creditor": creditor,
                "amount": {"currency": currency, "value": value}, **more}

    def ask(self, body, key=None):
        """The plain answer to a payment, whatever it is."""
        return self.partner.post("/v1/payments", body, key=key or new_key())

    def pay(self, debtor, creditor, value="10.00", currency="EUR", key=None, **more):
        answer = self.ask(self.order(debtor, creditor, value, currency, **more), key)
        assert answer.status == 201, answer
        return answer.json

    def payment(self, payment_id):
        answer = self.partner.get(f"/v1/payments/{payment_id}")
        assert answer.status == 200, answer
        return answer.json

    def change(self, payment_id, verb, body=None, key=None):
        """The plain answer to a capture or a cancel."""
        return self.partner.post(f"/v1/payments/{payment_id}:{verb}", body or {}, key=key or new_key())

    def wait_status(self, payment_id, status, timeout=20):
        """The payment, once it has come to that status."""
        found = {}

        def reached():
            found.update(self.payment(payment_id))
            return found["status"] == status

        clearway_local.wait_until(reached, timeout, f"status {status} of payment {payment_id}")
        return found

    def settle(self, *arguments, **more):
        return self.wait_status(self.pay(*arguments, **more)["payment_id"], "settled")

    def list_payments(self, **query):
        """All pages of the list, in order."""
        found, token = [], None
        while True:
            words = [f"{name}={value}" for name, value in query.items()]
            words += [f"page_token={token}"] if token else []
            answer = self.partner.get("/v1/payments" + ("?" + "&".join(words) if words else ""))
            assert answer.status == 200, answer
            found += answer.json["payments"]
            token = answer.json.get("next_page_token")
            if not token:
                return found
