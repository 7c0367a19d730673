// SPDX-License-Identifier: Apache-2.0
// What stands before the transactions of a message: headers, groups, cases.
#pragma once

#include "iso20022/model/parties.h"

namespace clearway::iso20022 {

struct PaymentType {
    std::string instruction_priority = {};
    std::string clearing_channel = {};
    std::vector<Code> service_levels = {};
    Code local_instrument = {};
    Code category_purpose = {};

    friend bool operator==(const PaymentType&, const PaymentType&) = default;
};

struct SettlementInformation {
    std::string method = {};  // INDA, INGA, COVE, CLRG
    Account account = {};
    Code clearing_system = {};
    Agent instructing_reimbursement_agent = {};
    Agent instructed_reimbursement_agent = {};

    friend bool operator==(const SettlementInformation&, const SettlementInformation&) = default;
};

struct Page {
    std::string number = {};
    std::optional<bool> last = {};

    friend bool operator==(const Page&, const Page&) = default;
};

// GrpHdr of payments, their answers and statements; each message has some of it.
struct GroupHeader {
    std::string message_id = {};
    std::optional<core::Timestamp> created = {};
    std::optional<bool> batch_booking = {};
    std::optional<std::uint64_t> number_of_transactions = {};
    std::optional<Decimal> control_sum = {};
    std::optional<bool> whole_group_returned = {};
    std::optional<core::Money> total_settlement_amount = {};
    std::optional<core::Money> total_returned_amount = {};
    std::optional<Date> settlement_date = {};
    SettlementInformation settlement = {};
    PaymentType payment_type = {};
    Party initiating_party = {};
    Agent forwarding_agent = {};
    Agent debtor_agent = {};
    Agent creditor_agent = {};
    Agent instructing_agent = {};
    Agent instructed_agent = {};
    Party recipient = {};
    Page page = {};
    std::string additional_information = {};

    friend bool operator==(const GroupHeader&, const GroupHeader&) = default;
};

// head.001: goes before a message in one envelope.
struct BusinessHeader {
    PartyOrAgent from = {};
    PartyOrAgent to = {};
    std::string business_message_id = {};
    std::string message_type = {};  // "pacs.008.001.08"
    std::string business_service = {};
    std::optional<core::Timestamp> created = {};
    std::string copy_or_duplicate = {};
    std::optional<bool> possible_duplicate = {};
    std::string priority = {};

    friend bool operator==(const BusinessHeader&, const BusinessHeader&) = default;
};

// admi.002: the receiver could not read what was sent.
struct MessageReject {
    std::string reference = {};  // of the message that was rejected
    std::string reason = {};
    std::optional<core::Timestamp> rejected = {};
    std::string location = {};
    std::string description = {};

    friend bool operator==(const MessageReject&, const MessageReject&) = default;
};

}  // namespace clearway::iso20022
