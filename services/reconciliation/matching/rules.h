// SPDX-License-Identifier: Apache-2.0
// How the two sides are matched: passes in their order, each with its tolerances and bounds, as a
// rules file says it (rules_file.h). Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/reconciliation/matching/amount.h"
#include "services/reconciliation/matching/reference_form.h"

namespace clearway::reconciliation::matching {

enum class PassKind : std::uint8_t {
    kExactReference,
    kNormalisedReference,
    kTruncatedReference,
    kAmountAndDate,
    kOneToMany,  // one statement line, several expectations
    kManyToOne,  // several lines, one expectation
    kManyToMany,
};

// What says that the rows of a group belong together, strongest first.
enum class Evidence : std::uint8_t {
    kReference,     // a reference that they share
    kCounterparty,  // the same counterparty, by account or by name
    kDay,           // the same value date
    kWindow,        // value dates that are near
};

// An amount for each currency, in minor units.
class AmountByCurrency {
public:
    std::int64_t In(CurrencyIndex currency) const {
        return currency < minor_.size() ? minor_[currency] : 0;
    }
    void Set(CurrencyIndex currency, std::int64_t minor) {
        if (currency >= minor_.size()) minor_.resize(currency + 1);
        minor_[currency] = minor;
    }

private:
    std::vector<std::int64_t> minor_;
};

// By how much the lines may differ from the expectations: low <= lines - expectations <= high.
struct Band {
    std::int64_t low = 0;
    std::int64_t high = 0;

    bool Holds(std::int64_t difference) const { return low <= difference && difference <= high; }
};

struct Pass {
    std::string id;
    PassKind kind = PassKind::kExactReference;
    int days = 0;                      // between the value dates
    AmountByCurrency amount = {};      // to either side
    std::int64_t drift_ppm = 0;        // to either side, of the amount: rates of exchange move
    AmountByCurrency fee = {};         // that may be taken off on the way
    std::int64_t fee_ppm = 1'000'000;  // of the amount, at most, of such a fee
    bool other_references = false;     // amount_and_date: also when both sides say different ones
    int length = 16;                   // at which references are cut: truncated_reference
    // Of groups.
    std::vector<Evidence> evidence = {};
    int group_max = 6;                // rows of a side
    int candidates_max = 24;          // among which a group is looked for
    std::int64_t work_max = 200'000;  // steps of one search
    // How likely it may be that some group among the candidates fits by chance.
    std::int64_t chance_ppm_counterparty = 2'000;
    std::int64_t chance_ppm = 20;

    Band BandFor(std::int64_t amount_minor, CurrencyIndex currency) const;
};

struct Rules {
    std::string id;
    std::string version;
    std::vector<Pass> passes;
    // Of the matches by reference of an account, how many at most lie apart by a number of days
    // that is a wrong date, where nearly all others lie apart by another one (usual_days.h). 0:
    // never.
    std::int64_t unusual_days_ppm = 0;
    ReferenceForm references{{}, {}};

    std::string FullVersion() const { return id + "/" + version; }
    // The most days that a pass by reference allows between value dates.
    int ReferenceDays() const;
    // The most that a pass by amount and date allows.
    int AmountDays() const;
};

std::string_view NameOf(PassKind kind);  // "exact_reference"
std::string_view NameOf(Evidence evidence);

}  // namespace clearway::reconciliation::matching
