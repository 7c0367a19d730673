// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/load_model.h"

#include <fstream>
#include <iterator>
#include <utility>

#include "services/fraud/model/xgboost_model.h"

namespace clearway::fraud {

LoadedModel LoadModel(ModelPackage package, const ModelTrust& trust,
                      std::span<const std::string> row_names) {
    auto verified = VerifyModel(std::move(package), trust);
    if (!verified.model) return {nullptr, {}, std::move(verified.faults)};
    try {
        return {std::make_shared<const TrainedModel>(*verified.model, row_names),
                verified.model->SignedBy(),
                {}};
    } catch (const BoosterError& error) {
        return {nullptr, {}, {error.what()}};
    }
}

LoadedModel LoadModel(const std::filesystem::path& path, const ModelTrust& trust,
                      std::span<const std::string> row_names) {
    auto folder = ReadModelFolder(path);
    if (!folder.package) return {nullptr, {}, std::move(folder.faults)};
    return LoadModel(std::move(*folder.package), trust, row_names);
}

std::optional<crypto::PublicKey> ReadPublicKey(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return crypto::PublicKey::FromPem(std::string(std::istreambuf_iterator<char>(file), {}));
}

}  // namespace clearway::fraud
