// SPDX-License-Identifier: Apache-2.0
#include "iso20022/message_type.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <stdexcept>

#include "embedded/iso20022_schemas.h"
#include "xml/schema.h"

namespace clearway::iso20022 {
namespace {

using enum MessageKind;

constexpr std::string_view kNamespace = "urn:iso:std:iso:20022:tech:xsd:";

constexpr MessageType kTypes[] = {
    {kHead001, "head.001.001.02", ""},
    {kAdmi002, "admi.002.001.01", "admi.002.001.01"},
    {kPain001, "pain.001.001.03", "CstmrCdtTrfInitn"},
    {kPain001, "pain.001.001.09", "CstmrCdtTrfInitn"},
    {kPain001, "pain.001.001.11", "CstmrCdtTrfInitn"},
    {kPain002, "pain.002.001.03", "CstmrPmtStsRpt"},
    {kPain002, "pain.002.001.10", "CstmrPmtStsRpt"},
    {kPain002, "pain.002.001.11", "CstmrPmtStsRpt"},
    {kPacs002, "pacs.002.001.10", "FIToFIPmtStsRpt"},
    {kPacs002, "pacs.002.001.12", "FIToFIPmtStsRpt"},
    {kPacs004, "pacs.004.001.09", "PmtRtr"},
    {kPacs004, "pacs.004.001.10", "PmtRtr"},
    {kPacs004, "pacs.004.001.11", "PmtRtr"},
    {kPacs008, "pacs.008.001.08", "FIToFICstmrCdtTrf"},
    {kPacs008, "pacs.008.001.10", "FIToFICstmrCdtTrf"},
    {kPacs009, "pacs.009.001.08", "FICdtTrf"},
    {kPacs028, "pacs.028.001.03", "FIToFIPmtStsReq"},
    {kCamt029, "camt.029.001.09", "RsltnOfInvstgtn"},
    {kCamt052, "camt.052.001.08", "BkToCstmrAcctRpt"},
    {kCamt053, "camt.053.001.02", "BkToCstmrStmt"},
    {kCamt053, "camt.053.001.04", "BkToCstmrStmt"},
    {kCamt053, "camt.053.001.08", "BkToCstmrStmt"},
    {kCamt054, "camt.054.001.02", "BkToCstmrDbtCdtNtfctn"},
    {kCamt054, "camt.054.001.04", "BkToCstmrDbtCdtNtfctn"},
    {kCamt054, "camt.054.001.08", "BkToCstmrDbtCdtNtfctn"},
    {kCamt056, "camt.056.001.08", "FIToFIPmtCxlReq"},
};

std::string_view SchemaText(std::string_view name) {
    const auto& files = embedded::iso20022_schemas::kAll;
    const auto found = std::ranges::find(files, name, &embedded::iso20022_schemas::File::name);
    if (found == files.end()) throw std::logic_error("a message type without a schema");
    return found->text;
}

struct CompiledOnce {
    std::once_flag once;
    std::optional<xml::Schema> schema;
};

}  // namespace

std::string MessageType::Namespace() const { return std::string(kNamespace).append(name); }

std::span<const MessageType> AllMessageTypes() { return kTypes; }

std::optional<MessageType> FindMessageType(std::string_view name) {
    const auto* found = std::ranges::find(kTypes, name, &MessageType::name);
    if (found == std::end(kTypes)) return std::nullopt;
    return *found;
}

std::optional<MessageType> FindMessageTypeByNamespace(std::string_view name_space) {
    if (!name_space.starts_with(kNamespace)) return std::nullopt;
    return FindMessageType(name_space.substr(kNamespace.size()));
}

MessageType WrittenType(MessageKind kind) {
    constexpr std::string_view kWritten[] = {
        "head.001.001.02", "admi.002.001.01", "pain.001.001.09", "pain.002.001.10",
        "pacs.002.001.10", "pacs.004.001.09", "pacs.008.001.08", "pacs.009.001.08",
        "pacs.028.001.03", "camt.029.001.09", "camt.052.001.08", "camt.053.001.08",
        "camt.054.001.08", "camt.056.001.08"};
    return *FindMessageType(kWritten[static_cast<std::size_t>(kind)]);
}

bool IsReport(MessageKind kind) { return kind == kCamt052 || kind == kCamt053 || kind == kCamt054; }

const xml::Schema& SchemaOf(const MessageType& type) {
    static std::array<CompiledOnce, std::size(kTypes)> all;
    const auto* row = std::ranges::find(kTypes, type.name, &MessageType::name);
    if (row == std::end(kTypes)) throw std::logic_error("no type of a message");
    auto& one = all[static_cast<std::size_t>(row - std::begin(kTypes))];
    std::call_once(one.once, [&] { one.schema.emplace(SchemaText(type.name)); });
    return *one.schema;
}

}  // namespace clearway::iso20022
