// SPDX-License-Identifier: Apache-2.0
// For tests: a pain.001 as text, so that it can be wrong in any way.
#pragma once

#include <string>
#include <vector>

#include "services/payment/domain/payment.h"

namespace clearway::payment {

inline std::string Hex(const core::AccountId& id) {
    auto text = id.ToString();
    std::erase(text, '-');
    return text;
}

// A CdtTrfTxInf; parts of it can be replaced.
struct Transfer {
    std::string end_to_end_id = "e2e";
    std::string amount = R"(<InstdAmt Ccy="EUR">1.00</InstdAmt>)";
    std::string before_creditor = {};  // CdtrAgt and the like
    std::string creditor = "<Cdtr><Nm>Erika Muster</Nm><PstlAdr><Ctry>DE</Ctry></PstlAdr></Cdtr>";
    std::string account = "<IBAN>DE89370400440532013000</IBAN>";
    std::string after_creditor = "<RmtInf><Ustrd>rent of may</Ustrd></RmtInf>";
    std::string instruction_id = "i";

    std::string Text() const {
        return "<CdtTrfTxInf><PmtId><InstrId>" + instruction_id + "</InstrId><EndToEndId>" +
               end_to_end_id + "</EndToEndId></PmtId><Amt>" + amount + "</Amt>" + before_creditor +
               creditor + "<CdtrAcct><Id>" + account + "</Id></CdtrAcct>" + after_creditor +
               "</CdtTrfTxInf>\n";
    }
};

inline Transfer ToAccount(const core::AccountId& creditor, const std::string& end_to_end_id) {
    return {.end_to_end_id = end_to_end_id,
            .creditor = {},
            .account = "<Othr><Id>" + Hex(creditor) + "</Id></Othr>",
            .after_creditor = {}};
}

// One PmtInf of transfers of 1.00 EUR; what is announced can be false.
struct Pain001 {
    std::string version = "001.001.09";
    std::string message_id = "MSG-1";
    core::AccountId debtor;
    std::string debtor_account = {};  // instead
    std::vector<Transfer> transfers = {};
    std::string number = {};  // empty: the right one
    std::string sum = {};     // empty: that of transfers of 1.00
    std::string batch_number = {};
    std::string day = "2026-03-02";
    std::string method = "TRF";

    std::string Text() const {
        const auto count = std::to_string(transfers.size());
        const auto total = sum.empty() ? count + ".00" : sum;
        const auto account =
            debtor_account.empty() ? "<Othr><Id>" + Hex(debtor) + "</Id></Othr>" : debtor_account;
        const bool old = version == "001.001.03";
        std::string text =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\""
            "urn:iso:std:iso:20022:tech:xsd:pain." +
            version + "\"><CstmrCdtTrfInitn><GrpHdr><MsgId>" + message_id +
            "</MsgId><CreDtTm>2026-03-01T09:00:00Z</CreDtTm><NbOfTxs>" +
            (number.empty() ? count : number) + "</NbOfTxs><CtrlSum>" + total +
            "</CtrlSum><InitgPty><Nm>Acme</Nm></InitgPty></GrpHdr><PmtInf><PmtInfId>"
            "B-1</PmtInfId><PmtMtd>" +
            method + "</PmtMtd><NbOfTxs>" + (batch_number.empty() ? count : batch_number) +
            "</NbOfTxs><ReqdExctnDt>" + (old ? day : "<Dt>" + day + "</Dt>") +
            "</ReqdExctnDt><Dbtr><Nm>Acme</Nm></Dbtr><DbtrAcct><Id>" + account +
            "</Id></DbtrAcct><DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr>"
            "</FinInstnId></DbtrAgt>\n";
        for (const auto& transfer : transfers) text += transfer.Text();
        return text + "</PmtInf></CstmrCdtTrfInitn></Document>\n";
    }
};

}  // namespace clearway::payment
