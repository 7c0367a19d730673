// SPDX-License-Identifier: Apache-2.0
// Rows that a store's one writer wrote lately, so that its next batch need not read them. Another
// process may have changed them since, so a batch that relies on one must write it under the
// version that is remembered (UPDATE ... WHERE version = known) and throw RetryBatch when a row
// does not match: the next attempt remembers nothing and reads all under lock. Of the writer's
// thread only.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/recent.h"

namespace clearway::postgres {

template <class Key, class Row>
class Remembered {
public:
    explicit Remembered(std::size_t rows_max) : rows_(rows_max) {}

    // First in each attempt at a batch.
    void Begin() {
        const bool is_repeated = std::exchange(under_way_, true) && !std::exchange(excused_, false);
        if (distrust_ > 0) --distrust_;
        careful_ = is_repeated || distrust_ > 0;
        staged_.clear();
        if (careful_) rows_.Clear();
    }

    // A row was not what is remembered; before RetryBatch is thrown.
    void Mistaken() { distrust_ = kDistrust; }

    // The attempt failed for a cause that is known and none of what is remembered here; before
    // RetryBatch is thrown. The next attempt goes on trusting.
    void Excuse() { excused_ = true; }

    // That row alone is to be read.
    void Forget(const Key& key) { rows_.Erase(key); }

    // Everything is to be read.
    bool Careful() const { return careful_; }

    // nullptr when it must be read. Valid until the next call.
    const Row* Find(const Key& key) { return rows_.Find(key); }

    // What is true once the batch is committed; no row: nothing is worth remembering.
    void Stage(const Key& key, std::optional<Row> row) {
        staged_.emplace_back(key, std::move(row));
    }

    // After the commit.
    void Committed() {
        under_way_ = false;
        for (auto& [key, row] : staged_) {
            if (row)
                rows_.Insert(key, std::move(*row));
            else
                rows_.Erase(key);
        }
        staged_.clear();
    }

private:
    static constexpr int kDistrust = 32;  // attempts

    core::Recent<Key, Row> rows_;
    std::vector<std::pair<Key, std::optional<Row>>> staged_;
    bool under_way_ = false;
    bool excused_ = false;
    bool careful_ = false;
    int distrust_ = 0;
};

}  // namespace clearway::postgres
