// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/fraud/model/model_fixture.h"

namespace clearway::fraud {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string Good() { return ManifestOf("booster"); }

TEST(Manifest, ReadsAGoodFileWhole) {
    const auto file = ReadManifest(Good());
    ASSERT_TRUE(file.manifest) << ::testing::PrintToString(file.faults);
    const auto& manifest = *file.manifest;
    EXPECT_EQ(manifest.FullVersion(), "small/2025-03.1");
    EXPECT_EQ(manifest.features, Expected().features);
    EXPECT_EQ(manifest.features_hash, "hash-of-five");
    EXPECT_EQ(manifest.booster.bytes, 7);
    EXPECT_EQ(manifest.booster.sha256.size(), 64U);
    EXPECT_EQ(manifest.params.at("objective"), TrainingParameter("binary:logistic"));
    EXPECT_EQ(manifest.params.at("max_depth"), TrainingParameter(std::int64_t{4}));
    EXPECT_EQ(manifest.params.at("eta"), TrainingParameter(0.2));
    EXPECT_EQ(manifest.params.at("verbose"), TrainingParameter(false));
    EXPECT_EQ(manifest.training.from, "2025-03-01");
    EXPECT_EQ(manifest.training.rows, 4000);
    EXPECT_EQ(manifest.training.fraud, 400);
    EXPECT_EQ(manifest.metrics.at("ap"), 0.75);
    EXPECT_EQ(manifest.metrics.at("rounds"), 40);
    EXPECT_THAT(manifest.score_distribution.edges, ElementsAre(0, 100, 500, 1000));
    EXPECT_THAT(manifest.score_distribution.share, ElementsAre(0.9, 0.08, 0.02));
    ASSERT_EQ(manifest.calibration.size(), 2U);
    EXPECT_EQ(manifest.calibration[1].observed, 0.45);
    EXPECT_EQ(manifest.calibration[1].rows, 1000);
    EXPECT_EQ(manifest.thresholds.review, 500);
}

struct Row {
    std::string from, to, fault;
};

void ExpectFaults(std::span<const Row> rows) {
    for (const auto& row : rows) {
        const auto file = ReadManifest(With(Good(), row.from, row.to));
        EXPECT_FALSE(file.manifest) << row.fault;
        EXPECT_THAT(file.faults, Contains(HasSubstr(row.fault))) << row.from << " -> " << row.to;
    }
}

TEST(Manifest, NamesEachFaultOfTheModelsIdentity) {
    const Row rows[] = {
        {"clearway-model/1", "clearway-model/2", "format: must be \"clearway-model/1\""},
        {"\"format\": \"clearway-model/1\", ", "", "format: is missing"},
        {"\"small\"", "7", "name: must be 1 to 64"},
        {"\"small\"", "\"Big One\"", "name: must be 1 to 64"},
        {"\"small\"", "\"\"", "name: must be 1 to 64"},
        {"\"2025-03.1\"", "null", "version: must be 1 to 64"},
        {"\"name\"", "\"names\"", "names: unknown key"},
        {"\"name\": \"small\"", "\"name\": \"small\", \"name\": \"big\"", "name: occurs twice"},
        {"[\"amount\"", "[1", "features[0]: must be 1 to 64"},
        {"\"hour\"", "\"amount\"", "features: names a feature twice"},
        {"[\"amount\", \"payer_amount_ratio\", \"payee_reported_share_30d\", \"pair_is_new\", "
         "\"hour\"]",
         "[]", "features: must name at least one"},
        {"[\"amount\", \"payer_amount_ratio\", \"payee_reported_share_30d\", \"pair_is_new\", "
         "\"hour\"]",
         "\"amount\"", "features: must be a list"},
        {"\"hash-of-five\"", "5", "features_hash: must be"},
        {"\"model.ubj\"", "\"../model.ubj\"", "booster.file: must be \"model.ubj\""},
        {"\"bytes\": 7", "\"bytes\": 0", "booster.bytes: must be an integer of 1"},
        {"\"bytes\": 7", "\"bytes\": 7.5", "booster.bytes: must be an integer"},
        {"\"bytes\": 7", "\"bytes\": 67108865", "booster.bytes: must be an integer"},
        {"\"bytes\": 7", "\"size\": 7", "booster.bytes: is missing"},
        {"\"bytes\": 7", "\"bytes\": 7, \"url\": \"x\"", "booster.url: unknown key"},
        {"\"sha256\": \"", "\"sha256\": \"A", "booster.sha256: must be 64 lower-case hex"},
    };
    ExpectFaults(rows);
}

TEST(Manifest, NamesEachFaultOfWhatTheModelSaysAboutItself) {
    const Row rows[] = {
        {"\"eta\": 0.2", "\"eta\": [0.2]", "params.eta: must be a text, a number or a boolean"},
        {"\"eta\": 0.2", "\"eta\": null", "params.eta: must be a text, a number or a boolean"},
        {"\"eta\": 0.2", "\"Eta\": 0.2", "params.Eta: must be 1 to 64"},
        {"\"2025-03-01\"", "\"March\"", "training.from: must be a date"},
        {"\"2025-03-01\"", "\"2025-03-09\"", "training.to: lies before from"},
        {"\"rows\": 4000", "\"rows\": \"4000\"", "training.rows: must be an integer"},
        {"\"fraud\": 400", "\"fraud\": 4001", "training.fraud: must be at most rows"},
        {"\"ap\": 0.75", "\"ap\": \"high\"", "metrics.ap: must be a number"},
        {"[0, 100, 500, 1000]", "[0, 500, 100, 1000]", "score_distribution.edges: must ascend"},
        {"[0, 100, 500, 1000]", "[0, 100, 1000]", "score_distribution.share: must have one number"},
        {"[0, 100, 500, 1000]", "[0, 100, null, 1000]",
         "score_distribution.edges[2]: must be a number"},
        {"0.9, 0.08", "0.9, 0.2", "score_distribution.share: must be shares"},
        {"0.9, 0.08, 0.02", "1.9, -0.88, -0.02", "score_distribution.share: must be shares"},
        {"\"below\": 1,", "\"below\": 0.1,", "calibration[1].below: must ascend"},
        {"\"observed\": 0.45", "\"observed\": 1.45",
         "calibration[1].observed: must be a number of 0"},
        {"\"observed\": 0.45, ", "", "calibration[1].observed: is missing"},
        {"\"rows\": 1000}", "\"rows\": -1}", "calibration[1].rows: must be an integer of 0"},
        {"[{\"below\"", "[1, {\"below\"", "calibration[0]: must be an object"},
        {"\"review\": 500", "\"review\": 200", "thresholds.review: must be at least challenge"},
        {"\"decline\": 900", "\"decline\": 1001",
         "thresholds.decline: must be an integer of 0 to 1000"},
        {"\"decline\": 900", "\"deny\": 900", "thresholds.deny: unknown key"},
        {"{\"challenge\": 300, \"review\": 500, \"decline\": 900}", "[300, 500, 900]",
         "thresholds: must be an object"},
    };
    ExpectFaults(rows);
}

TEST(Manifest, ListsAllFaultsAtOnce) {
    const auto file = ReadManifest("{}");
    EXPECT_FALSE(file.manifest);
    for (const std::string key :
         {"format", "name", "version", "features", "features_hash", "booster", "params", "training",
          "metrics", "score_distribution", "calibration", "thresholds"})
        EXPECT_THAT(file.faults, Contains(key + ": is missing"));
}

TEST(Manifest, RefusesWhatIsNoJsonObjectOfBoundedSize) {
    for (const std::string text : {"", "[]", "{", "{} {}", "\x00\xff", "nul"})
        EXPECT_THAT(ReadManifest(text).faults, ElementsAre("must be one JSON object")) << text;
    EXPECT_THAT(ReadManifest(std::string(100000, '[')).faults,
                ElementsAre("must be one JSON object"));
    EXPECT_THAT(ReadManifest(Good() + std::string(kManifestBytesMax, ' ')).faults,
                ElementsAre("is larger than 1024 KiB"));
}

}  // namespace
}  // namespace clearway::fraud
