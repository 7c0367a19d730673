// SPDX-License-Identifier: Apache-2.0
// Wraps all data keys anew under the current key-encryption key, batch by batch, while others read
// and write. The rows themselves say what is left to do: a run that was killed anywhere loses at
// most one batch of work, and the next run goes on. Several at once do no harm.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "postgres/connection.h"
#include "vault/key_encryption.h"
#include "vault/person_key_rows.h"

namespace clearway::vault {

struct RotationProgress {
    std::uint64_t done = 0;    // keys of this run
    std::uint64_t total = 0;   // that were wrapped under an older key when it began
    std::uint64_t failed = 0;  // that did not unwrap; they keep the old key from being retired
};

class KeyRotation {
public:
    static constexpr std::size_t kBatch = 500;

    // `keys` must outlive it.
    KeyRotation(std::string database_url, KeyEncryption& keys, std::size_t batch = kBatch)
        : keys_(keys), batch_(batch), connection_(std::move(database_url)) {}

    // `after_batch` runs after each commit; it may take its time, to leave some to others.
    RotationProgress Run(const std::function<void(const RotationProgress&)>& after_batch = {});

    // Retires all keys but the current one that no data key needs any more, and tells which those
    // are. From then on nothing can be stored that is wrapped under them: once this has happened in
    // each database that uses the token, they can be destroyed there.
    std::vector<std::string> Retire();

private:
    std::vector<std::string> Outdated(const std::string& current);
    std::uint64_t Count(const std::string& kek_id);
    std::uint64_t Pass(const std::string& from, const std::string& to, RotationProgress& progress,
                       const std::function<void(const RotationProgress&)>& after_batch);
    std::vector<WrappedKey> ReadBatch(const std::string& kek_id, const WrappedKey& after);
    std::vector<WrappedKey> Rewrap(const std::vector<WrappedKey>& keys, const std::string& to);
    std::uint64_t Store(const std::string& from, const std::string& to,
                        const std::vector<WrappedKey>& keys);

    KeyEncryption& keys_;
    const std::size_t batch_;
    postgres::Connection connection_;
};

}  // namespace clearway::vault
