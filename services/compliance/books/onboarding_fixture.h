// SPDX-License-Identifier: Apache-2.0
// Customers who are registered, screened and pay, on a fresh database.
#pragma once

#include "services/compliance/books/customers_fixture.h"
#include "services/compliance/usecase/parties/keep_parties.h"

namespace clearway::compliance {

inline PartyDetails Named(std::string name) {
    return {.name = PersonalText(std::move(name)), .country = "DE"};
}

inline constexpr char kListed[] = "Nicolas Maduro Moros";

class OnboardingTest : public CustomersTest {
protected:
    Party Register(const std::string& key, PartyDetails details) {
        rpc::CallContext call;
        call.partner_id = "acme";
        call.idempotency_key = key;
        auto party = Await(keep_.Register(call, PartyKind::kPerson, std::move(details)));
        EXPECT_TRUE(party);
        return *party;
    }
    Party Change(const PartyId& id, PartyDetails changes) {
        rpc::CallContext call;
        call.partner_id = "acme";
        return *Await(keep_.Change(call, id, std::move(changes)));
    }
    // Known as that name and verified, though nobody looked at a match.
    PartyId Known(const std::string& name) {
        const auto id = DerivePartyId("acme", name);
        Do(RegistrationOf(id, Named(name)));
        Do(RecordPartyScreening{id, 1, false, "list-1"});
        Do(Setting(KycStatus::kVerified, id));
        return id;
    }
    Party PartyNow(const PartyId& id) { return Await(party_reader_.Get(id)).value(); }
    std::vector<Case> CasesOf(const PartyId& id) {
        std::vector<Case> cases;
        auto all = Await(reader_.List({.limit = 100}));
        EXPECT_TRUE(all);
        for (auto& one : *all)
            if (one.subject == Subject{SubjectKind::kParty, id.value})
                cases.push_back(std::move(one));
        return cases;
    }
    ScreenAnswer Pay(const std::string& key, const std::optional<PartyId>& debtor,
                     const std::string& name = kListed) {
        ScreenCommand command{.payment = core::DerivePaymentId("acme", key),
                              .partner_id = "acme",
                              .parties = {{PartyRole::kDebtor, PersonalText(name), "DE", debtor},
                                          {PartyRole::kCreditor, PersonalText("Jane Roe")}}};
        const auto answer = Await(ScreenPayment(PaymentPorts()).Run(std::move(command)));
        EXPECT_TRUE(answer);
        return *answer;
    }

    ScreenParty screen_{{.lists = lists_,
                         .cases = book_,
                         .parties = parties_,
                         .party_queries = party_reader_,
                         .exceptions = exceptions_,
                         .exception_queries = exception_reader_,
                         .digests = sealer_.digests,
                         .clock = clock_}};
    KeepParties keep_{parties_, party_reader_, screen_, clock_};
};

}  // namespace clearway::compliance
