// SPDX-License-Identifier: Apache-2.0
// The gate between a folder and the payments: a model passes only when somebody trusted has signed
// it, its booster is the one that was signed, and its features mean here what they meant in
// training.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "crypto/ed25519.h"
#include "services/fraud/model/manifest.h"
#include "services/fraud/model/model_folder.h"

namespace clearway::fraud {

// A hash over the definitions of these features, in this order; nullopt when one is unknown.
using FeatureCatalogue =
    std::function<std::optional<std::string>(std::span<const std::string> names)>;

struct ModelTrust {
    std::vector<crypto::PublicKey> trusted_keys;
    FeatureCatalogue catalogue;
};

struct ModelVerification;

// Only VerifyModel makes one, so holding one is the proof.
class VerifiedModel {
public:
    const Manifest& About() const { return manifest_; }
    const std::string& BoosterBytes() const { return booster_; }
    const std::string& SignedBy() const { return signed_by_; }  // the key's id

private:
    friend ModelVerification VerifyModel(ModelPackage package, const ModelTrust& trust);
    VerifiedModel() = default;

    Manifest manifest_;
    std::string booster_;
    std::string signed_by_;
};

struct ModelVerification {
    std::optional<VerifiedModel> model;  // absent when there is a fault
    std::vector<std::string> faults;     // "manifest.sig: is by no trusted key"
};

// A manifest without a good signature is not even parsed; after that all faults are listed.
ModelVerification VerifyModel(ModelPackage package, const ModelTrust& trust);

// What does not fit between a manifest and the booster beside it.
std::vector<std::string> BoosterFaults(const Manifest& manifest, std::string_view booster);

}  // namespace clearway::fraud
