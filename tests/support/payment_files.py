# SPDX-License-Identifier: Apache-2.0
"""Payment files as a partner writes and reads them: a pain.001 of accounts here, its pain.002."""

import base64
import os
import subprocess
import xml.etree.ElementTree as ElementTree

import clearway_local
from support.bank import new_key

PAIN_001 = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
PAIN_002 = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"}


def number(account):
    """An account's id as Othr/Id has room for it."""
    return account.replace("-", "")


def transfer(creditor, reference, value="1.00", currency="EUR"):
    return (f"<CdtTrfTxInf><PmtId><EndToEndId>{reference}</EndToEndId></PmtId>"
            f'<Amt><InstdAmt Ccy="{currency}">{value}</InstdAmt></Amt>'
            f"<CdtrAcct><Id><Othr><Id>{number(creditor)}</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>")


def spread(debtors, transfers):
    """Batches, one of each debtor."""
    return [(debtor, transfers[number::len(debtors)]) for number, debtor in enumerate(debtors)]


def batch(debtor, transfers, day):
    return f"""<PmtInf><PmtInfId>B-1</PmtInfId><PmtMtd>TRF</PmtMtd>
<ReqdExctnDt><Dt>{day}</Dt></ReqdExctnDt><Dbtr><Nm>Acme</Nm></Dbtr>
<DbtrAcct><Id><Othr><Id>{number(debtor)}</Id></Othr></Id></DbtrAcct>
<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt>
{''.join(transfers)}</PmtInf>"""


def initiation(debtor, transfers, total, message_id=None, day="2026-01-02", count=None):
    """The XML of a pain.001 with one batch; `total` and `count` may be false."""
    return initiation_of([(debtor, transfers)], total, message_id, day, count)


def initiation_of(batches, total, message_id=None, day="2026-01-02", count=None):
    """The same of several batches, pairs of a debtor and transfers."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{PAIN_001}"><CstmrCdtTrfInitn><GrpHdr><MsgId>{message_id or number(new_key())}</MsgId>
<CreDtTm>2026-01-02T09:00:00Z</CreDtTm><NbOfTxs>{count or sum(len(b[1]) for b in batches)}</NbOfTxs>
<CtrlSum>{total}</CtrlSum><InitgPty><Nm>Acme</Nm></InitgPty></GrpHdr>
{''.join(batch(debtor, transfers, day) for debtor, transfers in batches)}</CstmrCdtTrfInitn></Document>
"""


def command(stack, *words):
    """clearway-payment with the settings of the service."""
    return subprocess.run([str(stack.bin / "clearway-payment"), *words], text=True, capture_output=True,
                          env={**os.environ, **stack.settings("payment")}, timeout=120)


class Files:
    """One partner's payment files."""

    def __init__(self, partner):
        self.partner = partner

    def submit(self, content, key=None):
        """The plain answer."""
        raw = content if isinstance(content, bytes) else content.encode()
        return self.partner.post("/v1/payment-files", {"content": base64.b64encode(raw).decode()},
                                 key=key or new_key())

    def get(self, file_id):
        answer = self.partner.get(f"/v1/payment-files/{file_id}")
        assert answer.status == 200, answer
        return answer.json

    def all(self):
        answer = self.partner.get("/v1/payment-files?page_size=200")
        assert answer.status == 200, answer
        return answer.json["files"]

    def payments(self, file_id):
        """All pages, in the order of the file."""
        found, token = [], ""
        while True:
            answer = self.partner.get(f"/v1/payment-files/{file_id}/payments?page_size=150{token}")
            assert answer.status == 200, answer
            found += answer.json["payments"]
            if not answer.json.get("next_page_token"):
                return found
            token = f"&page_token={answer.json['next_page_token']}"

    def report(self, file_id):
        """The bytes of the pain.002."""
        answer = self.partner.get(f"/v1/payment-files/{file_id}/report")
        assert answer.status == 200, answer
        return base64.b64decode(answer.json["content"])

    def wait_counts(self, file_id, counts, timeout=60):
        """The file, once so many of its payments have each of these states."""
        found = {}

        def reached():
            found.update(self.get(file_id))
            return {count["iso_status"]: count["payments"] for count in found["counts"]} == counts

        clearway_local.wait_until(reached, timeout, f"{counts} of file {file_id}")
        return found


class Report:
    """What a pain.002 says."""

    def __init__(self, raw):
        root = ElementTree.fromstring(raw)
        self.group = root.findtext(".//p:GrpSts", namespaces=PAIN_002)
        self.group_reasons = [code.text for code in root.iterfind(
            ".//p:OrgnlGrpInfAndSts/p:StsRsnInf/p:Rsn/p:Cd", PAIN_002)]
        self.transactions = {}
        for status in root.iterfind(".//p:TxInfAndSts", PAIN_002):
            reference = status.findtext("p:OrgnlEndToEndId", namespaces=PAIN_002)
            codes = [code.text for code in status.iterfind("p:StsRsnInf/p:Rsn/p:Cd", PAIN_002)]
            self.transactions[reference] = (status.findtext("p:TxSts", namespaces=PAIN_002), codes)
