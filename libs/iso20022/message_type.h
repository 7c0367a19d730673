// SPDX-License-Identifier: Apache-2.0
// The messages and versions that are known, told apart by the namespace of the document alone.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace clearway::xml {
class Schema;
}

namespace clearway::iso20022 {

enum class MessageKind {
    kHead001,
    kAdmi002,
    kPain001,
    kPain002,
    kPacs002,
    kPacs004,
    kPacs008,
    kPacs009,
    kPacs028,
    kCamt029,
    kCamt052,
    kCamt053,
    kCamt054,
    kCamt056,
};

struct MessageType {
    MessageKind kind;
    std::string_view name;     // "pacs.008.001.08"
    std::string_view element;  // what the Document holds: "FIToFICstmrCdtTrf"

    std::string Namespace() const;
    friend bool operator==(const MessageType&, const MessageType&) = default;
};

// Every type that is read.
std::span<const MessageType> AllMessageTypes();

std::optional<MessageType> FindMessageType(std::string_view name);
std::optional<MessageType> FindMessageTypeByNamespace(std::string_view name_space);

// The one version of a kind that is written.
MessageType WrittenType(MessageKind kind);

bool IsReport(MessageKind kind);  // of an account: camt.052, camt.053, camt.054

// Compiled when it is first asked for, and kept. From any thread.
const xml::Schema& SchemaOf(const MessageType& type);

}  // namespace clearway::iso20022
