// SPDX-License-Identifier: Apache-2.0
// Random sequences against a model that is too simple to be wrong in the same way: plain maps,
// no rows, no batches.
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>

#include "services/settlement/domain/invariants.h"
#include "services/settlement/domain/ledger_builder.h"

namespace clearway::settlement {
namespace {

using testing::Eur;
using testing::kNow;

constexpr int kAccounts = 4;
constexpr int kPayments = 6;
constexpr int kElsewhere = kAccounts;  // no account here

std::string Name(int number) { return std::to_string(number); }

// Deriving ids costs more than all the rest: once is enough.
template <class IdType, int kCount, class Derive>
std::array<IdType, kCount> DeriveAll(Derive derive) {
    std::array<IdType, kCount> ids;
    for (int i = 0; i < kCount; ++i) ids[static_cast<std::size_t>(i)] = derive(Name(i));
    return ids;
}

const core::AccountId& AccountAt(int number) {
    static const auto ids = DeriveAll<core::AccountId, kAccounts>(testing::AccountNamed);
    return ids[static_cast<std::size_t>(number)];
}

const core::PaymentId& PaymentAt(int number) {
    static const auto ids = DeriveAll<core::PaymentId, kPayments>(testing::PaymentNamed);
    return ids[static_cast<std::size_t>(number)];
}

const core::HoldId& HoldAt(int number) {
    static const auto ids = DeriveAll<core::HoldId, kPayments>(testing::HoldOf);
    return ids[static_cast<std::size_t>(number)];
}

// The books as a person would keep them on paper.
class Model {
public:
    struct Slip {
        int from;
        int to;
        std::int64_t amount;
        // 'h'eld, 'p'osted, 'v'oided, 'e'xpired, 'r'efused, 'c'ommitted to a rail, 'b'ack again
        char state;
        bool due;
        std::int64_t at_rail = 0;
    };

    std::map<int, std::int64_t> cash;
    std::map<int, Slip> slips;
    std::int64_t clearing = 0;

    std::int64_t Held(int account) const {
        std::int64_t sum = 0;
        for (const auto& [number, slip] : slips) {
            if (slip.from != account) continue;
            if (slip.state == 'h') sum += slip.amount;
            if (slip.state == 'c') sum += slip.at_rail;
        }
        return sum;
    }
    void Place(int payment, int from, int to, std::int64_t amount, bool due) {
        if (slips.count(payment) || from == to) return;
        if (cash[from] - Held(from) < amount) return;
        slips[payment] = {from, to, amount, 'h', due};
    }
    void End(int payment, char state) {
        const auto found = slips.find(payment);
        if (found == slips.end() || found->second.state != 'h') return;
        if (state == 'e' && !found->second.due) return;
        found->second.state = state;
    }
    void Post(int payment, int from, int to, std::int64_t amount) {
        auto [found, is_new] = slips.try_emplace(payment, Slip{from, to, amount, 'v', false});
        auto& slip = found->second;
        if (slip.state != 'h' && slip.state != 'v' && slip.state != 'e') return;
        const bool held = slip.state == 'h';
        slip.state = 'r';
        if (held ? amount > slip.amount : slip.from == slip.to) return;
        if (cash[slip.from] - Held(slip.from) < amount) return;
        cash[slip.from] -= amount;
        (slip.to == kElsewhere ? clearing : cash[slip.to]) += amount;
        slip.state = 'p';
    }
    void Commit(int payment, int from, std::int64_t amount) {
        auto [found, is_new] =
            slips.try_emplace(payment, Slip{from, kElsewhere, amount, 'v', false});
        auto& slip = found->second;
        if (slip.state != 'h' && slip.state != 'v' && slip.state != 'e') return;
        const bool held = slip.state == 'h';
        slip.state = 'r';
        if (amount > slip.amount || slip.to != kElsewhere) return;
        if (!held && cash[slip.from] - Held(slip.from) < amount) return;
        slip.at_rail = amount;
        slip.state = 'c';
    }
    void Settle(int payment) {
        const auto found = slips.find(payment);
        if (found == slips.end() || found->second.state != 'c') return;
        auto& slip = found->second;
        cash[slip.from] -= slip.at_rail;
        clearing += slip.at_rail;
        slip.state = 'p';
    }
    void Reject(int payment) {
        const auto found = slips.find(payment);
        if (found != slips.end() && found->second.state == 'c') found->second.state = 'r';
    }
    void Return(int payment) {
        Settle(payment);
        const auto found = slips.find(payment);
        if (found == slips.end() || found->second.state != 'p') return;
        auto& slip = found->second;
        cash[slip.from] += slip.at_rail;
        clearing -= slip.at_rail;
        if (slip.at_rail > 0) slip.state = 'b';
    }
    void Credit(int account, std::int64_t amount) {
        cash[account] += amount;
        clearing -= amount;
    }
};

char Letter(HoldState state) {
    switch (state) {
        case HoldState::kHeld: return 'h';
        case HoldState::kPosted: return 'p';
        case HoldState::kVoided: return 'v';
        case HoldState::kExpired: return 'e';
        case HoldState::kRefused: return 'r';
        case HoldState::kCommitted: return 'c';
        case HoldState::kReturned: return 'b';
    }
    return '?';
}

class Sequence {
public:
    explicit Sequence(std::uint32_t seed) : random_(seed) {
        for (int i = 0; i < kAccounts; ++i) {
            auto account = testing::MakeAccount("", 0);
            account.id = AccountAt(i);
            ledger_.LoadAccount(account);
            model_.cash[i] = 0;
        }
    }

    void Step() {
        const int payment = Pick(kPayments);
        const int from = Pick(kAccounts);
        const int to = Pick(kAccounts + 1);
        const std::int64_t amount = 1 + Pick(50);
        switch (Pick(9)) {
            case 0: Credit(from, amount); break;
            case 1: End(payment, 'v'); break;
            case 2: End(payment, 'e'); break;
            case 3: Post(payment, from, to, amount); break;
            case 4: Commit(payment, from, amount); break;
            case 5: Answer(payment); break;
            default: Place(payment, from, to, amount); break;
        }
        Compare();
    }

private:
    int Pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

    void Credit(int account, std::int64_t amount) {
        const auto id = testing::MakeId<core::TransferId>("credit " + Name(++credits_));
        const CreditFromClearing command{id, "acme", AccountAt(account), Eur(amount)};
        ASSERT_TRUE(Decide(command, ledger_));
        model_.Credit(account, amount);
    }
    void End(int payment, char state) {
        const auto& id = HoldAt(payment);
        ASSERT_TRUE(state == 'v' ? Decide(VoidHold{id}, ledger_) : Decide(ExpireHold{id}, ledger_));
        model_.End(payment, state);
    }
    void Post(int payment, int from, int to, std::int64_t amount) {
        const PostHold command{HoldAt(payment), PaymentAt(payment), AccountAt(from), PayeeAt(to),
                               Eur(amount)};
        ASSERT_TRUE(Decide(command, ledger_));
        model_.Post(payment, from, to, amount);
    }
    void Commit(int payment, int from, std::int64_t amount) {
        const CommitHold command{HoldAt(payment), PaymentAt(payment), AccountAt(from), Eur(amount),
                                 "FR"};
        ASSERT_TRUE(Decide(command, ledger_));
        model_.Commit(payment, from, amount);
    }
    // Of the rail, in any order and however often.
    void Answer(int payment) {
        const auto& hold = HoldAt(payment);
        const auto eur = Eur(1).GetCurrency();
        switch (Pick(3)) {
            case 0:
                ASSERT_TRUE(Decide(PostCommittedHold{hold, eur}, ledger_));
                return model_.Settle(payment);
            case 1:
                ASSERT_TRUE(Decide(RefuseHold{hold, {"AC04"}}, ledger_));
                return model_.Reject(payment);
            default:
                ASSERT_TRUE(Decide(
                    ReturnTransfer{testing::MakeId<core::TransferId>("return " + Name(payment)),
                                   hold,
                                   eur,
                                   {"AC04"}},
                    ledger_));
                return model_.Return(payment);
        }
    }
    static std::optional<core::AccountId> PayeeAt(int number) {
        return number == kElsewhere ? std::nullopt : std::optional(AccountAt(number));
    }
    void Place(int payment, int from, int to, std::int64_t amount) {
        const bool due = Pick(2) == 0;
        const PlaceHold command{HoldAt(payment), PaymentAt(payment),
                                AccountAt(from), PayeeAt(to),
                                Eur(amount),     due ? kNow : kNow + std::chrono::hours(1)};
        const auto ignored = Decide(command, ledger_);  // a repeat with other fields is an error
        model_.Place(payment, from, to, amount, due);
    }

    void Compare() {
        ASSERT_NO_THROW(CheckInvariants(ledger_));
        std::int64_t total = 0;
        for (int i = 0; i < kAccounts; ++i) {
            const auto* account = ledger_.FindAccount(AccountAt(i));
            ASSERT_EQ(account->posted, model_.cash[i]);
            ASSERT_EQ(account->held, model_.Held(i));
            ASSERT_GE(account->Available(), 0);
            total += account->posted;
        }
        static const auto clearing_id = core::DeriveClearingAccountId("EUR");
        const auto* clearing = ledger_.FindAccount(clearing_id);
        ASSERT_EQ(clearing ? clearing->posted : 0, model_.clearing);
        ASSERT_EQ(total + model_.clearing, 0);
        for (int i = 0; i < kPayments; ++i) {
            const auto* hold = ledger_.FindHold(HoldAt(i));
            const auto slip = model_.slips.find(i);
            ASSERT_EQ(hold != nullptr, slip != model_.slips.end());
            if (!hold) continue;
            ASSERT_EQ(Letter(hold->state), slip->second.state);
        }
    }

    std::mt19937 random_;
    Ledger ledger_{kNow};
    Model model_;
    int credits_ = 0;
};

TEST(LedgerPropertyTest, TenThousandRandomSequencesKeepTheBooksOfTheModel) {
    for (std::uint32_t seed = 1; seed <= 10'000; ++seed) {
        Sequence sequence(seed);
        for (int step = 0; step < 20; ++step) {
            sequence.Step();
            if (::testing::Test::HasFatalFailure()) FAIL() << "seed " << seed << " step " << step;
        }
    }
}

TEST(LedgerPropertyTest, ABatchThatLosesMoneyIsNotSaved) {
    Ledger ledger(kNow);
    auto broken = testing::MakeAccount("a", 5);
    broken.held = 7;
    ledger.LoadAccount(broken);
    ledger.LoadAccount(testing::MakeAccount("b", 100));
    ledger.Close(broken.id);
    EXPECT_THROW(CheckInvariants(ledger), BrokenInvariant);
}

}  // namespace
}  // namespace clearway::settlement
