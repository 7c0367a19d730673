// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/model_fixture.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>

#include "core/digest.h"
#include "services/fraud/model/signature_text.h"

namespace clearway::fraud {

namespace {

constexpr const char* kTestdata = "services/fraud/model/testdata/";

std::vector<std::vector<float>> Rows(const boost::json::value& value) {
    std::vector<std::vector<float>> rows;
    for (const auto& row : value.as_array()) {
        auto& cells = rows.emplace_back();
        for (const auto& cell : row.as_array())
            cells.push_back(cell.is_null() ? std::numeric_limits<float>::quiet_NaN()
                                           : cell.to_number<float>());
    }
    return rows;
}

ExpectedScores ReadExpected() {
    const auto file = boost::json::parse(TextOf(std::string(kTestdata) + "expected.json"));
    return {.features = boost::json::value_to<std::vector<std::string>>(file.at("features")),
            .rows = Rows(file.at("rows")),
            .probabilities = boost::json::value_to<std::vector<double>>(file.at("probabilities")),
            .margins = boost::json::value_to<std::vector<double>>(file.at("margins")),
            .contributions = Rows(file.at("contributions"))};
}

}  // namespace

const ExpectedScores& Expected() {
    static const auto expected = ReadExpected();
    return expected;
}

const std::string& BoosterOfTestdata() {
    static const auto booster = TextOf(std::string(kTestdata) + "model.ubj");
    return booster;
}

std::string ManifestOf(std::string_view booster) {
    return R"({"format": "clearway-model/1", "name": "small", "version": "2025-03.1",
"features": ["amount", "payer_amount_ratio", "payee_reported_share_30d", "pair_is_new", "hour"],
"features_hash": "hash-of-five",
"booster": {"file": "model.ubj", "sha256": ")" +
           core::ToHex(core::Sha256(booster)) + R"(", "bytes": )" + std::to_string(booster.size()) +
           R"(},
"params": {"objective": "binary:logistic", "max_depth": 4, "eta": 0.2, "verbose": false},
"training": {"from": "2025-03-01", "to": "2025-03-07T23:59:59Z", "rows": 4000, "fraud": 400,
             "source": "drawn numbers"},
"metrics": {"ap": 0.75, "rounds": 40},
"score_distribution": {"edges": [0, 100, 500, 1000], "share": [0.9, 0.08, 0.02]},
"calibration": [{"below": 0.1, "predicted": 0.02, "observed": 0.03, "rows": 3000},
                {"below": 1, "predicted": 0.5, "observed": 0.45, "rows": 1000}],
"thresholds": {"challenge": 300, "review": 500, "decline": 900}}
)";
}

std::string With(std::string text, std::string_view from, std::string_view to) {
    const auto place = text.find(from);
    if (place == std::string::npos) throw std::logic_error("not there: " + std::string(from));
    return text.replace(place, from.size(), to);
}

ModelPackage Sign(std::string manifest, std::string booster, const crypto::PrivateKey& key) {
    ModelPackage package{.manifest = std::move(manifest),
                         .signature = {},
                         .booster = std::move(booster),
                         .card = {}};
    package.signature = SignatureToText(key.Sign(package.manifest));
    return package;
}

ModelTrust Trusting(const crypto::PrivateKey& key) {
    const auto catalogue = [](std::span<const std::string> names) -> std::optional<std::string> {
        for (const auto& name : names)
            if (std::ranges::find(Expected().features, name) == Expected().features.end())
                return std::nullopt;
        return std::ranges::equal(names, Expected().features) ? "hash-of-five" : "another-hash";
    };
    return {.trusted_keys = {key.Public()}, .catalogue = catalogue};
}

TemporaryFolder::TemporaryFolder() {
    std::string name = std::filesystem::temp_directory_path() / "clearway-model-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() { std::filesystem::remove_all(path_); }

void TemporaryFolder::Write(std::string_view name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
}

std::string TextOf(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace clearway::fraud
