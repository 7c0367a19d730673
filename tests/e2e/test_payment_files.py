# SPDX-License-Identifier: Apache-2.0
"""Many payments as one file: a pain.001 in, payments, a pain.002 back."""

import datetime
import json
import pathlib
import subprocess

import pytest
from support.bank import new_key
from support.payment_files import Files, Report, command, initiation, initiation_of, spread, transfer

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "libs/iso20022/schemas/xsd/pain.002.001.10.xsd"
ELSEWHERE = ("<CdtTrfTxInf><PmtId><EndToEndId>no-iban</EndToEndId></PmtId>"
             '<Amt><InstdAmt Ccy="EUR">1.00</InstdAmt></Amt><Cdtr><Nm>Erika Muster</Nm><PstlAdr>'
             "<Ctry>DE</Ctry></PstlAdr></Cdtr><CdtrAcct><Id><IBAN>DE00370400440532013000</IBAN></Id>"
             "</CdtrAcct></CdtTrfTxInf>")


@pytest.fixture(scope="module")
def files(acme):
    return Files(acme)


def test_200_payments_of_a_file_are_made_once_and_the_bad_ones_are_rejected(bank, files, tmp_path):
    debtors = [bank.funded("100") for _ in range(10)]
    creditor, dollars = bank.open(kind="merchant"), bank.open("USD")
    transfers = [transfer(creditor, f"e{number}") for number in range(197)]
    transfers += [transfer(dollars, "dollars"), transfer(new_key(), "unknown"), ELSEWHERE]
    content = initiation_of(spread(debtors, transfers), "200.00")
    taken = files.submit(content)
    assert taken.status == 201, taken
    file_id = taken.json["file_id"]
    again = files.submit(content)
    assert (again.status, again.json["file_id"]) == (201, file_id)
    assert again.headers.get("idempotency-replayed") == "true"
    done = files.wait_counts(file_id, {"ACSC": 197, "RJCT": 3})
    assert (done["state"], done["payments"]) == ("done", 200)
    assert {"iso_status": "ACSC", "payments": 197,
            "sum": {"currency": "EUR", "value": "197.00"}} in done["counts"]
    assert bank.balances(creditor)[0] == 197
    assert sum(bank.balances(debtor)[1] for debtor in debtors) == 803

    raw = files.report(file_id)
    report = Report(raw)
    assert report.group == "PART"
    assert report.transactions["e0"] == ("ACSC", [])
    assert report.transactions["dollars"] == ("RJCT", ["AM03"])
    assert report.transactions["unknown"] == ("RJCT", ["AC03"])
    assert report.transactions["no-iban"] == ("RJCT", ["AC03"])
    assert files.report(file_id) == raw, "nothing has happened meanwhile"
    written = tmp_path / "report.xml"
    written.write_bytes(raw)
    judged = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", SCHEMA, written], text=True,
                            capture_output=True, timeout=60)
    assert judged.returncode == 0, judged.stderr

    payments = files.payments(file_id)
    assert [payment["position"] for payment in payments] == list(range(1, 201))
    by_reference = {payment["end_to_end_id"]: payment["payment_id"] for payment in payments}
    assert bank.payment(by_reference["e7"])["end_to_end_id"] == "e7"
    assert bank.partner.get(f"/v1/payments/{by_reference['dollars']}").status == 404


def test_a_file_is_its_message_id_and_its_bytes(bank, files):
    debtor, creditor, key = bank.funded("10"), bank.open(), new_key()
    first = files.submit(initiation(debtor, [transfer(creditor, "a")], "1.00", "MSG-" + key[:8]), key)
    assert first.status == 201
    other_bytes = files.submit(initiation(debtor, [transfer(creditor, "b")], "1.00", "MSG-" + key[:8]))
    assert (other_bytes.status, other_bytes.json["code"]) == (422, "idempotency_key_reused")
    other_file = files.submit(initiation(debtor, [transfer(creditor, "a")], "1.00"), key)
    assert (other_file.status, other_file.json["code"]) == (422, "idempotency_key_reused")
    files.wait_counts(first.json["file_id"], {"ACSC": 1})
    assert bank.balances(debtor)[0] == 9


@pytest.mark.parametrize("count, total, code", [(1, "3.00", "AM10"), (2, "1.00", "AM18")])
def test_a_file_that_does_not_add_up_is_refused_as_a_whole(bank, files, count, total, code):
    debtor = bank.funded("10")
    answer = files.submit(initiation(debtor, [transfer(bank.open(), "a")], total, count=count))
    assert (answer.status, answer.json["state"]) == (201, "refused"), answer
    assert [reason["code"] for reason in answer.json["reasons"]] == [code]
    report = Report(files.report(answer.json["file_id"]))
    assert (report.group, report.group_reasons, report.transactions) == ("RJCT", [code], {})
    assert bank.balances(debtor)[0] == 10


def test_a_later_day_is_waited_for(bank, files):
    debtor, creditor = bank.funded("10"), bank.open()
    day = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=2)).date().isoformat()
    waits = files.submit(initiation(debtor, [transfer(creditor, "a")], "1.00", day=day)).json
    # What comes after it is done, and it still waits.
    now = files.submit(initiation(debtor, [transfer(creditor, "b")], "1.00")).json
    files.wait_counts(now["file_id"], {"ACSC": 1})
    assert files.get(waits["file_id"])["state"] == "received"
    report = Report(files.report(waits["file_id"]))
    assert (report.group, report.transactions) == ("ACTC", {"a": ("ACTC", [])})
    assert files.payments(waits["file_id"])[0]["due_at"] == day + "T00:00:00Z"
    assert bank.balances(debtor) == (9, 9, 0)

    never = files.submit(initiation(debtor, [transfer(creditor, "a")], "1.00", day="2099-01-02")).json
    assert never["state"] == "done"
    assert Report(files.report(never["file_id"])).transactions["a"] == ("RJCT", ["CH03"])


def test_what_waits_of_a_file_is_cancelled_and_the_rest_goes_on(bank, files, globex, operator):
    debtor, creditor = bank.funded("10"), bank.open()
    day = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=2)).date().isoformat()
    waits = files.submit(initiation(debtor, [transfer(creditor, "a")], "1.00", day=day)).json
    path = waits["links"]["cancel"]
    assert globex.post(path, {}).status == 404
    for _ in range(2):
        cancelled = bank.partner.post(path, {})
        assert (cancelled.status, cancelled.json["state"]) == (200, "done"), cancelled
        assert "cancel" not in cancelled.json["links"]
    report = Report(files.report(waits["file_id"]))
    assert (report.group, report.transactions) == ("RJCT", {"a": ("CANC", ["DS02"])})
    assert bank.balances(debtor) == (10, 10, 0)
    other = files.submit(initiation(debtor, [transfer(creditor, "b")], "1.00", day=day)).json
    told = operator("payment.v1.PaymentFileService/CancelPaymentFile", {"file_id": other["file_id"]})
    assert told["state"] == "done"
    # What is a payment stays one.
    made = files.submit(initiation(debtor, [transfer(creditor, "c")], "1.00")).json
    files.wait_counts(made["file_id"], {"ACSC": 1})
    kept = bank.partner.post(f"/v1/payment-files/{made['file_id']}:cancel", {})
    assert (kept.status, kept.json["counts"][0]["iso_status"]) == (200, "ACSC")


def test_a_payroll_of_one_account_is_one_order_to_velocity(bank, files):
    debtor, creditor = bank.funded("100"), bank.open()
    payroll = [transfer(creditor, f"e{number}") for number in range(40)]
    file_id = files.submit(initiation(debtor, payroll, "40.00")).json["file_id"]
    files.wait_counts(file_id, {"ACSC": 40})
    bank.settle(debtor, creditor, "1")
    assert bank.balances(debtor)[0] == 59


BAD = [
    ("no XML", lambda good: "secret"),
    ("empty", lambda good: " "),
    ("bomb", lambda good: good.replace("<Document", '<!DOCTYPE a [<!ENTITY b "secret"><!ENTITY c '
                                       '"&b;&b;&b;&b;">]><Document', 1).replace("B-1", "&c;")),
    ("entity", lambda good: good.replace("<Document", '<!DOCTYPE a [<!ENTITY b SYSTEM '
                                         '"file:///etc/passwd">]><Document', 1).replace("B-1", "&b;")),
    ("truncated", lambda good: good[:-60]),
    ("two documents", lambda good: good + good[good.index("<Document"):]),
    ("wrong namespace", lambda good: good.replace("pain.001.001.09", "pain.001.001.99")),
    ("another message", lambda good: good.replace("pain.001.001.09", "pacs.008.001.08")),
    ("five decimals", lambda good: good.replace(">1.00<", ">1.00001<")),
    ("negative", lambda good: good.replace(">1.00<", ">-1.00<")),
]


@pytest.mark.parametrize("name, change", BAD, ids=[name for name, _ in BAD])
def test_what_cannot_be_trusted_is_a_problem_and_changes_nothing(bank, files, name, change):
    debtor = bank.funded("10")
    before = len(files.all())
    answer = files.submit(change(initiation(debtor, [transfer(bank.open(), "a")], "1.00")))
    assert (answer.status, answer.json["code"]) == (400, "invalid_argument"), answer
    assert answer.json["errors"][0]["field"].startswith("content")
    assert "secret" not in json.dumps(answer.json) and "root:" not in json.dumps(answer.json)
    assert len(files.all()) == before
    assert bank.balances(debtor) == (10, 10, 0)


@pytest.mark.parametrize("content", ["@@@", "PD94", "YWJj\n", "YWJ"])
def test_content_must_be_base64_of_a_document(bank, content):
    answer = bank.partner.post("/v1/payment-files", {"content": content}, key=new_key())
    assert (answer.status, answer.json["code"]) == (400, "invalid_argument")


def test_another_partner_sees_nothing_of_it(bank, files, globex):
    debtor = bank.funded("10")
    content = initiation(debtor, [transfer(bank.open(), "a")], "1.00")
    file_id = files.submit(content).json["file_id"]
    for path in ("", "/report", "/payments"):
        assert globex.get(f"/v1/payment-files/{file_id}{path}").status == 404
    theirs = Files(globex)
    taken = theirs.submit(content)
    assert (taken.status, taken.json["file_id"] != file_id) == (201, True)
    theirs.wait_counts(taken.json["file_id"], {"RJCT": 1})
    assert Report(theirs.report(taken.json["file_id"])).transactions["a"] == ("RJCT", ["AC02"])
    files.wait_counts(file_id, {"ACSC": 1})
    assert bank.balances(debtor)[0] == 9


def test_a_file_too_large_for_a_call_goes_in_by_the_command(bank, files, stack, tmp_path):
    debtors, creditor = [bank.funded("100") for _ in range(20)], bank.open(kind="merchant")
    transfers = [transfer(creditor, f"e{number}") for number in range(400)]
    content = initiation_of(spread(debtors, transfers), "400.00")
    assert files.submit(content).status == 413
    path = tmp_path / "large.xml"
    path.write_text(content)
    done = command(stack, "submit-file", str(path), "--partner", "acme", "--wait", "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["state"], told["ordered"], told["replayed"]) == ("done", 400, False)
    files.wait_counts(told["file_id"], {"ACSC": 400})
    assert [bank.balances(debtor)[0] for debtor in debtors] == [80] * 20
    report = command(stack, "report-file", told["file_id"], "--partner", "acme")
    assert report.returncode == 0, report.stderr
    assert report.stdout.encode() == files.report(told["file_id"])
    again = command(stack, "submit-file", str(path), "--partner", "acme", "--json")
    assert json.loads(again.stdout)["replayed"] is True
    path.write_text(content.replace("<CtrlSum>400.00", "<CtrlSum>400.01").replace("<MsgId>", "<MsgId>X"))
    refused = command(stack, "submit-file", str(path), "--partner", "acme")
    assert refused.returncode == 1 and "AM10" in refused.stdout
    path.write_text("no XML")
    assert command(stack, "submit-file", str(path), "--partner", "acme").returncode == 1
    assert command(stack, "submit-file").returncode == 2
