// SPDX-License-Identifier: Apache-2.0
// One description of the fields of each structure, in the order of the schemas, for reading and for
// writing: what one reads the other writes. F is FieldReader or FieldWriter; both are instantiated
// in the sources beside. Differences between messages and versions stand where the field stands.
#pragma once

#include "iso20022/part.h"

// parties_fields.cpp
#define CLEARWAY_PARTIES_FIELDS(Do)                                                              \
    Do(PostalAddress) Do(OtherId) Do(Birth) Do(Party) Do(Agent) Do(Account) Do(ReferredDocument) \
        Do(StructuredRemittance) Do(Remittance)

// transfer_fields.cpp
#define CLEARWAY_TRANSFER_FIELDS(Do)                                                      \
    Do(PaymentType) Do(SettlementInformation) Do(Page) Do(GroupHeader) Do(BusinessHeader) \
        Do(MessageReject) Do(Charge) Do(PaymentBatch) Do(CreditTransfer)

// answer_fields.cpp
#define CLEARWAY_ANSWER_FIELDS(Do)                                                              \
    Do(Reason) Do(Case) Do(StatusCount) Do(OriginalGroup) Do(OriginalBatch) Do(OriginalDetails) \
        Do(TransactionStatus) Do(StatusRequest) Do(PaymentReturn) Do(CaseAssignment)            \
            Do(ControlData) Do(Resolution) Do(UnderlyingGroup) Do(CancellationRequest)          \
                Do(CancellationStatus)

// statement_fields.cpp
#define CLEARWAY_STATEMENT_FIELDS(Do)                                                     \
    Do(Balance) Do(EntryCount) Do(EntryTotals) Do(Statement) Do(BankTransactionCode)      \
        Do(ExchangedAmount) Do(AmountDetails) Do(ChargeRecord) Do(EntryCharges)           \
            Do(ProprietaryReference) Do(References) Do(EntryTransaction) Do(EntryDetails) \
                Do(Entry) Do(EntryMore) Do(StatementEnd)

namespace clearway::iso20022 {

template <class F, class T>
using Held = typename F::template Held<T>;

#define CLEARWAY_DECLARE(Type) \
    template <class F>         \
    void Describe(F& fields, Held<F, Type>& value);

CLEARWAY_PARTIES_FIELDS(CLEARWAY_DECLARE)
CLEARWAY_TRANSFER_FIELDS(CLEARWAY_DECLARE)
CLEARWAY_ANSWER_FIELDS(CLEARWAY_DECLARE)
CLEARWAY_STATEMENT_FIELDS(CLEARWAY_DECLARE)

#undef CLEARWAY_DECLARE

// For the sources beside, which make both of what they describe.
#define CLEARWAY_MAKE_BOTH(Type)                 \
    template void Describe(FieldReader&, Type&); \
    template void Describe(FieldWriter&, const Type&);

}  // namespace clearway::iso20022
