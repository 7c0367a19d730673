# SPDX-License-Identifier: Apache-2.0
"""The token with the master keys is away: what needs a key waits, money goes on moving."""

import contextlib
import os


@contextlib.contextmanager
def token_away(stack):
    there = stack.state / "vault" / "tokens"
    away = there.with_name("tokens.away")
    there.rename(away)
    try:
        yield
    finally:
        away.rename(there)


def test_without_the_token_only_what_is_personal_waits(stack, bank, process, wait_until):
    debtor, creditor = bank.funded("100"), bank.funded("1")
    bank.settle(debtor, creditor, "10")  # payment knows both accounts from now on
    with token_away(stack):
        process.restart("settlement")  # no key in memory, and it starts all the same
        assert bank.partner.get(f"/v1/accounts/{debtor}").status == 503
        bank.settle(debtor, creditor, "10")
        assert bank.statement(debtor)["closing_balance"] == "80.00"
        opened = bank.partner.post("/v1/accounts", {
            "currency": "EUR", "type": "customer", "holder": {"name": "Nobody", "country": "NL"}})
        assert opened.status == 503, opened
    wait_until(lambda: bank.partner.get(f"/v1/accounts/{debtor}").status == 200, 30, "the token")
    assert bank.account(debtor)["holder"]["name"] == "Test Holder"


def test_a_token_that_was_killed_while_it_was_written_is_mended_at_the_next_start(stack, bank, process):
    """SoftHSM empties the token's file at each login; see deploy/local/lib/vault.sh."""
    account = bank.funded("100")
    (written,) = (stack.state / "vault" / "tokens").glob("*/token.object")
    process.kill9("settlement")
    os.truncate(written, 0)
    process.start("settlement")
    assert written.stat().st_size > 0
    assert bank.account(account)["holder"]["name"] == "Test Holder"
