# SPDX-License-Identifier: Apache-2.0
"""kill -9 of compliance while structuring payments settle: each movement counts once, each pattern is
told once."""

import concurrent.futures

from support.bank import Bank

CASES = "clearway.compliance.v1.ComplianceService"
PAYEE = {"name": "Harbour Supplies", "country": "NL"}
ACCOUNTS = 8


def alerts_about(operator, accounts):
    """By account: the rules of its alerts, in all cases."""
    page = operator(f"{CASES}/ListCases", {"page_size": 200})
    alerts = {account: [] for account in accounts}
    for case in page.get("cases", []):
        if case.get("subject_id") in alerts:
            full = operator(f"{CASES}/GetCase", {"case_id": case["case_id"]})
            alerts[case["subject_id"]] += [alert["rule"].split("/")[-1] for alert in full["alerts"]]
    return alerts


def test_a_killed_monitor_neither_forgets_nor_repeats(stack, operator, process, wait_until):
    bank = Bank(stack.partner("acme", timeout=15))
    probe = bank.funded("100")
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        loud = list(pool.map(lambda _: bank.funded("60000"), range(ACCOUNTS)))
        quiet = list(pool.map(lambda _: bank.funded("60000"), range(ACCOUNTS)))

        def pay(account):
            return bank.pay(account, PAYEE, "9000")["payment_id"]

        def kill_and_start():
            """Until payments are screened again: one that is not waits for an operator."""
            process.kill9("compliance")
            process.start("compliance")
            wait_until(lambda: bank.pay(probe, PAYEE, "1")["status"] != "in_review", 60, "screening")

        first = list(pool.map(pay, loud + quiet))
        kill_and_start()  # in the middle of what it makes of the first
        second = list(pool.map(pay, loud + quiet))
        kill_and_start()
        third = list(pool.map(pay, loud))
        for payment in first + second + third:
            bank.wait_status(payment, "settled", timeout=60)
    wait_until(lambda: all(alerts_about(operator, loud).values()), 60, "a case about each account")
    told = alerts_about(operator, loud + quiet)
    assert all(told[account] == ["structuring"] for account in loud), "counted each, told once"
    assert not any(told[account] for account in quiet), "two payments each, however often delivered"
