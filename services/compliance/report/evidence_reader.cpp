// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/report/evidence_reader.h"

#include <boost/json/parse.hpp>
#include <charconv>

#include "core/money.h"

namespace clearway::compliance {
namespace {

namespace json = boost::json;

// The member, or null: nothing is nowhere.
const json::value& In(const json::value& from, std::string_view name) {
    static const json::value kNothing;
    const auto* object = from.if_object();
    const auto* found = object == nullptr ? nullptr : object->if_contains(name);
    return found == nullptr ? kNothing : *found;
}

std::string TextIn(const json::value& from, std::string_view name) {
    const auto* text = In(from, name).if_string();
    return text == nullptr ? std::string() : std::string(*text);
}

std::span<const json::value> ArrayIn(const json::value& from, std::string_view name) {
    const auto* array = In(from, name).if_array();
    if (array == nullptr) return {};
    return {array->data(), array->size()};
}

std::string FirstOf(std::string one, std::string other) {
    return one.empty() ? std::move(other) : std::move(one);
}

// Minor units of a fact, where 64-bit numbers are texts, as a decimal.
std::string Decimal(const json::value& money) {
    const auto currency = core::Currency::Parse(TextIn(money, "currency"));
    const auto text = TextIn(money, "minor_units");
    std::int64_t minor = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), minor);
    if (!currency || text.empty() || read.ec != std::errc()) return {};
    return core::FormatDecimal(core::Money(*currency, minor));
}

ReportedEnd EndOfPayment(const json::value& party) {
    return {.account = FirstOf(TextIn(party, "account_id"), TextIn(party, "party_token")),
            .country = TextIn(party, "country")};
}

// The fact PaymentHeldForReview.
void ReadReview(const json::value& evidence, ReadEvidence& read) {
    const auto& terms = In(evidence, "terms");
    if (!terms.is_object()) return;
    read.transactions.push_back({.number = TextIn(terms, "payment_id"),
                                 .reference = TextIn(terms, "end_to_end_id"),
                                 .date = TextIn(terms, "created_at"),
                                 .amount = Decimal(In(terms, "amount")),
                                 .currency = TextIn(In(terms, "amount"), "currency"),
                                 .from = EndOfPayment(In(terms, "debtor")),
                                 .to = EndOfPayment(In(terms, "creditor"))});
}

// What a name fits.
void ReadCandidates(const json::value& party, const std::string& role, ReadEvidence& read) {
    for (const auto& candidate : ArrayIn(party, "candidates")) {
        const auto* score = In(candidate, "score").if_int64();
        read.reasons.push_back(role + " \"" + TextIn(party, "name") + "\" fits \"" +
                               TextIn(candidate, "listed_name") + "\" (" +
                               TextIn(candidate, "program") + "), score " +
                               std::to_string(score == nullptr ? 0 : *score) +
                               " of 1000: " + TextIn(candidate, "explanation"));
    }
}

void ReadScreening(const json::value& evidence, ReadEvidence& read) {
    for (const auto& party : ArrayIn(evidence, "parties")) {
        const auto role = TextIn(party, "role");
        if (role == "debtor") read.debtor_name = TextIn(party, "name");
        if (role == "creditor") read.creditor_name = TextIn(party, "name");
        ReadCandidates(party, role, read);
    }
}

ReportedEnd EndOfMovement(const json::value& end) {
    return {.account = FirstOf(TextIn(end, "account_id"), TextIn(end, "outside_id"))};
}

void ReadMonitoring(const json::value& evidence, ReadEvidence& read) {
    const auto message = TextIn(evidence, "message");
    if (!message.empty()) read.reasons.push_back(message);
    for (const auto& movement : ArrayIn(evidence, "movements"))
        read.transactions.push_back({.number = TextIn(movement, "movement_id"),
                                     .date = TextIn(movement, "at"),
                                     .amount = TextIn(movement, "amount"),
                                     .currency = TextIn(movement, "currency"),
                                     .from = EndOfMovement(In(movement, "debtor")),
                                     .to = EndOfMovement(In(movement, "creditor"))});
}

}  // namespace

ReadEvidence ReadDocument(std::string_view text) {
    ReadEvidence read;
    boost::system::error_code fault;
    const auto document = json::parse({text.data(), text.size()}, fault);
    if (fault) return read;
    const auto& evidence = In(document, "evidence");
    ReadReview(evidence, read);
    ReadScreening(evidence, read);
    ReadMonitoring(evidence, read);
    const auto reason = TextIn(evidence, "reason");  // of a case raised by hand
    if (!reason.empty()) read.reasons.push_back(reason);
    return read;
}

}  // namespace clearway::compliance
