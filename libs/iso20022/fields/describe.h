// SPDX-License-Identifier: Apache-2.0
// One description of the fields of each structure, in the order of the schemas, for reading and for
// writing: what one reads the other writes. F is FieldReader or FieldWriter; both are instantiated
// in the sources beside. Differences between messages and versions stand where the field stands.
#pragma once

#include "iso20022/part.h"

namespace clearway::iso20022 {

template <class F, class T>
using Held = typename F::template Held<T>;

#define CLEARWAY_DESCRIBED(Type) \
    template <class F>           \
    void Describe(F& fields, Held<F, Type>& value);

// parties_fields.cpp
CLEARWAY_DESCRIBED(PostalAddress)
CLEARWAY_DESCRIBED(OtherId)
CLEARWAY_DESCRIBED(Birth)
CLEARWAY_DESCRIBED(Party)
CLEARWAY_DESCRIBED(Agent)
CLEARWAY_DESCRIBED(Account)
CLEARWAY_DESCRIBED(ReferredDocument)
CLEARWAY_DESCRIBED(StructuredRemittance)
CLEARWAY_DESCRIBED(Remittance)
// transfer_fields.cpp
CLEARWAY_DESCRIBED(PaymentType)
CLEARWAY_DESCRIBED(SettlementInformation)
CLEARWAY_DESCRIBED(Page)
CLEARWAY_DESCRIBED(GroupHeader)
CLEARWAY_DESCRIBED(BusinessHeader)
CLEARWAY_DESCRIBED(MessageReject)
CLEARWAY_DESCRIBED(Charge)
CLEARWAY_DESCRIBED(PaymentBatch)
CLEARWAY_DESCRIBED(CreditTransfer)
// answer_fields.cpp
CLEARWAY_DESCRIBED(Reason)
CLEARWAY_DESCRIBED(Case)
CLEARWAY_DESCRIBED(StatusCount)
CLEARWAY_DESCRIBED(OriginalGroup)
CLEARWAY_DESCRIBED(OriginalBatch)
CLEARWAY_DESCRIBED(OriginalDetails)
CLEARWAY_DESCRIBED(TransactionStatus)
CLEARWAY_DESCRIBED(StatusRequest)
CLEARWAY_DESCRIBED(PaymentReturn)
CLEARWAY_DESCRIBED(CaseAssignment)
CLEARWAY_DESCRIBED(ControlData)
CLEARWAY_DESCRIBED(Resolution)
CLEARWAY_DESCRIBED(UnderlyingGroup)
CLEARWAY_DESCRIBED(CancellationRequest)
CLEARWAY_DESCRIBED(CancellationStatus)
// statement_fields.cpp
CLEARWAY_DESCRIBED(Balance)
CLEARWAY_DESCRIBED(EntryCount)
CLEARWAY_DESCRIBED(EntryTotals)
CLEARWAY_DESCRIBED(Statement)
CLEARWAY_DESCRIBED(BankTransactionCode)
CLEARWAY_DESCRIBED(ExchangedAmount)
CLEARWAY_DESCRIBED(AmountDetails)
CLEARWAY_DESCRIBED(ChargeRecord)
CLEARWAY_DESCRIBED(EntryCharges)
CLEARWAY_DESCRIBED(ProprietaryReference)
CLEARWAY_DESCRIBED(References)
CLEARWAY_DESCRIBED(EntryTransaction)
CLEARWAY_DESCRIBED(EntryDetails)
CLEARWAY_DESCRIBED(Entry)
CLEARWAY_DESCRIBED(StatementEnd)

#undef CLEARWAY_DESCRIBED

}  // namespace clearway::iso20022
