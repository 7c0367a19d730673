// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/load_model.h"

#include <fstream>
#include <iterator>
#include <utility>

#include "services/fraud/model/model_folder.h"
#include "services/fraud/model/xgboost_model.h"

namespace clearway::fraud {

LoadedModel LoadModel(const std::filesystem::path& path, const PublicKey& key,
                      const FeatureCatalogue& catalogue, std::span<const std::string> row_names) {
    auto folder = ReadModelFolder(path);
    if (!folder.package) return {.model = nullptr, .faults = std::move(folder.faults)};
    auto verified =
        VerifyModel(std::move(*folder.package), {.trusted_keys = {key}, .catalogue = catalogue});
    if (!verified.model) return {.model = nullptr, .faults = std::move(verified.faults)};
    try {
        return {.model = std::make_shared<const TrainedModel>(*verified.model, row_names),
                .faults = {}};
    } catch (const BoosterError& error) {
        return {.model = nullptr, .faults = {error.what()}};
    }
}

std::optional<PublicKey> ReadPublicKey(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return PublicKey::FromPem(std::string(std::istreambuf_iterator<char>(file), {}));
}

}  // namespace clearway::fraud
