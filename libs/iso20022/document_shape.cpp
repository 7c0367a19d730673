// SPDX-License-Identifier: Apache-2.0
#include "iso20022/document_shape.h"

#include <array>
#include <utility>

namespace clearway::iso20022 {
namespace {

using enum MessageKind;
using enum Place;

template <class T, std::size_t I = 0>
constexpr std::size_t Index() {
    if constexpr (std::is_same_v<std::variant_alternative_t<I, Part>, T>) {
        return I;
    } else {
        return Index<T, I + 1>();
    }
}

constexpr PartElement kElements[] = {
    {kHead001, "AppHdr", kTop, Index<BusinessHeader>()},
    {kAdmi002, "admi.002.001.01", kTop, Index<MessageReject>()},

    {kPain001, "GrpHdr", kTop, Index<GroupHeader>()},
    {kPain001, "PmtInf", kGroup, Index<PaymentBatch>()},
    {kPain001, "CdtTrfTxInf", kItem, Index<CreditTransfer>()},

    {kPain002, "GrpHdr", kTop, Index<GroupHeader>()},
    {kPain002, "OrgnlGrpInfAndSts", kTop, Index<OriginalGroup>()},
    {kPain002, "OrgnlPmtInfAndSts", kGroup, Index<OriginalBatch>()},
    {kPain002, "TxInfAndSts", kItem, Index<TransactionStatus>()},

    {kPacs002, "GrpHdr", kTop, Index<GroupHeader>()},
    {kPacs002, "OrgnlGrpInfAndSts", kTop, Index<OriginalGroup>()},
    {kPacs002, "TxInfAndSts", kTop, Index<TransactionStatus>()},

    {kPacs004, "GrpHdr", kTop, Index<GroupHeader>()},
    {kPacs004, "OrgnlGrpInf", kTop, Index<OriginalGroup>()},
    {kPacs004, "TxInf", kTop, Index<PaymentReturn>()},

    {kPacs008, "GrpHdr", kTop, Index<GroupHeader>()},
    {kPacs008, "CdtTrfTxInf", kTop, Index<CreditTransfer>()},

    {kPacs009, "GrpHdr", kTop, Index<GroupHeader>()},
    {kPacs009, "CdtTrfTxInf", kTop, Index<CreditTransfer>()},

    {kPacs028, "GrpHdr", kTop, Index<GroupHeader>()},
    {kPacs028, "OrgnlGrpInf", kTop, Index<OriginalGroup>()},
    {kPacs028, "TxInf", kTop, Index<StatusRequest>()},

    {kCamt029, "Assgnmt", kTop, Index<CaseAssignment>()},
    {kCamt029, "RslvdCase", kTop, Index<Case>()},
    {kCamt029, "Sts", kTop, Index<Resolution>()},
    {kCamt029, "CxlDtls", kGroup, Index<UnderlyingGroup>()},
    {kCamt029, "TxInfAndSts", kItem, Index<CancellationStatus>()},

    {kCamt052, "GrpHdr", kTop, Index<GroupHeader>()},
    {kCamt052, "Rpt", kGroup, Index<Statement>()},
    {kCamt052, "Ntry", kItem, Index<Entry>()},

    {kCamt053, "GrpHdr", kTop, Index<GroupHeader>()},
    {kCamt053, "Stmt", kGroup, Index<Statement>()},
    {kCamt053, "Ntry", kItem, Index<Entry>()},

    {kCamt054, "GrpHdr", kTop, Index<GroupHeader>()},
    {kCamt054, "Ntfctn", kGroup, Index<Statement>()},
    {kCamt054, "Ntry", kItem, Index<Entry>()},

    {kCamt056, "Assgnmt", kTop, Index<CaseAssignment>()},
    {kCamt056, "Case", kTop, Index<Case>()},
    {kCamt056, "CtrlData", kTop, Index<ControlData>()},
    {kCamt056, "Undrlyg", kGroup, Index<UnderlyingGroup>()},
    {kCamt056, "TxInf", kItem, Index<CancellationRequest>()},
};

template <std::size_t... I>
Part MakeEmpty(std::size_t index, std::index_sequence<I...>) {
    using Maker = Part (*)();
    static constexpr Maker kMakers[] = {[] { return Part(std::in_place_index<I>); }...};
    return kMakers[index]();
}

}  // namespace

std::span<const PartElement> AllPartElements() { return kElements; }

const PartElement* FindElement(MessageKind kind, std::string_view element, Place place) {
    for (const auto& row : kElements) {
        const bool fits = (row.place == kItem) == (place == kItem);
        if (row.kind == kind && fits && row.element == element) return &row;
    }
    return nullptr;
}

const PartElement* FindPart(MessageKind kind, const Part& part) {
    for (const auto& row : kElements)
        if (row.kind == kind && row.part == part.index()) return &row;
    return nullptr;
}

Part EmptyPart(std::size_t index) {
    return MakeEmpty(index, std::make_index_sequence<std::variant_size_v<Part>>());
}

}  // namespace clearway::iso20022
