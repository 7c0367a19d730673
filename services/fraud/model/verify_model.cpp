// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/verify_model.h"

#include <algorithm>
#include <utility>

#include "core/digest.h"
#include "services/fraud/model/signature_text.h"

namespace clearway::fraud {

namespace {

std::string Of(std::string_view file, std::string_view fault) {
    return std::string(file) + ": " + std::string(fault);
}

// The id of the trusted key that made the signature; nullopt after noting why there is none.
std::optional<std::string> Signer(const ModelPackage& package,
                                  const std::vector<crypto::PublicKey>& trusted,
                                  std::vector<std::string>& faults) {
    if (package.signature.empty()) {
        faults.push_back(Of(kSignatureFile, "is missing: the model is not signed"));
        return std::nullopt;
    }
    const auto signature = SignatureFromText(package.signature);
    if (!signature) {
        faults.push_back(Of(kSignatureFile, "must be one line, the base64 of 64 bytes"));
        return std::nullopt;
    }
    const auto signer = std::ranges::find_if(trusted, [&](const crypto::PublicKey& key) {
        return key.Verify(package.manifest, *signature);
    });
    if (signer != trusted.end()) return signer->Id();
    faults.push_back(Of(kSignatureFile, "is by no trusted key, or the manifest was changed"));
    return std::nullopt;
}

void CheckFeatures(const Manifest& manifest, const FeatureCatalogue& catalogue,
                   std::vector<std::string>& faults) {
    const auto hash = catalogue(manifest.features);
    if (hash == manifest.features_hash) return;
    if (hash) {
        faults.push_back(Of(
            kManifestFile, "features_hash: features are computed otherwise here than in training"));
        return;
    }
    const auto before = faults.size();
    for (const auto& name : manifest.features)
        if (!catalogue(std::span(&name, 1)))
            faults.push_back(Of(kManifestFile, "features: " + name + " is unknown here"));
    if (faults.size() == before) faults.push_back(Of(kManifestFile, "features: are unknown here"));
}

}  // namespace

std::vector<std::string> BoosterFaults(const Manifest& manifest, std::string_view booster) {
    if (std::cmp_not_equal(booster.size(), manifest.booster.bytes))
        return {Of(kBoosterFile, "has " + std::to_string(booster.size()) +
                                     " bytes, the manifest says " +
                                     std::to_string(manifest.booster.bytes))};
    if (core::ToHex(core::Sha256(booster)) != manifest.booster.sha256)
        return {
            Of(kBoosterFile, "is not the file that the manifest describes: its SHA-256 differs")};
    return {};
}

ModelVerification VerifyModel(ModelPackage package, const ModelTrust& trust) {
    ModelVerification result;
    auto signer = Signer(package, trust.trusted_keys, result.faults);
    if (!signer) return result;
    auto read = ReadManifest(package.manifest);
    for (const auto& fault : read.faults) result.faults.push_back(Of(kManifestFile, fault));
    if (!read.manifest) return result;
    result.faults = BoosterFaults(*read.manifest, package.booster);
    CheckFeatures(*read.manifest, trust.catalogue, result.faults);
    if (!result.faults.empty()) return result;
    VerifiedModel model;
    model.manifest_ = std::move(*read.manifest);
    model.booster_ = std::move(package.booster);
    model.signed_by_ = std::move(*signer);
    result.model = std::move(model);
    return result;
}

}  // namespace clearway::fraud
