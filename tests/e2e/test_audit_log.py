# SPDX-License-Identifier: Apache-2.0
"""The audit log of a running stack: what happened is proven to somebody who has a file and the public key,
and what was changed behind the services' back is found."""

import datetime
import hashlib
import hmac
import stat
import subprocess

import pytest
from clearway_local import OperatorError
from support.audit_log import AUDIT, Auditor
from support.bank import new_key

DESK = "clearway.fraud.v1.FraudDeskService"
LEDGER = "clearway.settlement.v1.LedgerService"
ACTED = "clearway.common.v1.OperatorActed"


@pytest.fixture
def auditor(stack, tmp_path):
    return Auditor(stack, tmp_path)


@pytest.fixture
def proven(operator, wait_until):
    """proven(method, request, of): the answer, once it holds what `of` looks for."""

    def wait(method, request, of):
        def answered():
            try:
                answer = operator(f"{AUDIT}/{method}", request)
            except OperatorError as refused:
                if "not_found" in str(refused):
                    return None  # not signed yet
                raise
            return answer if of([entry["leaf"] for entry in answer.get("entries", [])]) else None

        return wait_until(answered, 60, f"{method} of {request}")

    return wait


def another_public_key(private):
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(private)], check=True)
    return subprocess.run(["openssl", "pkey", "-in", str(private), "-pubout"], check=True,
                          capture_output=True, text=True).stdout


def acted_of(stack, service, method):
    """(stream, hex of the payload) of the last call of an operator, as the called service stored it."""
    return stack.sql(f"clearway_{service}", f"""
        SELECT stream_id, encode(payload, 'hex') FROM events WHERE type = '{ACTED}'
        AND summary LIKE '%{method}' ORDER BY occurred_at DESC LIMIT 1""")[0]


def test_a_payment_is_proven_offline_with_the_public_key_alone(bank, auditor, proven, tmp_path):
    payment = bank.settle(bank.funded("100"), bank.open(), "25")["payment_id"]
    answer = proven("ListEntries", {"stream_ids": [payment]},
                    lambda leaves: any("PaymentSettled" in leaf for leaf in leaves))
    bundle = auditor.bundle(answer)
    verdict = auditor.verify(bundle)
    assert verdict["verified"] and verdict["entries"] == len(answer["entries"]) >= 2, verdict
    # One letter of it, another key, and nothing is verified.
    text = bundle.read_text()
    bundle.write_text(text.replace("PaymentSettled", "PaymentSettlec"))
    assert not auditor.verify(bundle)["verified"]
    bundle.write_text(text)
    assert auditor.verify(bundle)["verified"]
    other = tmp_path / "other.pem"
    other.write_text(another_public_key(tmp_path / "other.key"))
    assert auditor.verify(bundle, other)["fault"] == "the checkpoint is not signed by this key"


def test_what_an_operator_does_is_in_the_log_before_what_comes_of_it(stack, operator, auditor, proven):
    device = f"device-{new_key()}"
    tomorrow = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
    operator(f"{DESK}/ListParty", {"list": "block", "party": "device", "id": device,
                                   "expires_at": tomorrow.strftime("%Y-%m-%dT%H:%M:%SZ"),
                                   "reason": "stolen"})
    stream, payload = acted_of(stack, "fraud", "ListParty")
    assert "spiffe://clearway.local/operator/ops".encode().hex() in payload
    assert device.encode().hex() not in payload and b"stolen".hex() not in payload
    fact = {"fact": {"service": "fraud", "stream_id": stream, "version": 1}}
    answer = proven("GetInclusionProof", fact, lambda leaves: len(leaves) == 1)
    leaf = answer["entries"][0]["leaf"]
    assert leaf.startswith(f"fraud {stream} 1 ") and f" {ACTED} " in leaf
    assert leaf.endswith(hashlib.sha256(bytes.fromhex(payload)).hexdigest())
    assert auditor.verify(auditor.bundle(answer))["verified"]


def test_who_has_the_key_can_tell_what_an_operator_asked(stack, operator):
    operator(f"{LEDGER}/GetTrialBalance")  # an empty message is no bytes
    _, payload = acted_of(stack, "settlement", "GetTrialBalance")
    key = stack.state / "pki" / "operator-calls.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert hmac.new(key.read_bytes(), b"", hashlib.sha256).hexdigest() in payload


def test_a_checkpoint_that_was_kept_is_held_to_the_log(operator, bank, auditor, wait_until, tmp_path):
    before = operator(f"{AUDIT}/GetCheckpoint")
    note = tmp_path / "note"
    note.write_text(before["note"])
    bank.settle(bank.funded("100"), bank.open(), "25")
    wait_until(lambda: auditor.metric("clearway_audit_signed_size") > int(before["size"]), 60)
    grown = operator(f"{AUDIT}/GetConsistencyProof", {"from_size": before["size"]})
    assert int(grown["checkpoint"]["size"]) > int(before["size"])
    verdict = auditor.verify(auditor.bundle(grown), since=note)
    assert verdict["verified"] and verdict["kind"] == "growth", verdict


def test_what_is_not_signed_is_refused(operator):
    beyond = str(10 ** 12)
    for method, request, refusal in (
            ("GetCheckpoint", {"signed_size": beyond}, "invalid_argument"),
            ("GetConsistencyProof", {"from_size": beyond}, "invalid_argument"),
            ("GetInclusionProof", {"number": beyond}, "not_found"),
            ("GetInclusionProof", {"fact": {"service": "payment", "stream_id": new_key(), "version": 1}},
             "not_found")):
        with pytest.raises(OperatorError, match=refusal):
            operator(f"{AUDIT}/{method}", request)


def test_every_fact_of_every_service_is_in_the_log_as_its_event_store_has_it(bank, auditor):
    bank.settle(bank.funded("100"), bank.open(), "25")
    auditor.assert_every_fact_is_logged_once()


def test_a_row_that_was_altered_stops_the_signing_until_it_is_mended(stack, bank, auditor, wait_until):
    bank.settle(bank.funded("100"), bank.open(), "25")
    auditor.wait_signed()
    [(row,)] = stack.sql("clearway_audit", "SELECT sequence FROM audit_entries ORDER BY random() LIMIT 1")

    def move_version_by(step):
        stack.sql("clearway_audit", f"""
            BEGIN; SET LOCAL session_replication_role = replica;
            UPDATE audit_entries SET version = version + {step} WHERE sequence = {row}; COMMIT""")

    move_version_by(1)
    try:
        wait_until(lambda: auditor.metric("clearway_audit_signing_refused") == 1, 120)
        assert stack.admin("audit", "/readyz")[0] == 503
        wait_until(lambda: f"entry {row} does not fit its stored hash" in stack.log("audit"), 30)
        assert stack.admin("audit", "/healthz")[0] == 200
        verdict = auditor.verify(auditor.export())
        assert not verdict["verified"] and verdict["entry"] == int(row), verdict
    finally:
        move_version_by(-1)
    wait_until(lambda: stack.admin("audit", "/readyz")[0] == 200, 60, "the audit service to be ready")
    assert auditor.verify(auditor.export())["verified"]
