// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/bundle.h"

#include "services/audit/offline/log_file.h"

namespace clearway::audit {

void WriteEntries(const ProvenEntries& proven, const WriteLine& write) {
    for (const auto& entry : proven.entries) {
        write(TextOf(EntryLine{.sequence = entry.number, .leaf = entry.leaf}));
        write(TextOf(ProofOf(entry.proof)));
    }
}

void WriteCheckpoint(std::string_view note, const WriteLine& write) {
    write(kCheckpointLine);
    write(note.substr(0, note.find_last_not_of('\n') + 1));
}

}  // namespace clearway::audit
