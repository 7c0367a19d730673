// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/config.h"

#include <fstream>
#include <iterator>

#include "embedded/fraud_policy.h"
#include "services/fraud/domain/policy/policy_file.h"

namespace clearway::fraud {

namespace {

constexpr char kPolicySetting[] = "CLEARWAY_FRAUD_POLICY";

// The file named by the setting, or the policy that was built in.
std::string PolicyText(config::Environment& environment) {
    if (environment.Text(kPolicySetting, "").empty())
        return std::string(embedded::fraud_policy::kPolicy);
    std::ifstream file(environment.File(kPolicySetting), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Config Config::Read(config::Environment& environment) {
    Config config;
    auto file = ReadPolicyFile(PolicyText(environment));
    for (const auto& fault : file.faults) environment.Fault(kPolicySetting, fault);
    if (file.policy) config.policy = std::move(*file.policy);
    config.memory.entities_max = static_cast<std::size_t>(
        environment.Integer("CLEARWAY_FRAUD_ENTITIES_MAX", 200'000, 1'000, 10'000'000));
    config.memory.payments_max = static_cast<std::size_t>(
        environment.Integer("CLEARWAY_FRAUD_PAYMENTS_MAX", 1'000'000, 1'000, 100'000'000));
    return config;
}

}  // namespace clearway::fraud
