# SPDX-License-Identifier: Apache-2.0
"""An evidence pack of the running stack: one command, one file, checked with a public key alone."""

import json
import os
import subprocess

import pytest

COMPLIANCE = "clearway.compliance.v1.ComplianceService"
LISTED = {"name": "Nicolas Maduro Moros", "country": "VE"}


@pytest.fixture
def pack(stack, tmp_path):
    """pack(subject, id): (exit code, file, what was said)."""

    def run(subject, of, *words):
        file = tmp_path / f"{subject}.pack"
        done = subprocess.run(
            [str(stack.bin / "clearway-audit"), "pack", f"--{subject}", of, "--out", str(file), *words],
            env={**os.environ, **stack.settings("operator")}, capture_output=True, text=True, timeout=120)
        return done.returncode, file, done.stdout + done.stderr

    return run


@pytest.fixture
def verify(stack):
    """The verdict of a process that has the file, the key and nothing else."""

    def run(file):
        done = subprocess.run(
            [str(stack.bin / "clearway-audit"), "verify", "--key",
             str(stack.state / "pki" / "audit-log.pub"), "--json", str(file)],
            env={}, capture_output=True, text=True, timeout=60)
        return json.loads(done.stdout)

    return run


def document_of(file):
    return json.loads(file.read_text().split("\n---\n", 1)[1])


@pytest.fixture
def cleared(stack, bank, wait_until):
    """A payment to a listed name that two operators let go, settled."""
    payment = bank.pay(bank.funded("100"), LISTED, "40")["payment_id"]
    for who in ("operator", "operator-risk"):
        stack.operator(f"{COMPLIANCE}/ResolveCase", {
            "payment_id": payment, "decision": "cleared", "note": "born in another year"}, who=who)
    bank.wait_status(payment, "settled")

    def reconciled():
        answer = bank.partner.get(f"/v1/payments/{payment}/events")
        return any(event["type"].endswith("PaymentReconciled") for event in answer.json["events"])

    wait_until(reconciled, 30, "the payment to be reconciled")
    return payment


def test_a_pack_of_a_payment_has_all_services_parts_and_is_checked_offline(cleared, pack, verify):
    code, file, said = pack("payment", cleared)
    assert code == 0, said
    verdict = verify(file)
    assert verdict["verified"] and verdict["kind"] == "evidence pack", verdict
    assert verdict["milliseconds"] < 1000
    document = document_of(file)
    types = {fact["type"].rsplit(".", 1)[1]: fact for fact in document["facts"]}
    assert {"PaymentHeldForReview", "PaymentAuthorised", "PaymentSettled", "HoldPlaced", "TransferPosted",
            "PaymentAssessed", "PaymentScreened", "CaseOpened", "CaseCleared",
            "PaymentReconciled"} <= set(types), sorted(types)
    assert {fact["service"] for fact in document["facts"]} == {
        "payment", "settlement", "fraud", "compliance", "reconciliation"}
    assert types["PaymentScreened"]["message"]["list_version"]
    assessed = types["PaymentAssessed"]["message"]
    assert assessed["policy_version"] and assessed["model_version"]
    assert "spiffe://clearway.local/operator/" in types["CaseCleared"]["message"]["resolved_by"]
    assert document["case"]["payment_id"] == cleared
    assert any("maduro" in one["text"].lower() for one in document["documents"])


def test_one_letter_of_a_pack_that_is_changed_is_found(cleared, pack, verify):
    _, file, _ = pack("payment", cleared)
    text = file.read_text()
    for old, new in (("PaymentSettled", "PaymentSettlec"), ('"number":', '"number":1'), ("sha256 ", "sha256  ")):
        assert old in text
        file.write_text(text.replace(old, new, 1))
        assert not verify(file)["verified"], old


def test_a_case_is_packed_by_its_id(operator, cleared, pack, verify):
    case = operator(f"{COMPLIANCE}/ListCases", {"page_size": 1})["cases"][0]["case_id"]
    code, file, said = pack("case", case)
    assert code == 0, said
    assert verify(file)["verified"]
    assert document_of(file)["subject"] == {"kind": "case", "id": case}


def test_what_nobody_knows_is_in_no_pack(pack):
    unknown = "6ba7b810-9dad-41d1-80b4-00c04fd430c8"
    for subject, words in (("payment", "no service has a fact"), ("case", "compliance has no case")):
        code, file, said = pack(subject, unknown)
        assert code == 1 and words in said and not file.exists(), said
