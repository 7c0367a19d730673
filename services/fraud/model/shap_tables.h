// SPDX-License-Identifier: Apache-2.0
// Exact TreeSHAP by looking it up. What a leaf adds to the contributions of the features on its
// path depends on a row only by which of those features lead the row towards the leaf: with four
// features that are sixteen cases, all of which are computed once. (The values are those of
// TreeSHAP by tree paths, Lundberg 2018; to precompute them is the idea of Fast TreeSHAP v2, Yang
// 2021.)
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace clearway::fraud {

// Immutable once built; may be read from any number of threads at once.
class ShapTables {
public:
    // More values than these are not held: 32 MiB.
    static constexpr std::size_t kValuesMax = std::size_t{1} << 22;

    // Of a model in XGBoost's JSON. nullopt for what this does not know (other boosters than trees
    // of equal weight, categories) and for trees so deep that the tables would hold too many
    // values.
    static std::optional<ShapTables> Build(std::string_view model_json);

    // Adds what each feature does to the row's log-odds to `contributions`. Both are in model
    // order.
    void Explain(std::span<const float> row, std::span<double> contributions) const;

    // The values at which the trees divide by a feature, each once, ascending.
    std::vector<float> SplitsOf(std::uint32_t feature) const;

private:
    class Builder;

    // Bit i: the row goes towards the leaf wherever the path asks for its feature i.
    using Case = std::uint32_t;

    struct Node {
        std::uint32_t feature = 0;
        float below = 0;  // such values go left
        bool missing_left = false;
        Case bit = 0;  // of the feature on the path; 0: this is a leaf
        std::uint32_t left = 0;
        std::uint32_t right = 0;
    };
    struct Leaf {
        std::uint32_t features = 0;  // where those of its path begin
        std::uint32_t count = 0;     // of them
        std::uint32_t values = 0;    // where its table begins: by case, then by feature
    };

    void Walk(const Node& node, Case towards, std::span<const float> row,
              std::span<double> contributions) const;

    std::vector<std::uint32_t> roots_;
    std::vector<Node> nodes_;  // of all trees; of a leaf `left` is its place in leaves_
    std::vector<Leaf> leaves_;
    std::vector<std::uint32_t> features_;
    std::vector<double> values_;
};

}  // namespace clearway::fraud
