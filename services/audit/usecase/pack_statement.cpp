// SPDX-License-Identifier: Apache-2.0
#include "services/audit/usecase/pack_statement.h"

#include <sstream>
#include <stdexcept>

#include "crypto/base64.h"
#include "crypto/signed_note.h"

namespace clearway::audit {

namespace {

constexpr std::string_view kContent = "sha256 ";

std::string TextOf(const PackStatement& statement) {
    return std::string(kPackHeader) + '\n' + statement.subject.kind + ' ' + statement.subject.id +
           '\n' + std::string(kContent) + crypto::ToBase64(merkle::BytesOf(statement.content)) +
           '\n';
}

// nullopt for anything but what TextOf writes.
std::optional<PackStatement> ParseText(const std::string& text) {
    std::istringstream lines(text);
    std::string header, subject, content;
    std::getline(lines, header);
    std::getline(lines, subject);
    std::getline(lines, content);
    const auto blank = subject.find(' ');
    if (blank == std::string::npos || !content.starts_with(kContent)) return std::nullopt;
    const auto digest = crypto::FromBase64(std::string_view(content).substr(kContent.size()));
    if (!digest || digest->size() != merkle::kHashSize) return std::nullopt;
    PackStatement statement{
        .subject = {.kind = subject.substr(0, blank), .id = subject.substr(blank + 1)},
        .content = merkle::HashOfBytes(digest->data())};
    if (!IsPackSubject(statement.subject) || TextOf(statement) != text) return std::nullopt;
    return statement;
}

}  // namespace

bool IsPackSubject(const PackSubject& subject) {
    const auto id = core::Uuid::Parse(subject.id);
    return (subject.kind == "payment" || subject.kind == "case") && id &&
           id->ToString() == subject.id;
}

std::string SignPackStatement(const PackStatement& statement, std::string_view origin,
                              const crypto::PrivateKey& key) {
    if (!IsPackSubject(statement.subject))
        throw std::invalid_argument("a pack is about a payment or a case");
    return crypto::SignNote(TextOf(statement), origin, key);
}

OpenedPackStatement OpenPackStatement(std::string_view note, std::string_view origin,
                                      const crypto::PublicKey& key) {
    const auto parsed = crypto::ParseNote(note);
    if (!parsed || parsed->signatures.size() != 1)
        return {std::nullopt, "is no note with one signature"};
    auto statement = ParseText(parsed->text);
    if (!statement) return {std::nullopt, "is no statement of an evidence pack"};
    if (!crypto::IsSignedBy(parsed->text, parsed->signatures.front(), origin, key))
        return {std::nullopt, "is not signed by this key"};
    return {std::move(statement), {}};
}

}  // namespace clearway::audit
