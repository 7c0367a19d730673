// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/shap_tables.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>

namespace clearway::fraud {

namespace {

namespace json = boost::json;

constexpr std::size_t kPathFeaturesMax = 16;

// A tree as XGBoost stores it: columns, a place a node, the root first.
struct StoredTree {
    std::vector<std::int64_t> left, right, feature, missing_left, split_kind;
    std::vector<double> split, cover;  // of a leaf `split` is its value
};

template <class Value>
std::vector<Value> Column(const json::value& tree, const char* name) {
    std::vector<Value> column;
    for (const auto& value : tree.at(name).as_array()) {
        // Flags are numbers in one version and booleans in another.
        column.push_back(value.is_bool() ? Value(value.as_bool()) : value.to_number<Value>());
    }
    return column;
}

StoredTree ReadTree(const json::value& tree) {
    return {.left = Column<std::int64_t>(tree, "left_children"),
            .right = Column<std::int64_t>(tree, "right_children"),
            .feature = Column<std::int64_t>(tree, "split_indices"),
            .missing_left = Column<std::int64_t>(tree, "default_left"),
            .split_kind = Column<std::int64_t>(tree, "split_type"),
            .split = Column<double>(tree, "split_conditions"),
            .cover = Column<double>(tree, "sum_hessian")};
}

// A feature of a path, with the part of the training that goes towards the leaf where it asks.
struct PathFeature {
    std::uint32_t feature = 0;
    double part = 1;
};

// The Shapley values of the features of a path in one case: feature i adds `value` times (its
// fraction with it known less that without it) times the weighted sum over all sets of the others,
// of which the known count by their case and the unknown by their part.
void AddCase(std::span<const PathFeature> path, std::uint32_t towards, double value,
             std::vector<double>& values) {
    const auto count = path.size();
    const auto is_towards = [&](std::size_t i) { return (towards >> i & 1) != 0 ? 1.0 : 0.0; };
    for (std::size_t i = 0; i < count; ++i) {
        // by_known[k]: the sum over the sets of the others with k known ones.
        std::array<double, kPathFeaturesMax> by_known{1};
        std::size_t others = 0;
        for (std::size_t j = 0; j < count; ++j) {
            if (j == i) continue;
            ++others;
            for (auto k = others; k > 0; --k)
                by_known[k] = by_known[k] * path[j].part + by_known[k - 1] * is_towards(j);
            by_known[0] *= path[j].part;
        }
        // A set of k known ones weighs k! (count - k - 1)! / count!.
        double weight = 1 / static_cast<double>(count);
        double sum = 0;
        for (std::size_t k = 0; k < count; ++k) {
            sum += weight * by_known[k];
            if (k + 1 < count)
                weight *= static_cast<double>(k + 1) / static_cast<double>(count - k - 1);
        }
        values.push_back(value * (is_towards(i) - path[i].part) * sum);
    }
}

}  // namespace

class ShapTables::Builder {
public:
    // False: a tree that the tables cannot hold.
    bool AddTree(const StoredTree& tree) {
        tables_.roots_.push_back(static_cast<std::uint32_t>(tables_.nodes_.size()));
        std::vector<PathFeature> path;
        return AddNode(tree, 0, path);
    }
    ShapTables Take() { return std::move(tables_); }

private:
    bool AddNode(const StoredTree& tree, std::size_t from, const std::vector<PathFeature>& path) {
        const auto at = tables_.nodes_.size();
        tables_.nodes_.emplace_back();
        if (tree.left.at(from) < 0) return AddLeaf(tree.split.at(from), path, tables_.nodes_[at]);
        if (tree.split_kind.at(from) != 0) return false;
        const auto feature = static_cast<std::uint32_t>(tree.feature.at(from));
        const auto place = static_cast<std::size_t>(
            std::ranges::find(path, feature, &PathFeature::feature) - path.begin());
        if (place == kPathFeaturesMax) return false;
        Node node{.feature = feature,
                  .below = static_cast<float>(tree.split.at(from)),
                  .missing_left = tree.missing_left.at(from) != 0,
                  .bit = Case{1} << place};
        for (auto* child : {&node.left, &node.right}) {
            const auto next = static_cast<std::size_t>(child == &node.left ? tree.left.at(from)
                                                                           : tree.right.at(from));
            auto longer = path;
            if (place == path.size()) longer.push_back({.feature = feature});
            longer[place].part *= tree.cover.at(next) / tree.cover.at(from);
            if (!std::isfinite(longer[place].part)) return false;
            *child = static_cast<std::uint32_t>(tables_.nodes_.size());
            if (!AddNode(tree, next, longer)) return false;
        }
        tables_.nodes_[at] = node;
        return true;
    }

    bool AddLeaf(double value, std::span<const PathFeature> path, Node& node) {
        const auto cases = Case{1} << path.size();
        if (tables_.values_.size() + cases * path.size() > kValuesMax) return false;
        node.left = static_cast<std::uint32_t>(tables_.leaves_.size());
        tables_.leaves_.push_back({.features = static_cast<std::uint32_t>(tables_.features_.size()),
                                   .count = static_cast<std::uint32_t>(path.size()),
                                   .values = static_cast<std::uint32_t>(tables_.values_.size())});
        for (const auto& each : path) tables_.features_.push_back(each.feature);
        for (Case towards = 0; towards < cases; ++towards)
            AddCase(path, towards, value, tables_.values_);
        return true;
    }

    ShapTables tables_;
};

std::optional<ShapTables> ShapTables::Build(std::string_view model_json) {
    try {
        const auto model = json::parse(json::string_view(model_json.data(), model_json.size()));
        const auto& booster = model.at("learner").at("gradient_booster");
        if (booster.at("name") != "gbtree") return std::nullopt;
        Builder builder;
        for (const auto& tree : booster.at("model").at("trees").as_array()) {
            if (!builder.AddTree(ReadTree(tree))) return std::nullopt;
        }
        return builder.Take();
    } catch (const std::exception&) {
        return std::nullopt;  // of a version that writes it otherwise
    }
}

void ShapTables::Explain(std::span<const float> row, std::span<double> contributions) const {
    for (const auto root : roots_) Walk(nodes_[root], ~Case{0}, row, contributions);
}

std::vector<float> ShapTables::SplitsOf(std::uint32_t feature) const {
    std::vector<float> splits;
    for (const auto& node : nodes_) {
        if (node.bit != 0 && node.feature == feature) splits.push_back(node.below);
    }
    std::ranges::sort(splits);
    splits.erase(std::unique(splits.begin(), splits.end()), splits.end());
    return splits;
}

void ShapTables::Walk(const Node& node, Case towards, std::span<const float> row,
                      std::span<double> contributions) const {
    if (node.bit == 0) {
        const auto& leaf = leaves_[node.left];
        const auto in_case = towards & ((Case{1} << leaf.count) - 1);
        const auto* values = values_.data() + leaf.values + std::size_t{in_case} * leaf.count;
        for (std::uint32_t i = 0; i < leaf.count; ++i)
            contributions[features_[leaf.features + i]] += values[i];
        return;
    }
    const auto value = row[node.feature];
    const bool left = std::isnan(value) ? node.missing_left : value < node.below;
    Walk(nodes_[node.left], left ? towards : towards & ~node.bit, row, contributions);
    Walk(nodes_[node.right], left ? towards & ~node.bit : towards, row, contributions);
}

}  // namespace clearway::fraud
