// SPDX-License-Identifier: Apache-2.0
// A payment at a rail to which a test lets things happen, with all that was told of it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "services/settlement/rails/decide.h"

namespace clearway::settlement::rails {

using Kind = Verdict::Kind;

inline const core::Timestamp kNow = core::FromMicros(1'767'225'600'000'000);
inline const core::Money kAmount(*core::Currency::Parse("EUR"), 12'34);

inline RailOrder Order() {
    return {.payment = core::DerivePaymentId("acme", "one"),
            .partner_id = "acme",
            .debtor = core::DeriveAccountId("acme", "debtor"),
            .amount = kAmount,
            .creditor_country = "FR"};
}

class Transfer {
public:
    Effect On(const Event& event, std::chrono::milliseconds at = {}) {
        auto decision = Decide(now, event, deadlines, kNow + at);
        for (auto& fact : decision.facts) facts.push_back(std::move(fact));
        return decision.effect;
    }
    Transfer& Submit() {
        On(BeginSubmission{{"instant", "rule"}, "digest"});
        return *this;
    }
    Transfer& Take() {
        On(Taken{});
        return *this;
    }
    Transfer& Say(Kind kind, const std::string& message = "m1", const std::string& code = {}) {
        On(Verdict{.kind = kind, .message_id = message, .reason = {code}});
        return *this;
    }
    // By two.
    Effect Decided(bool accepted) {
        const Reason reason{accepted ? "" : "MS03"};
        On(PersonDecides{.accepted = accepted, .reason = reason, .operator_id = "ada"});
        return On(PersonDecides{.accepted = accepted, .reason = reason, .operator_id = "bob"});
    }
    Effect Enquire() { return On(EnquirySent{now.enquiries + 1}); }
    template <class Fact>
    int Count() const {
        return static_cast<int>(std::ranges::count_if(
            facts, [](const FactBody& fact) { return std::holds_alternative<Fact>(fact); }));
    }
    std::string LastConflict() const {
        const auto* conflict = facts.empty() ? nullptr : std::get_if<ConflictOpened>(&facts.back());
        return conflict ? conflict->kind : "";
    }

    RailTransfer now = Create(Order(), kNow);
    Deadlines deadlines{.answer_within = std::chrono::seconds(10),
                        .enquire_after = std::chrono::seconds(5),
                        .enquire_after_max = std::chrono::seconds(60),
                        .enquiries_before_person = 4};
    std::vector<FactBody> facts;
};

}  // namespace clearway::settlement::rails
