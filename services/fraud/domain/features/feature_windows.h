// SPDX-License-Identifier: Apache-2.0
// The state behind the features: velocity of payers, payees and devices, and the payees of a payer.
// A function of the attempts of the last 24 hours alone, so it can be rebuilt. Bounded; not
// thread-safe; a payment must be handed in once (see usecase/assess_payment.h).
#pragma once

#include <cstdint>
#include <vector>

#include "services/fraud/domain/attempt.h"
#include "services/fraud/domain/features/feature.h"
#include "services/fraud/domain/features/lru_table.h"
#include "services/fraud/domain/features/window_ring.h"

namespace clearway::fraud {

class FeatureWindows {
public:
    // At most `entities_max` payers, payees and devices each: those idle for longest are forgotten.
    explicit FeatureWindows(std::size_t entities_max);

    // Counts the attempt and answers its features.
    FeatureVector Observe(const Attempt& attempt);
    // Takes an attempt that was counted back out of the counts and sums: the payment has other terms
    // now. That the payer was there and whom it paid stays.
    void Withdraw(const Attempt& attempt);
    // The features of an attempt that was counted before.
    FeatureVector Read(const Attempt& attempt) const;

    std::size_t Entities() const { return payers_.Size() + payees_.Size() + devices_.Size(); }

    // A payer's payees that are remembered; beyond it the one paid longest ago is forgotten.
    static constexpr std::size_t kPayeesMax = 64;

private:
    struct PaidPayee {
        EntityKey payee;
        std::int64_t second;
    };
    struct Tracked {
        WindowRing ring;
        std::int64_t last_second = -1;
    };
    struct Payer : Tracked {
        std::vector<PaidPayee> payees;
    };

    template <class Value>
    static void Count(LruTable<Value>& table, const EntityKey& key, const Attempt& attempt);
    static void Fill(FeatureVector& features, Entity entity, const Tracked* tracked,
                     const Attempt& attempt);
    static void FillHistory(FeatureVector& features, const Payer* payer, const Attempt& attempt);
    static void RememberPayee(Payer& payer, const Attempt& attempt);

    LruTable<Payer> payers_;
    LruTable<Tracked> payees_;
    LruTable<Tracked> devices_;
};

}  // namespace clearway::fraud
