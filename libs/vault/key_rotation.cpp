// SPDX-License-Identifier: Apache-2.0
#include "vault/key_rotation.h"

#include <algorithm>
#include <utility>

#include "embedded/vault_sql.h"
#include "postgres/in_transaction.h"
#include "postgres/row.h"
#include "telemetry/log.h"

namespace clearway::vault {

namespace {

namespace sql = embedded::vault_sql;

}  // namespace

RotationProgress KeyRotation::Run(const std::function<void(const RotationProgress&)>& after_batch) {
    keys_.Refresh();
    const auto current = keys_.CurrentKeyId();
    const auto outdated = Outdated(current);
    RotationProgress progress;
    for (const auto& kek_id : outdated) progress.total += Count(kek_id);
    for (const auto& kek_id : outdated) {
        const auto failed_before = progress.failed;
        // What was locked in one pass is free in another; what does not unwrap never will.
        do progress.failed = failed_before;
        while (Pass(kek_id, current, progress, after_batch) > 0 &&
               Count(kek_id) > progress.failed - failed_before);
    }
    return progress;
}

// From the first person to the last, once; how many keys were stored.
std::uint64_t KeyRotation::Pass(const std::string& from, const std::string& to,
                                RotationProgress& progress,
                                const std::function<void(const RotationProgress&)>& after_batch) {
    std::uint64_t stored_in_pass = 0;
    for (WrappedKey last;;) {
        const auto batch = ReadBatch(from, last);
        if (batch.empty()) return stored_in_pass;
        last = batch.back();
        const auto rewrapped = Rewrap(batch, to);
        const auto stored = Store(from, to, rewrapped);
        stored_in_pass += stored;
        progress.done += stored;
        progress.failed += batch.size() - rewrapped.size();
        if (after_batch) after_batch(progress);
    }
}

std::vector<std::string> KeyRotation::Outdated(const std::string& current) {
    std::vector<std::string> ids;
    const auto rows =
        postgres::InTransaction(connection_, postgres::Access::kRead, [&](auto& transaction) {
            return postgres::Execute(transaction, {"outdated_keks", sql::kOutdatedKeks}, current);
        });
    for (const auto& row : rows) ids.push_back(postgres::AsText(row[0]));
    return ids;
}

std::uint64_t KeyRotation::Count(const std::string& kek_id) {
    return postgres::InTransaction(connection_, postgres::Access::kRead, [&](auto& transaction) {
        const auto rows = postgres::Execute(transaction, {"count_keys", sql::kCountKeys}, kek_id);
        return static_cast<std::uint64_t>(postgres::AsInt(rows.at(0)[0]));
    });
}

std::vector<WrappedKey> KeyRotation::ReadBatch(const std::string& kek_id, const WrappedKey& after) {
    std::vector<WrappedKey> keys;
    const auto rows =
        postgres::InTransaction(connection_, postgres::Access::kRead, [&](auto& transaction) {
            return postgres::Execute(transaction, {"read_batch", sql::kReadBatch}, kek_id,
                                     after.person.ToString(), std::int64_t{after.generation},
                                     static_cast<std::int64_t>(batch_));
        });
    for (const auto& row : rows)
        keys.push_back({.person = postgres::AsId<PersonId>(row[0]),
                        .generation = static_cast<Generation>(postgres::AsInt(row[1])),
                        .kek_id = kek_id,
                        .wrapped = postgres::AsBytes(row[2])});
    return keys;
}

// Outside any transaction: a token may be slow.
std::vector<WrappedKey> KeyRotation::Rewrap(const std::vector<WrappedKey>& keys,
                                            const std::string& to) {
    std::vector<WrappedKey> rewrapped;
    for (const auto& key : keys) {
        const auto bound = BoundOf(key.person, key.generation);
        try {
            const auto data_key = keys_.Unwrap(key.kek_id, key.wrapped, bound);
            rewrapped.push_back({.person = key.person,
                                 .generation = key.generation,
                                 .kek_id = to,
                                 .wrapped = keys_.Wrap(to, data_key, bound)});
        } catch (const KeyEncryptionError& error) {
            if (error.Why() != KeyEncryptionError::Reason::kNotAuthentic) throw;
            log::Error("a person's key does not unwrap and is left as it is",
                       {{"person_id", key.person.ToString()},
                        {"generation", key.generation},
                        {"kek_id", key.kek_id}});
        }
    }
    return rewrapped;
}

std::uint64_t KeyRotation::Store(const std::string& from, const std::string& to,
                                 const std::vector<WrappedKey>& keys) {
    return postgres::InTransaction(connection_, postgres::Access::kWrite, [&](auto& transaction) {
        return StoreRewrapped(transaction, from, to, keys);
    });
}

std::vector<std::string> KeyRotation::Retire() {
    keys_.Refresh();
    std::vector<std::string> retired;
    for (const auto& kek_id : Outdated(keys_.CurrentKeyId())) {
        // The lock waits for all who share the key; what they stored is seen by the statement after
        // it.
        const bool unused =
            postgres::InTransaction(connection_, postgres::Access::kWrite, [&](auto& transaction) {
                postgres::Execute(transaction, {"lock_kek", sql::kLockKek}, kek_id);
                return postgres::Execute(transaction, {"retire_kek", sql::kRetireKek}, kek_id)
                           .affected_rows() == 1;
            });
        if (unused) retired.push_back(kek_id);
    }
    return retired;
}

}  // namespace clearway::vault
