// SPDX-License-Identifier: Apache-2.0
// For tests: orders told apart as the platform does it, and not sealed.
#pragma once

#include <atomic>

#include "core/digest.h"
#include "services/payment/usecase/personal_terms.h"
#include "services/payment/usecase/ports.h"

namespace clearway::payment {

inline std::string HashForTests(std::string_view text) {
    return core::AsBytes(core::Sha256("a key\n" + std::string(text)));
}

// Tells orders apart as the platform does and seals nothing.
struct OpenTermsForTests final : PersonalTerms {
    Task<Result<Terms>> Identify(Terms terms) override {
        ++identified;
        terms.fingerprint = FingerprintOf(terms, HashForTests);
        if (!terms.creditor)
            terms.sealed.person = TokenOf(terms.partner_id, terms.external_creditor, HashForTests);
        co_return terms;
    }
    Task<Result<Terms>> Seal(Terms terms) override {
        ++sealed;
        if (refusal) co_return *refusal;
        sealed_for = terms.sealed.person;
        co_return terms;
    }

    std::atomic<int> identified{0};
    std::atomic<int> sealed{0};
    core::Uuid sealed_for;
    std::optional<core::Error> refusal;
};

}  // namespace clearway::payment
