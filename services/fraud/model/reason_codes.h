// SPDX-License-Identifier: Apache-2.0
// Turns the features behind a score into reasons in words that an operator, a partner and a payer
// can read. Which reason a feature stands for is data (reasons/reasons.json), strictly read.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/fraud/scoring/model.h"

namespace clearway::fraud {

struct ReasonCode {
    std::string code;   // "AMOUNT_UNUSUAL"
    std::string words;  // "The amount is far above what this payer usually pays."
    std::string iso;    // ISO 20022 external status reason, four characters: "FRAD"

    friend bool operator==(const ReasonCode&, const ReasonCode&) = default;
};

struct ReasonCodesFile;

// Immutable, for any number of threads.
class ReasonCodes {
public:
    // The table that ships with the program.
    static const ReasonCodes& BuiltIn();

    // The reason of the longest prefix of the feature's name, or the default one.
    const ReasonCode& For(std::string_view feature) const;

    // The reasons of the contributions towards fraud, in their order, each once, at most `top`.
    std::vector<ReasonCode> Of(std::span<const Contribution> contributions, std::size_t top) const;

private:
    friend ReasonCodesFile ReadReasonCodes(std::string_view text);

    struct Line {
        std::string prefix;
        ReasonCode reason;
    };
    std::vector<Line> lines_;  // the longest prefix first
    ReasonCode other_;
};

struct ReasonCodesFile {
    std::optional<ReasonCodes> codes;  // absent when there is a fault
    std::vector<std::string> faults;   // "reasons[2].prefixes: must be ..."
};

ReasonCodesFile ReadReasonCodes(std::string_view text);

}  // namespace clearway::fraud
