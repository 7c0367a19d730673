// SPDX-License-Identifier: Apache-2.0
// Verifies an exported log, line by line, with a memory of a few hashes: computes the tree anew
// from the entries and compares its root with the signed one. The hashes in the file tell which
// entry is wrong when it does not fit; whether it fits does not depend on them.
#pragma once

#include <string_view>
#include <vector>

#include "cli/progress.h"
#include "merkle/tile_slices.h"
#include "services/audit/offline/line_reader.h"
#include "services/audit/offline/log_file.h"
#include "services/audit/offline/verdict.h"

namespace clearway::audit {

class LogVerification {
public:
    // `lines` stands behind the header.
    LogVerification(LineReader& lines, const crypto::PublicKey& key, std::string_view origin,
                    TakeEntry take = {})
        : lines_(lines), key_(key), origin_(origin), take_(std::move(take)) {}

    Verdict Run(cli::Progress& progress);

private:
    // The first hash of the file that is not that of the entries.
    struct Difference {
        std::uint64_t line = 0;
        std::uint64_t begin = 0;  // entries below that hash
        std::uint64_t end = 0;
    };

    bool ReadLine(std::string_view line);  // false: there is a fault
    bool ReadEntry(const EntryLine& line);
    bool ReadTile(const TileLine& line);
    void ReadCheckpoint();
    void Compare(const TileLine& given, const merkle::TileSlice& computed);
    void Judge();
    void NameDifference();
    bool Fail(std::string fault);

    LineReader& lines_;
    const crypto::PublicKey& key_;
    std::string_view origin_;
    TakeEntry take_;
    merkle::TileAppender tree_;
    std::vector<merkle::TileSlice> due_;  // tiles whose lines must come now
    bool entries_ended_ = false;
    std::optional<Difference> difference_;
    Verdict verdict_{.kind = "log"};
};

}  // namespace clearway::audit
