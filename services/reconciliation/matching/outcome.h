// SPDX-License-Identifier: Apache-2.0
// What came of matching: which rows belong together, and the exceptions, each with its class. Rows
// are named by their place in the sealed book.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace clearway::reconciliation::matching {

struct Matched {
    std::uint16_t pass = 0;   // in the rules
    std::uint32_t first = 0;  // in Outcome::members: lines, then expectations
    std::uint32_t lines = 0;
    std::uint32_t expectations = 0;
};

enum class ExceptionClass : std::uint8_t {
    kMissing,    // expected, and on no statement
    kExtra,      // on a statement, and not expected
    kDuplicate,  // a line that says again what another says
    kWrongAmount,
    kWrongDate,
    kWrongCurrency,
};

inline constexpr std::uint32_t kNoRow = 0xFFFFFFFF;

struct Exception {
    ExceptionClass exception_class = ExceptionClass::kMissing;
    std::uint32_t line = kNoRow;
    std::uint32_t expectation = kNoRow;  // of a duplicate: the one that was met already
};

struct Outcome {
    std::vector<Matched> matches;
    std::vector<std::uint32_t> members;
    std::vector<Exception> exceptions;

    std::span<const std::uint32_t> LinesOf(const Matched& match) const {
        return std::span(members).subspan(match.first, match.lines);
    }
    std::span<const std::uint32_t> ExpectationsOf(const Matched& match) const {
        return std::span(members).subspan(match.first + match.lines, match.expectations);
    }
};

std::string_view NameOf(ExceptionClass exception_class);  // "wrong_amount"

}  // namespace clearway::reconciliation::matching
