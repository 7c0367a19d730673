// SPDX-License-Identifier: Apache-2.0
// Parties in PostgreSQL: loaded and saved a batch at a time by the single writer, read by whoever
// asks. What is personal is sealed on its way in and opened on its way out. It decides nothing.
#pragma once

#include <map>
#include <span>
#include <utility>
#include <vector>

#include "postgres/connection.h"
#include "postgres/read_pool.h"
#include "services/compliance/store/party_seal.h"
#include "services/compliance/usecase/parties/ports.h"
#include "services/compliance/usecase/ports.h"
#include "vault/person_keys.h"

namespace clearway::compliance {

using PartiesById = std::map<PartyId, Party>;

// Locks the rows, in the order of ids. While the token is away they are `unreadable`, and without
// documents: what needs no more than a party's status goes on.
PartiesById LockParties(postgres::Transaction& transaction, const RecordKeys& keys,
                        std::span<const PartyId> ids);

struct NewDocument {
    PartyId party;
    PartyDocument document;
};

// Stores new parties and new states of known ones; documents are only ever added. Throws what
// PersonKeys throws, unless all parties are `unreadable`: what is sealed of those stays as it is.
void SaveParties(postgres::Transaction& transaction, vault::PersonKeys& keys,
                 std::span<const Party> parties, std::span<const NewDocument> documents);

// Of a reader that goes through all parties once: keys that are not used again take no place from
// those that payments need, and nobody waits while a page is unwrapped.
inline constexpr vault::PersonKeysOptions kKeysOfRescreening{.cached_max = 1,
                                                             .cached_for = std::chrono::seconds(1)};

class PartyReader final : public PartyQueries, public KnownParties {
public:
    // Both must outlive this.
    PartyReader(postgres::ReadPool& pool, vault::PersonKeys& keys) : pool_(pool), keys_(keys) {}

    async::Task<core::Result<Party>> Get(PartyId id) override;
    async::Task<core::Result<std::vector<Party>>> List(PartyFilter filter) override;
    async::Task<core::Result<std::vector<Party>>> ListForReview(ReviewFilter filter) override;
    async::Task<core::Result<std::vector<Party>>> ListUnscreened(PartyId after,
                                                                 std::size_t limit) override;
    async::Task<core::Result<std::vector<KnownParty>>> Page(core::Uuid after,
                                                            std::size_t limit) override;

private:
    using Query = std::function<pqxx::result(postgres::Transaction&)>;
    async::Task<core::Result<std::vector<Party>>> Read(Query query);

    postgres::ReadPool& pool_;
    vault::PersonKeys& keys_;
    UnreadableRecords unreadable_;
};

}  // namespace clearway::compliance
