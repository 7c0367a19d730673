// SPDX-License-Identifier: Apache-2.0
// A message is a sequence of parts in the order of the document. The reader hands them out one by
// one, the writer takes them one by one, so neither holds a message of millions of entries.
//
//   pain.001        GroupHeader, then PaymentBatch and its CreditTransfers, again and again
//   pacs.008/009    GroupHeader, CreditTransfer...
//   pain.002        GroupHeader, OriginalGroup, then OriginalBatch and its TransactionStatus...
//   pacs.002        GroupHeader, OriginalGroup..., TransactionStatus...
//   pacs.004        GroupHeader, OriginalGroup if any, PaymentReturn...
//   pacs.028        GroupHeader, OriginalGroup..., StatusRequest...
//   camt.056        CaseAssignment, Case, ControlData, then UnderlyingGroup and its
//                   CancellationRequests
//   camt.029        CaseAssignment, Case, Resolution, then UnderlyingGroup and its
//                   CancellationStatus...
//   camt.052/3/4    GroupHeader, then Statement, its Entries (EntryMore behind a large one) and its
//                   StatementEnd
//   admi.002        MessageReject
//   head.001        BusinessHeader; in an envelope it goes before the parts of the message
#pragma once

#include <variant>

#include "iso20022/model/entry.h"
#include "iso20022/model/returns.h"

namespace clearway::iso20022 {

using Part =
    std::variant<BusinessHeader, GroupHeader, PaymentBatch, CreditTransfer, OriginalGroup,
                 OriginalBatch, TransactionStatus, PaymentReturn, StatusRequest, CaseAssignment,
                 Case, ControlData, Resolution, UnderlyingGroup, CancellationRequest,
                 CancellationStatus, Statement, Entry, EntryMore, StatementEnd, MessageReject>;

}  // namespace clearway::iso20022
