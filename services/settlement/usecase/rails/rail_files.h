// SPDX-License-Identifier: Apache-2.0
// Makes the files of a collection and sends them: each is written down with its payments before it
// leaves, and can be made again, the same bytes, by whoever goes on after a crash.
#pragma once

#include <mutex>
#include <set>
#include <stop_token>

#include "core/clock.h"
#include "services/settlement/rails/routing.h"
#include "services/settlement/usecase/rails/ports.h"

namespace clearway::settlement::usecase {

class RailFiles {
public:
    struct Ports {
        RailBookWriter& book;
        RailFileReader& reader;
        RailNetwork& network;
        RailInstructions& instructions;
        const core::Clock& clock;
    };

    // All that is handed in must outlive it.
    RailFiles(const Ports& ports, const rails::RoutingTable& table, const rails::Rails& speakers);

    // Sends all that was gathered, in as many files as it takes. A payment that no message can be
    // built of is given up; one whose instruction is away is left for a later file. False when some
    // are left: it is to be tried again. After `stop` no other file is made.
    async::Task<bool> Make(RailCollection collection, std::stop_token stop = {});

    // When its files may leave: at the cut-off or, where that passed and the day is none on which
    // the rail settles, when the next one begins: a message names the day on which it was made.
    core::Timestamp LeavesAt(const RailCollection& collection) const;

    // A file that the rail never had, with all of its payments. False when nothing came of it: an
    // instruction is away, or somebody else sends it.
    async::Task<bool> SendAgain(core::Uuid file);

private:
    struct Member {
        rails::RailTransfer transfer;
        rails::Instruction instruction;
    };
    // What one file holds.
    struct Content {
        std::vector<Member> members;
        std::size_t bytes = 0;
        std::int64_t sum = 0;  // minor units
        bool away = true;      // whoever tells what is to be paid: nothing is known of any

        // For how many more, about: others are not asked for in vain.
        std::size_t RoomFor(const rails::FileTerms& terms) const;
    };

    // Of those that are due, as many as one file holds.
    async::Task<Content> Gather(std::vector<rails::RailTransfer> transfers, rails::FileTerms terms,
                                const rails::Rail& speaker, std::set<rails::RailTransferId>& left);
    async::Task<bool> MakeOne(RailCollection collection, const rails::Rail& speaker,
                              std::vector<Member> members);
    // The same bytes as ever; empty: they cannot be built any more.
    async::Task<std::optional<rails::Message>> Rebuild(const StoredRailFile& stored,
                                                       const rails::Rail& speaker, bool& away);
    async::Task<bool> SendOnce(core::Uuid file);
    async::Task<bool> Send(core::Uuid file, std::string rail, rails::Message message, bool first);
    async::Task<bool> Do(RailCommand command);

    const Ports ports_;
    const rails::RoutingTable& table_;
    const rails::Rails& speakers_;
    std::mutex mutex_;
    std::set<core::Uuid> under_way_;  // that are sent again now
};

}  // namespace clearway::settlement::usecase
