// SPDX-License-Identifier: Apache-2.0
// Chooses a rail for a payment: the first rule that fits and has a rail that can take it. Pure and
// deterministic: the same table, order, time and health give the same rail. Form of the table:
// routing_file.h.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "services/settlement/rails/calendar.h"
#include "services/settlement/rails/rail_health.h"
#include "services/settlement/rails/rail_transfer.h"

namespace clearway::settlement::rails {

// Who we are at a rail that others run. Empty where its kind needs none.
struct Participant {
    std::string bic;           // ours
    std::string rail_bic;      // of the rail, to which messages are addressed
    std::string account_iban;  // of our account there; empty: lines of any account are ours
};

// Of a rail that takes payments in files.
struct FileTerms {
    CutOffTimes cut_offs;    // one at least
    int payments_max = 400;  // of a file; several leave at a cut-off when there are more
    int bytes_max = 384 * 1024;
};

// A rail as the table describes it; the adapter of its kind speaks its language.
struct RailTerms {
    std::string name;
    std::string kind;  // of the adapter: "instant", "batch", "book"
    // What it takes, with the cost of a payment there in minor units of that currency.
    std::map<std::string, std::int64_t> cost_by_currency = {};
    std::map<std::string, std::int64_t> amount_max = {};  // minor units; absent: any
    Calendar calendar = {};
    Deadlines deadlines = {};
    HealthOptions health = {};
    Participant participant = {};
    std::optional<FileTerms> files = {};  // absent: each payment leaves by itself
};

struct RouteRule {
    enum class Prefer { kFirst, kCheapest };

    std::string id;
    std::vector<std::string> rails;
    Prefer prefer = Prefer::kFirst;
    std::set<std::string> currencies = {};        // empty: any, as below
    std::set<std::string> countries = {};         // of the creditor
    std::optional<std::int64_t> amount_min = {};  // minor units of its one currency; inclusive
    std::optional<std::int64_t> amount_max = {};  // inclusive
    std::optional<Calendar> when = {};
};

struct RoutingTable {
    std::string id;
    std::string version;
    std::vector<RailTerms> rails;
    std::vector<RouteRule> rules;

    const RailTerms* Find(std::string_view rail) const;
};

using RailHealths = std::map<std::string, RailHealth, std::less<>>;

struct Choice {
    // Absent: no rail can take it now, or ever.
    std::optional<Route> route = {};
    // Of a rail that takes files: when the one leaves that the payment is gathered for.
    std::optional<core::Timestamp> cut_off = {};
    // When to choose again; absent with a route, and when no rail of any rule takes such a payment.
    std::optional<core::Timestamp> again_at = {};
    // Those that a rule named before the one that was chosen, and that failed lately or are closed.
    std::vector<std::string> left_out = {};
};

// Our own book is chosen only where no rail takes such a payment, now or later: a payment that is
// settled there leaves by no message.
Choice ChooseRail(const RoutingTable& table, const RailOrder& order, const RailHealths& healths,
                  core::Timestamp now);

// The rail that will take it when all are well, now or when one opens; empty: none.
std::string ExpectedRail(const RoutingTable& table, const RailOrder& order, core::Timestamp now);

}  // namespace clearway::settlement::rails
