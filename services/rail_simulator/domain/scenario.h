// SPDX-License-Identifier: Apache-2.0
// How payments are answered: ordered rules, of which the first that fits a payment counts. The same
// scenario makes the same of the same message, always: chance follows from a seed and its id.
#pragma once

#include <chrono>
#include <utility>
#include <vector>

#include "services/rail_simulator/domain/payment.h"

namespace clearway::rail_simulator {

enum class Outcome {
    kSettle,
    kReject,
    kWait,  // neither
    kSettleThenSayRejected,
    kSayRejectedThenSettle,
};

// What happens to the first submissions of a message, before the rail looks at it.
enum class Door {
    kTake,
    kRefuse,      // INVALID_ARGUMENT
    kFailBefore,  // UNAVAILABLE, and the message was not taken
    kFailAfter,   // UNAVAILABLE, and it was
    kLose,        // acknowledged and forgotten
};

// As scenario files and tables write them.
inline constexpr std::pair<std::string_view, Door> kDoorNames[] = {
    {"take", Door::kTake},
    {"refuse", Door::kRefuse},
    {"fail_before", Door::kFailBefore},
    {"fail_after", Door::kFailAfter},
    {"lose", Door::kLose}};

struct Conduct {
    Outcome outcome = Outcome::kSettle;
    std::string reason = {};  // of a rejection
    std::chrono::milliseconds delay{0};
    std::chrono::milliseconds contradicts_after{1000};
    int answers = 1;  // the same one so many times
    bool silent = false;
    bool deaf = false;
    bool answers_first = false;  // the answer is dealt with before Submit returns
    bool notifies = false;
    std::int64_t amount_off_by = 0;  // what is settled less what was ordered, minor units
    std::optional<std::chrono::milliseconds> returns_after = {};
    std::string return_reason = {};
    std::string recall_refusal = {};
    Door door = Door::kTake;
    int door_times = 1;  // submissions that the door meets

    friend bool operator==(const Conduct&, const Conduct&) = default;
};

// All that is said must be so.
struct When {
    // Messages of a share, picked by their id: as many of a thousand.
    struct Share {
        std::string seed;
        int per_mille = 0;
    };

    std::string rail = {};
    std::string currency = {};
    std::optional<std::int64_t> amount_min = {};  // minor units, both included
    std::optional<std::int64_t> amount_max = {};
    std::string creditor_name = {};
    std::string creditor_iban = {};
    std::optional<Share> share = {};
};

struct Rule {
    std::string name;
    When when;
    Conduct then;
};

bool Fits(const When& when, std::string_view rail, const Order& order);

struct Scenario {
    std::vector<Rule> rules;
    std::chrono::minutes batch_cycle{60};  // files settle when one ends, from midnight of UTC on

    // nullptr: none fits, the payment settles at once.
    const Rule* Find(std::string_view rail, const Order& order) const;
};

}  // namespace clearway::rail_simulator
