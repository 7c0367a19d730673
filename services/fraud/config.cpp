// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/config.h"

#include <fstream>
#include <iterator>
#include <utility>

#include "embedded/fraud_default_policy.h"
#include "services/fraud/model/load_model.h"
#include "services/fraud/rules/policy_file.h"

namespace clearway::fraud {

namespace {

constexpr char kPolicySetting[] = "CLEARWAY_FRAUD_POLICY";
constexpr char kModelSetting[] = "CLEARWAY_FRAUD_MODEL";
constexpr char kKeySetting[] = "CLEARWAY_FRAUD_MODEL_KEY";

std::string ReadText(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// The file named by the setting, or the policy that was built in.
SharedPolicy ReadPolicy(config::Environment& environment, const FeatureTable& table) {
    const auto text = environment.Text(kPolicySetting, "").empty()
                          ? std::string(embedded::fraud_default_policy::kPolicy)
                          : ReadText(environment.File(kPolicySetting));
    auto file = rules::ReadPolicyFile(text);
    for (const auto& fault : file.faults) environment.Fault(kPolicySetting, fault);
    if (!file.policy) return nullptr;
    auto compiled =
        rules::PolicyProgram::Compile(std::move(*file.policy), Scoring::RowNames(table));
    for (const auto& fault : compiled.faults) environment.Fault(kPolicySetting, fault);
    return std::move(compiled.program);
}

// Without a model the rules decide alone; with one that does not fit the service does not start.
SharedModel ReadModel(config::Environment& environment, const FeatureTable& table) {
    if (environment.Text(kModelSetting, "").empty()) return nullptr;
    const auto key = ReadPublicKey(environment.File(kKeySetting));
    if (!key) {
        environment.Fault(kKeySetting, "must be a file with an Ed25519 public key (PEM)");
        return nullptr;
    }
    auto loaded = LoadModel(
        environment.Text(kModelSetting), *key,
        [&](std::span<const std::string> names) { return table.HashOf(names); }, table.Names());
    for (const auto& fault : loaded.faults) environment.Fault(kModelSetting, fault);
    return std::move(loaded.model);
}

}  // namespace

Config Config::Read(config::Environment& environment) {
    Config config;
    const auto& table = FeatureTable::Default();
    auto policy = ReadPolicy(environment, table);
    auto model = ReadModel(environment, table);
    if (policy)
        config.scoring =
            std::make_shared<const Scoring>(table, std::move(policy), std::move(model));
    config.memory.entities_max = static_cast<std::size_t>(
        environment.Integer("CLEARWAY_FRAUD_ENTITIES_MAX", 1'000'000, 1'000, 100'000'000));
    config.memory.payments_max = static_cast<std::size_t>(
        environment.Integer("CLEARWAY_FRAUD_PAYMENTS_MAX", 1'000'000, 1'000, 100'000'000));
    config.state_folder = environment.Text("CLEARWAY_FRAUD_STATE", "");
    config.snapshot_every = std::chrono::minutes(
        environment.Integer("CLEARWAY_FRAUD_SNAPSHOT_MINUTES", 15, 1, 24 * 60));
    return config;
}

}  // namespace clearway::fraud
