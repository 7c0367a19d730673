// SPDX-License-Identifier: Apache-2.0
// What becomes of a payment, as steps that fall due one after the other, and what the rail answers
// when it is asked. Pure.
#pragma once

#include <span>

#include "services/rail_simulator/domain/scenario.h"

namespace clearway::rail_simulator {

inline constexpr std::string_view kAccepted = "ACSC";
inline constexpr std::string_view kRejected = "RJCT";
inline constexpr std::string_view kPending = "PDNG";
inline constexpr std::string_view kNeverHad = "NOOR";  // no original transaction received

enum class Act {
    kSettle,
    kReject,
    kReturn,
    kSay,     // and nothing becomes of it
    kReport,  // of a file: what became of each of its payments
    kState,   // of the account of a payment: the statement of the day that has ended
};

struct Step {
    Act act;
    std::chrono::milliseconds after{0};  // the payment was taken
    bool told = true;                    // by a message
    std::string status = {};             // of the pacs.002
    std::string reason = {};
    std::int64_t minor_units = 0;  // that the message names, and that is booked
    int copies = 1;                // of the message

    friend bool operator==(const Step&, const Step&) = default;
};

// Whether what is settled by that conduct is still an amount: above zero.
bool CanPlan(const Order& order, const Conduct& conduct);

// Of what can be planned.
std::vector<Step> PlanOf(const Order& order, const Conduct& conduct);

// The same for a payment of a file, counted from the end of the cycle: what happens then is told by
// the report of the file, which is a step of its own.
std::vector<Step> FilePlanOf(const Order& order, const Conduct& conduct);
Step ReportStep(int copies);
// Behind the last moment of the day on which something was booked.
core::Timestamp DayEnd(core::Timestamp booked);

// The end of the cycle that takes a file now.
core::Timestamp CycleEnd(core::Timestamp now, std::chrono::minutes cycle);

Manner MannerOf(const Rule* rule);

// What a pacs.002 says of a payment.
struct Status {
    std::string status;
    std::string reason = {};

    friend bool operator==(const Status&, const Status&) = default;
};
// What is true of a payment.
Status StatusOf(const Payment& payment);
// Of a file: ACSC or RJCT when all of its payments are, else PART.
std::string GroupStatusOf(std::span<const Status> statuses);
// An enquiry's answer: what is true. nullopt: there is none.
std::optional<Status> AnswerEnquiry(const Payment& payment);

struct RecallAnswer {
    bool granted = false;
    bool cancels = false;     // the payment had not settled, and will not
    bool returns = false;     // it had: the money comes back
    std::string reason = {};  // of a refusal

    friend bool operator==(const RecallAnswer&, const RecallAnswer&) = default;
};
// `payment`: nullptr, the rail never had it.
RecallAnswer AnswerRecall(const Payment* payment);

// Whether the step may happen to a payment as it is: what is final stays.
bool Applies(const Step& step, const Payment& payment);
// The payment after a step that applies.
void Apply(const Step& step, core::Timestamp now, Payment& payment);

}  // namespace clearway::rail_simulator
