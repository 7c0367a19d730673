// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/camt_findings.h"

#include <algorithm>
#include <array>

namespace clearway::reconciliation::statements {
namespace {

constexpr std::array<std::string_view, 7> kOfTheFile{
    "schema",     "malformed", "unknown_message", "several_messages", "header_message_type",
    "part_place", "too_large"};
constexpr std::array<std::string_view, 6> kOdd{
    "iban_check_digits", "iban_length", "bic_form", "bic_country", "uetr_form", "period_reversed"};

template <class Codes>
bool IsOneOf(const Codes& codes, std::string_view code) {
    return std::ranges::find(codes, code) != codes.end();
}

// Where an entry's own amount or a balance that is needed cannot be read, who reads it finds that
// out; within the transactions of an entry the entry has its own amount and days, which count.
bool IsOfNoNumber(std::string_view path) {
    return path.find("/Bal/") != std::string_view::npos || path.ends_with("/Ntry/Amt") ||
           path.find("/NtryDtls") != std::string_view::npos ||
           path.find("/AmtDtls") != std::string_view::npos ||
           path.find("/Chrgs") != std::string_view::npos;
}

}  // namespace

Weight WeightOf(const iso20022::Finding& finding) {
    if (finding.code == "balances_and_entries") return Weight::kNothing;
    if (finding.severity == iso20022::Severity::kWarning) return Weight::kNote;
    if (IsOneOf(kOfTheFile, finding.code)) return Weight::kFile;
    if (IsOneOf(kOdd, finding.code) || IsOfNoNumber(finding.path)) return Weight::kNote;
    return Weight::kStatement;
}

}  // namespace clearway::reconciliation::statements
