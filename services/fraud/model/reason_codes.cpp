// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/reason_codes.h"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "embedded/fraud_reasons.h"
#include "services/fraud/model/strict_json.h"

namespace clearway::fraud {

namespace {

constexpr std::size_t kFileBytesMax = 64 * 1024;
constexpr std::size_t kReasonsMax = 64;
constexpr std::size_t kPrefixesMax = 64;

bool IsName(std::string_view text) {
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}
bool IsCode(std::string_view text) {
    return !text.empty() && text.size() <= 40 &&
           text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
               std::string_view::npos;
}

bool IsWords(std::string_view text) {
    return !text.empty() && text.size() <= 200 &&
           std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}
bool IsIsoCode(std::string_view text) {
    return text.size() == 4 && std::ranges::all_of(text, [](char c) {
               return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
           });
}

constexpr TextRule kName{IsName, "must be 1 to 64 of a-z, 0-9, '_'"};
constexpr TextRule kCode{IsCode, "must be 1 to 40 of A-Z, 0-9, '_'"};
constexpr TextRule kWords{IsWords, "must be 1 to 200 printable ASCII characters"};
constexpr TextRule kIsoCode{IsIsoCode, "must be four of A-Z, 0-9"};

ReasonCode ReadReason(StrictObject& object) {
    return {.code = object.Text("code", kCode),
            .words = object.Text("words", kWords),
            .iso = object.Text("iso", kIsoCode)};
}

}  // namespace

ReasonCodesFile ReadReasonCodes(std::string_view text) {
    ReasonCodesFile file;
    const auto document = ParseObject(text, kFileBytesMax, file.faults);
    if (!document) return file;
    ReasonCodes codes;
    std::set<std::string> prefixes, names;
    StrictObject object(*document, "", file.faults);
    object.Object("default", [&](StrictObject& inner) { codes.other_ = ReadReason(inner); });
    names.insert(codes.other_.code);
    object.Objects("reasons", kReasonsMax, [&](StrictObject& inner) {
        const auto reason = ReadReason(inner);
        if (!names.insert(reason.code).second) inner.Fault("code", "occurs twice");
        for (auto& prefix : inner.Texts("prefixes", kPrefixesMax, kName)) {
            if (!prefixes.insert(prefix).second) inner.Fault("prefixes", prefix + " occurs twice");
            codes.lines_.push_back({std::move(prefix), reason});
        }
    });
    object.RefuseOthers();
    std::ranges::stable_sort(codes.lines_, std::ranges::greater(),
                             [](const auto& line) { return line.prefix.size(); });
    if (file.faults.empty()) file.codes = std::move(codes);
    return file;
}

const ReasonCodes& ReasonCodes::BuiltIn() {
    static const ReasonCodes codes = [] {
        auto file = ReadReasonCodes(embedded::fraud_reasons::kReasons);
        if (!file.codes) throw std::logic_error("reasons.json: " + file.faults.front());
        return std::move(*file.codes);
    }();
    return codes;
}

const ReasonCode& ReasonCodes::For(std::string_view feature) const {
    const auto found = std::ranges::find_if(
        lines_, [&](const Line& line) { return feature.starts_with(line.prefix); });
    return found == lines_.end() ? other_ : found->reason;
}

std::vector<ReasonCode> ReasonCodes::Of(std::span<const Contribution> contributions,
                                        std::size_t top) const {
    std::vector<ReasonCode> reasons;
    for (const auto& one : contributions) {
        if (reasons.size() == top) break;
        if (!(one.log_odds > 0)) continue;
        const auto& reason = For(one.feature);
        if (std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(reason);
    }
    return reasons;
}

}  // namespace clearway::fraud
