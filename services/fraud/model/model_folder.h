// SPDX-License-Identifier: Apache-2.0
// Reads the folder that a model comes in, byte for byte and judging nothing: manifest.json,
// manifest.sig (base64 of an Ed25519 signature of the manifest's bytes), model.ubj, and card.md for
// people, which is neither required nor signed. Other files are left alone.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "services/fraud/model/manifest.h"

namespace clearway::fraud {

inline constexpr std::string_view kManifestFile = "manifest.json";
inline constexpr std::string_view kSignatureFile = "manifest.sig";
inline constexpr std::string_view kCardFile = "card.md";

// As read: nothing in here may be trusted, or even parsed by XGBoost, before VerifyModel.
struct ModelPackage {
    std::string manifest;
    std::string signature;  // empty: not signed yet
    std::string booster;
    std::string card;  // empty: there is none
};

struct ModelFolder {
    std::optional<ModelPackage> package;  // absent when there is a fault
    std::vector<std::string> faults;      // "model.ubj: is a symbolic link"
};

// Regular files of bounded size only (manifest 1 MiB, booster 64 MiB, card 1 MiB), each read once.
// The path itself may be a link, so that a folder can be put in another's place in one step.
ModelFolder ReadModelFolder(const std::filesystem::path& path);

}  // namespace clearway::fraud
