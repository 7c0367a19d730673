// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/content_reader.h"

#include <utility>

namespace clearway::fraud {

LoadedModel ContentReader::Model(const ReleaseContent& content) const {
    const auto& table = FeatureTable::Default();
    if (keys_.empty()) return {nullptr, {}, {"no key is trusted: set CLEARWAY_FRAUD_MODEL_KEY"}};
    return LoadModel(
        {.manifest = content.text,
         .signature = content.signature,
         .booster = content.booster,
         .card = content.card},
        {.trusted_keys = keys_,
         .catalogue = [&](std::span<const std::string> names) { return table.HashOf(names); }},
        table.Names());
}

ContentReader::ReadPolicy ContentReader::Policy(const std::string& text) const {
    auto read = FraudPolicy::Read(text, Scoring::RowNames(FeatureTable::Default()));
    return {std::move(read.policy), std::move(read.faults)};
}

CheckedContent ContentReader::Check(ReleaseKind kind, const ReleaseContent& content) const {
    if (kind == ReleaseKind::kPolicy) {
        auto read = Policy(content.text);
        if (!read.policy) return {{}, {}, std::move(read.faults)};
        return {read.policy->GetPolicy().FullVersion(), {}, {}};
    }
    auto read = Model(content);
    if (!read.model) return {{}, {}, std::move(read.faults)};
    return {read.model->Version(), std::move(read.signed_by), {}};
}

}  // namespace clearway::fraud
