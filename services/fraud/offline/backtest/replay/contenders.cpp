// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/replay/contenders.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "embedded/fraud_default_policy.h"
#include "services/fraud/model/load_model.h"

namespace clearway::fraud {

namespace {

class Loading {
public:
    Loading(const FeatureTable& table, std::string key_path, std::vector<std::string>& faults)
        : table_(table), key_path_(std::move(key_path)), faults_(faults) {}

    SharedPolicy Policy(const char* option, const std::string& path) {
        std::error_code error;
        if (!path.empty() && !std::filesystem::is_regular_file(path, error)) {
            Fault(option, path, "is no file that can be read");
            return nullptr;
        }
        std::ifstream in(path, std::ios::binary);
        auto read =
            FraudPolicy::Read(path.empty() ? std::string(embedded::fraud_default_policy::kPolicy)
                                           : std::string(std::istreambuf_iterator<char>(in), {}),
                              Scoring::RowNames(table_));
        for (const auto& fault : read.faults) Fault(option, path, fault);
        return std::move(read.policy);
    }

    SharedModel Model(const char* option, const std::string& path) {
        const auto key = ReadPublicKey(key_path_);
        if (!key) {
            Fault("--key", key_path_, "must be a file with an Ed25519 public key (PEM)");
            return nullptr;
        }
        auto loaded = LoadModel(
            path,
            {.trusted_keys = {*key},
             .catalogue =
                 [this](std::span<const std::string> names) { return table_.HashOf(names); }},
            table_.Names());
        for (const auto& fault : loaded.faults) Fault(option, path, fault);
        return std::move(loaded.model);
    }

private:
    void Fault(const char* option, const std::string& path, const std::string& what) {
        auto fault = std::string(option) + " " + path + ": " + what;
        if (faults_.empty() || faults_.back() != fault) faults_.push_back(std::move(fault));
    }

    const FeatureTable& table_;
    std::string key_path_;
    std::vector<std::string>& faults_;
};

}  // namespace

LoadedContenders LoadContenders(const ContenderFiles& files, const FeatureTable& table) {
    LoadedContenders loaded;
    Loading load(table, files.key, loaded.faults);
    auto& [active, candidate] = loaded.sides;
    active.policy = load.Policy("--active-policy", files.active_policy);
    if (!files.active_model.empty())
        active.model = load.Model("--active-model", files.active_model);
    candidate = active;
    if (!files.policy.empty()) candidate.policy = load.Policy("--policy", files.policy);
    if (!files.model.empty()) candidate.model = load.Model("--model", files.model);
    return loaded;
}

}  // namespace clearway::fraud
