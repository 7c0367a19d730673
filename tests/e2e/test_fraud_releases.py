# SPDX-License-Identifier: Apache-2.0
"""A policy takes over by the word of two operators, and goes by the word of one."""

import json
import subprocess
import uuid

import pytest
from clearway_local import ROOT, OperatorError
from support.bank import reasons

RELEASES = "clearway.fraud.v1.FraudReleaseService"
DESK = "clearway.fraud.v1.FraudDeskService"
ODD = "77.77"  # what no other test pays


def policy_against_odd_amounts(version):
    policy = json.loads((ROOT / "services/fraud/rules/default/policy.json").read_text())
    policy.update(id="e2e", version=version)
    policy["rules"].append({
        "id": "odd_amount", "mode": "enforce", "when": f"amount == {ODD}", "outcome": "decline",
        "reason_code": "ODD_AMOUNT", "message": "An odd amount.", "iso_code": "FRAD"})
    return json.dumps(policy)


def test_a_policy_takes_over_by_two_operators_and_goes_by_one(stack, bank, operator, tmp_path):
    debtor, creditor = bank.funded("1000"), bank.funded("1")
    version = uuid.uuid4().hex[:12]
    file = tmp_path / "policy.json"
    file.write_text(policy_against_odd_amounts(version))
    request = subprocess.run([str(stack.bin / "clearway-fraud"), "package", "--policy", str(file)],
                             check=True, capture_output=True, text=True).stdout
    draft = operator(f"{RELEASES}/SubmitRelease", json.loads(request))
    assert (draft["version"], draft["stage"]) == (f"e2e/{version}", "draft")
    named = {"kind": "policy", "version": draft["version"]}

    with pytest.raises(OperatorError, match="release_state_conflict"):
        operator(f"{RELEASES}/ApproveRelease", named)
    operator(f"{RELEASES}/ShadowRelease", named)
    approved = operator(f"{RELEASES}/ApproveRelease", named)
    assert (approved["stage"], approved["awaits_second_operator"]) == ("shadow", True)
    assert operator(f"{RELEASES}/ApproveRelease", named) == approved, "their own word again"
    assert bank.wait_status(bank.pay(debtor, creditor, ODD)["payment_id"], "settled")

    active = stack.operator(f"{RELEASES}/ApproveRelease", named, who="operator-risk")
    assert active["stage"] == "active"
    assert len(set(active["approved_by"])) == 2
    try:
        declined = bank.pay(debtor, creditor, ODD)
        assert (declined["status"], reasons(declined)) == ("declined", ["FRAD", "ODD_AMOUNT"]), declined
        assert declined["reasons"][1]["iso_code"] == "FRAD"
    finally:
        back = operator(f"{RELEASES}/RollBackRelease", named)
    assert (back["version"], back["stage"]) == (draft["version"], "retired")
    assert [step["step"] for step in back["history"]] == [
        "submitted", "shadowed", "approved", "approved", "activated", "rolled_back"]
    assert bank.wait_status(bank.pay(debtor, creditor, ODD)["payment_id"], "settled")


def test_what_does_not_fit_is_refused_with_every_fault(operator):
    broken = json.loads(policy_against_odd_amounts("1"))
    broken["rules"][-1]["when"] = "amuont == 1"
    broken["rules"][0]["outcome"] = "approve"
    with pytest.raises(OperatorError, match="release_refused"):
        operator(f"{RELEASES}/SubmitRelease", {"policy": json.dumps(broken)})
    with pytest.raises(OperatorError, match="invalid_argument"):
        operator(f"{RELEASES}/SubmitRelease", {})
    with pytest.raises(OperatorError, match="release_refused"):
        operator(f"{RELEASES}/SubmitRelease", {"model": {"manifest": "e30=", "signature": "", "booster": ""}})


def test_an_answer_says_which_model_scored(bank, operator, wait_until):
    debtor, creditor = bank.funded("100"), bank.funded("1")
    payment = bank.pay(debtor, creditor, "12.34")["payment_id"]

    def kept():
        try:
            return operator(f"{DESK}/GetCase", {"payment_id": payment}).get("assessment")
        except OperatorError:
            return None

    assessment = wait_until(kept, 20, "the kept assessment")
    assert assessment["model_version"] == "platform-fraud/1"
    assert 0 <= assessment["score"] <= 1000
