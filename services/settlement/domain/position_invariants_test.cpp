// SPDX-License-Identifier: Apache-2.0
// The second count of the positions finds what the first one lost. Each test changes one thing
// behind the ledger's back, in what it was loaded with.
#include <gtest/gtest.h>

#include "services/settlement/domain/invariants.h"
#include "services/settlement/domain/ledger_builder.h"

namespace clearway::settlement {
namespace {

using testing::Eur;
using testing::kEur;
using testing::kNow;
using testing::MakeAccount;
using testing::MakeOrder;
using testing::MakePlace;

const ParticipantKey kAcme{kEur, "acme"};
const ParticipantKey kGlobex{kEur, "globex"};

class PositionInvariantsTest : public ::testing::Test {
protected:
    PositionInvariantsTest() {
        ledger_.LoadAccount(MakeAccount("payer", 10'000));
        auto other = MakeAccount("other", 10'000);
        other.partner_id = "globex";
        ledger_.LoadAccount(other);
        const BookTransfers booking{.orders = {MakeOrder("1", "payer", "other", Eur(100))},
                                    .booked_by = "ops"};
        EXPECT_TRUE(Decide(booking, ledger_));
        EXPECT_TRUE(Decide(MakePlace("a", "payer", "other", Eur(30)), ledger_));
        CheckInvariants(ledger_);
    }
    // Who may change what only the ledger changes.
    Positions& Tampered() { return const_cast<Positions&>(ledger_.Positions()); }
    std::string Fault() {
        try {
            CheckInvariants(ledger_);
        } catch (const BrokenInvariant& broken) {
            return broken.what();
        }
        return "";
    }
    bool Finds(const std::string& what) { return Fault().find(what) != std::string::npos; }

    Ledger ledger_{kNow};
};

TEST_F(PositionInvariantsTest, APositionThatMovedWithoutATransfer) {
    ASSERT_TRUE(Tampered().Pass({.debtor = "acme", .creditor = "globex"}, Eur(1)));
    EXPECT_TRUE(Finds("a position did not move by the transfers")) << Fault();
}

TEST_F(PositionInvariantsTest, AReservationWithoutAHold) {
    ASSERT_TRUE(Tampered().Reserve({.debtor = "acme", .creditor = "globex"}, Eur(1)));
    EXPECT_TRUE(Finds("what is reserved is not the sum of the open holds")) << Fault();
}

TEST_F(PositionInvariantsTest, AReservationThatIsGivenBackTwice) {
    Tampered().Release({.debtor = "acme", .creditor = "globex"}, Eur(30));
    EXPECT_TRUE(Finds("what is reserved is not the sum of the open holds")) << Fault();
}

TEST_F(PositionInvariantsTest, AFlowOfATransferThatIsNotThere) {
    // Back and forth: the positions are as they were, the flows are not.
    ASSERT_TRUE(Tampered().Pass({.debtor = "acme", .creditor = "globex"}, Eur(5)));
    ASSERT_TRUE(Tampered().Pass({.debtor = "globex", .creditor = "acme"}, Eur(5)));
    EXPECT_TRUE(Finds("flows and transfers differ")) << Fault();
}

TEST_F(PositionInvariantsTest, ATransferOfAnInstitutionThatBecameAnother) {
    // One institution now: there was nothing to settle.
    const auto* other = ledger_.FindAccount(testing::AccountNamed("other"));
    const_cast<Account*>(other)->partner_id = "acme";
    EXPECT_TRUE(Finds("in one where there is nothing to settle")) << Fault();
}

}  // namespace
}  // namespace clearway::settlement
