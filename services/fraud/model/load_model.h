// SPDX-License-Identifier: Apache-2.0
// From a package or its folder to a model at work: verified and fitted to the engine's rows. The
// one way in which a program comes to a model.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "crypto/ed25519.h"
#include "services/fraud/model/model_folder.h"
#include "services/fraud/model/verify_model.h"
#include "services/fraud/scoring/model.h"

namespace clearway::fraud {

struct LoadedModel {
    SharedModel model;                // null when there is a fault
    std::string signed_by;            // the key's id
    std::vector<std::string> faults;  // "manifest.sig: is by no trusted key"
};

// `row_names`: the names of the engine's row, in order.
LoadedModel LoadModel(ModelPackage package, const ModelTrust& trust,
                      std::span<const std::string> row_names);
LoadedModel LoadModel(const std::filesystem::path& folder, const ModelTrust& trust,
                      std::span<const std::string> row_names);

// nullopt: there is no such file, or it holds no Ed25519 public key.
std::optional<crypto::PublicKey> ReadPublicKey(const std::filesystem::path& path);

}  // namespace clearway::fraud
