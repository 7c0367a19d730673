// SPDX-License-Identifier: Apache-2.0
// For the tests of this room: the small booster of testdata, a manifest that fits it, and folders.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/ed25519.h"
#include "services/fraud/model/model_folder.h"
#include "services/fraud/model/verify_model.h"

namespace clearway::fraud {

// What testdata/expected.json says; NaN: missing.
struct ExpectedScores {
    std::vector<std::string> features;
    std::vector<std::vector<float>> rows;
    std::vector<double> probabilities, margins;
    std::vector<std::vector<float>> contributions;  // the last of each: the bias
};
const ExpectedScores& Expected();

const std::string& BoosterOfTestdata();
std::string ManifestOf(std::string_view booster);

// The text with one of its pieces replaced; the piece must be there.
std::string With(std::string text, std::string_view from, std::string_view to);

ModelPackage Sign(std::string manifest, std::string booster, const crypto::PrivateKey& key);

// Knows exactly the features of testdata.
ModelTrust Trusting(const crypto::PrivateKey& key);

// A folder that is gone with this object.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
    const std::filesystem::path& Path() const { return path_; }
    void Write(std::string_view name, std::string_view text) const;

private:
    std::filesystem::path path_;
};

std::string TextOf(const std::filesystem::path& path);

}  // namespace clearway::fraud
