// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/shap_tables.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>
#include <limits>
#include <random>

namespace clearway::fraud {
namespace {

namespace json = boost::json;

constexpr std::size_t kFeatures = 5;

// A tree drawn at random, in XGBoost's columns; its paths may ask for a feature again.
struct DrawnTree {
    std::vector<int> left, right, feature, missing_left;
    std::vector<double> split, cover;

    DrawnTree(unsigned seed, int depth) : random_(seed) { Grow(depth, 1000); }

    json::value ToJson() const {
        return {{"left_children", json::value_from(left)},
                {"right_children", json::value_from(right)},
                {"split_indices", json::value_from(feature)},
                {"default_left", json::value_from(missing_left)},
                {"split_type", json::value_from(std::vector<int>(left.size()))},
                {"split_conditions", json::value_from(split)},
                {"sum_hessian", json::value_from(cover)}};
    }

    // What the tree says of the row when only the features of `known` are known: at the others both
    // ways are gone, each as far as the training went it.
    double Expect(std::span<const float> row, unsigned known, std::size_t at = 0) const {
        if (left[at] < 0) return split[at];
        const auto l = static_cast<std::size_t>(left[at]);
        const auto r = static_cast<std::size_t>(right[at]);
        const auto asked = static_cast<std::size_t>(feature[at]);
        if ((known >> asked & 1) == 0)
            return (Expect(row, known, l) * cover[l] + Expect(row, known, r) * cover[r]) /
                   cover[at];
        const bool goes_left = std::isnan(row[asked]) ? missing_left[at] != 0
                                                      : row[asked] < static_cast<float>(split[at]);
        return Expect(row, known, goes_left ? l : r);
    }

private:
    void Grow(int depth, double weight) {
        const auto at = left.size();
        left.push_back(-1);
        right.push_back(-1);
        feature.push_back(static_cast<int>(random_() % kFeatures));
        missing_left.push_back(static_cast<int>(random_() % 2));
        split.push_back(static_cast<double>(random_() % 9) - 4);
        cover.push_back(weight);
        if (depth == 0) return;
        const auto part = 0.1 + 0.1 * static_cast<double>(random_() % 8);
        left[at] = static_cast<int>(left.size());
        Grow(depth - 1, weight * part);
        right[at] = static_cast<int>(left.size());
        Grow(depth - 1, weight * (1 - part));
    }

    std::mt19937 random_;
};

std::string ModelOf(json::array trees, const char* booster = "gbtree") {
    return json::serialize(json::value{
        {"learner",
         {{"gradient_booster", {{"name", booster}, {"model", {{"trees", std::move(trees)}}}}}}}});
}

// By the definition: the mean, over all orders in which the features become known, of what the
// feature changes when it does.
double ShapleyValue(const DrawnTree& tree, std::span<const float> row, std::size_t feature) {
    double value = 0;
    for (unsigned known = 0; known < 1U << kFeatures; ++known) {
        if ((known >> feature & 1) != 0) continue;
        const auto size = std::popcount(known);
        const auto weight =
            std::tgamma(size + 1) * std::tgamma(kFeatures - size) / std::tgamma(kFeatures + 1);
        value += weight * (tree.Expect(row, known | 1U << feature) - tree.Expect(row, known));
    }
    return value;
}

TEST(ShapTables, AreTheShapleyValuesOfTheDefinition) {
    std::mt19937 random(5);
    for (unsigned seed = 0; seed < 40; ++seed) {
        const DrawnTree tree(seed, static_cast<int>(seed % 6));
        const auto tables = ShapTables::Build(ModelOf({tree.ToJson()}));
        ASSERT_TRUE(tables);
        for (int i = 0; i < 20; ++i) {
            std::vector<float> row(kFeatures);
            for (auto& value : row)
                value = random() % 6 == 0 ? std::numeric_limits<float>::quiet_NaN()
                                          : static_cast<float>(random() % 11) - 5;
            std::vector<double> values(kFeatures);
            tables->Explain(row, values);
            for (std::size_t j = 0; j < kFeatures; ++j)
                EXPECT_NEAR(values[j], ShapleyValue(tree, row, j), 1e-12) << seed << ' ' << j;
        }
    }
}

TEST(ShapTables, AddUpOverTrees) {
    const DrawnTree one(1, 3);
    const DrawnTree two(2, 4);
    const auto tables = ShapTables::Build(ModelOf({one.ToJson(), two.ToJson()}));
    ASSERT_TRUE(tables);
    const std::vector<float> row{1, -2, 3, 0, 2};
    std::vector<double> values(kFeatures);
    tables->Explain(row, values);
    for (std::size_t j = 0; j < kFeatures; ++j)
        EXPECT_NEAR(values[j], ShapleyValue(one, row, j) + ShapleyValue(two, row, j), 1e-12);
}

TEST(ShapTables, AreNotBuiltForWhatTheyDoNotKnow) {
    const auto tree = DrawnTree(1, 2).ToJson();
    EXPECT_TRUE(ShapTables::Build(ModelOf({tree})));
    EXPECT_FALSE(ShapTables::Build(ModelOf({tree}, "dart")));
    auto categories = tree;
    categories.at("split_type").as_array()[0] = 1;
    EXPECT_FALSE(ShapTables::Build(ModelOf({categories})));
    auto empty = tree;
    empty.at("sum_hessian").as_array()[0] = 0;
    EXPECT_FALSE(ShapTables::Build(ModelOf({empty})));
    auto shorter = tree;
    shorter.at("left_children").as_array()[0] = 77;
    EXPECT_FALSE(ShapTables::Build(ModelOf({shorter})));
    EXPECT_FALSE(ShapTables::Build(""));
    EXPECT_FALSE(ShapTables::Build("{}"));
    EXPECT_FALSE(ShapTables::Build("[1]"));
}

TEST(ShapTables, AreNotBuiltWhenTheyWouldNotFit) {
    // A path of seventeen features, each asked for once.
    json::array left, right, feature, zeros, split, cover;
    for (int i = 0; i < 17; ++i) {
        left.emplace_back(2 * i + 1);
        right.emplace_back(2 * i + 2);
        left.emplace_back(-1);
        right.emplace_back(-1);
        for (int twice = 0; twice < 2; ++twice) feature.emplace_back(i);
    }
    // Nodes 0, 2, 4, ... divide; the odd ones are leaves, and so is the last.
    left.emplace_back(-1);
    right.emplace_back(-1);
    feature.emplace_back(0);
    for (std::size_t i = 0; i < left.size(); ++i) {
        zeros.emplace_back(0);
        split.emplace_back(1);
        cover.emplace_back(i % 2 == 0 ? std::ldexp(1, -static_cast<int>(i) / 2)
                                      : std::ldexp(1, -static_cast<int>(i + 1) / 2));
    }
    const json::value tree{{"left_children", left},    {"right_children", right},
                           {"split_indices", feature}, {"default_left", zeros},
                           {"split_type", zeros},      {"split_conditions", split},
                           {"sum_hessian", cover}};
    EXPECT_FALSE(ShapTables::Build(ModelOf({tree})));
}

}  // namespace
}  // namespace clearway::fraud
