# SPDX-License-Identifier: Apache-2.0
"""Payments just under the reporting threshold open a case about the account that makes them."""

import json
import uuid

import pytest
from clearway_local import ROOT, OperatorError

CASES = "clearway.compliance.v1.ComplianceService"
MONITORING = "clearway.compliance.v1.MonitoringService"
PAYEE = {"name": "Harbour Supplies", "country": "NL"}


def cases_about(operator, account):
    page = operator(f"{CASES}/ListCases", {"status": "open", "page_size": 200})
    return [case for case in page.get("cases", []) if case.get("subject_id") == account]


def pay_just_below(bank, account, times):
    for _ in range(times):
        payment = bank.pay(account, PAYEE, "9000")
        bank.wait_status(payment["payment_id"], "settled", timeout=30)


def test_structuring_opens_a_case_about_the_account_with_one_alert(bank, operator, wait_until):
    account = bank.funded("60000")
    pay_just_below(bank, account, 5)
    wait_until(lambda: cases_about(operator, account), 30, "a case about the account")
    case = operator(f"{CASES}/GetCase", {"case_id": cases_about(operator, account)[0]["case_id"]})
    assert case["subject_kind"] == "account"
    alerts = case["alerts"]
    assert [alert["rule"].split("/")[-1] for alert in alerts] == ["structuring"], "one pattern, one alert"
    assert alerts[0]["kind"] == "monitoring"


def test_one_payment_less_is_no_structuring(bank, operator, wait_until):
    quiet, loud = bank.funded("60000"), bank.funded("60000")
    pay_just_below(bank, quiet, 2)
    pay_just_below(bank, loud, 3)
    wait_until(lambda: cases_about(operator, loud), 30, "the case about the other account")
    assert not cases_about(operator, quiet)


def policy(version):
    text = json.loads((ROOT / "services/compliance/monitoring/default/policy.json").read_text())
    text.update(id="e2e", version=version)
    return text


def test_a_policy_is_released_by_two_operators_and_goes_by_one(stack, operator):
    version = uuid.uuid4().hex[:12]
    draft = operator(f"{MONITORING}/SubmitPolicy", {"policy": json.dumps(policy(version))})
    assert (draft["version"], draft["stage"]) == (f"e2e/{version}", "draft")
    named = {"version": draft["version"]}
    operator(f"{MONITORING}/ShadowPolicy", named)
    approved = operator(f"{MONITORING}/ApprovePolicy", named)
    assert (approved["stage"], approved["awaits_second_operator"]) == ("shadow", True)
    assert operator(f"{MONITORING}/ApprovePolicy", named) == approved, "their own word again"
    active = stack.operator(f"{MONITORING}/ApprovePolicy", named, who="operator-risk")
    assert active["stage"] == "active"
    back = operator(f"{MONITORING}/RollBackPolicy", named)
    assert (back["version"], back["stage"]) == (draft["version"], "retired")


def test_a_policy_with_faults_is_refused_with_all_of_them(operator):
    broken = policy("1")
    broken["rules"][0]["subject"] = "payment"
    broken["rules"][1]["window"] = "8d"
    with pytest.raises(OperatorError, match="release_refused") as refused:
        operator(f"{MONITORING}/SubmitPolicy", {"policy": json.dumps(broken)})
    assert "rules[0].subject" in str(refused.value)
    assert "rules[1].window" in str(refused.value)
