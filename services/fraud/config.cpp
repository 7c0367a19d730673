// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/config.h"

#include <fstream>
#include <iterator>
#include <utility>

#include "embedded/fraud_default_policy.h"
#include "services/fraud/model/model_folder.h"

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
SharedPolicy ReadPolicy(config::Environment& environment, const ContentReader& contents) {
    const auto text = environment.Text(kPolicySetting, "").empty()
                          ? std::string(embedded::fraud_default_policy::kPolicy)
                          : ReadText(environment.File(kPolicySetting));
    auto read = contents.Policy(text);
    for (const auto& fault : read.faults) environment.Fault(kPolicySetting, fault);
    return std::move(read.policy);
}

// Without a model the rules decide alone; with one that does not fit the service does not start.
SharedModel ReadModel(config::Environment& environment, const ContentReader& contents) {
    if (environment.Text(kModelSetting, "").empty()) return nullptr;
    auto folder = ReadModelFolder(environment.Text(kModelSetting));
    for (const auto& fault : folder.faults) environment.Fault(kModelSetting, fault);
    if (!folder.package) return nullptr;
    auto& package = *folder.package;
    auto read = contents.Model({.text = std::move(package.manifest),
                                .signature = std::move(package.signature),
                                .booster = std::move(package.booster),
                                .card = std::move(package.card)});
    for (const auto& fault : read.faults) environment.Fault(kModelSetting, fault);
    return std::move(read.model);
}

std::vector<crypto::PublicKey> ReadKeys(config::Environment& environment) {
    if (environment.Text(kKeySetting, "").empty()) return {};
    auto key = crypto::PublicKey::FromPem(ReadText(environment.File(kKeySetting)));
    if (!key) {
        environment.Fault(kKeySetting, "must be a file with an Ed25519 public key (PEM)");
        return {};
    }
    return {std::move(*key)};
}

}  // namespace

Config Config::Read(config::Environment& environment) {
    Config config;
    config.contents = ContentReader(ReadKeys(environment));
    config.fallback.policy = ReadPolicy(environment, config.contents);
    config.fallback.model = ReadModel(environment, config.contents);
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
