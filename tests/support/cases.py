# SPDX-License-Identifier: Apache-2.0
"""The operators' queue as tests use it."""

COMPLIANCE = "clearway.compliance.v1.ComplianceService"


def open_cases(operator):
    """The newest open cases by their payment."""
    cases = operator(f"{COMPLIANCE}/ListCases", {"status": "open", "page_size": 200})["cases"]
    return {case["payment_id"]: case for case in cases if case.get("payment_id")}


def clear(operator, wait_until, payments):
    """One operator clears the case of each of these payments as it comes."""
    waiting = set(payments)

    def all_cleared():
        for payment, case in open_cases(operator).items():
            if payment in waiting:
                operator(f"{COMPLIANCE}/ResolveCase", {"case_id": case["case_id"], "decision": "cleared"})
                waiting.discard(payment)
        return not waiting

    wait_until(all_cleared, 30, "a case for each payment in review")
