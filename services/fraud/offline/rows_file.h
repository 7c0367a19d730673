// SPDX-License-Identifier: Apache-2.0
// Writes transactions as a file that transactions_file.h reads: .csv or .csv.gz. Parties are
// digests, times are UTC to the second. The file is at its place only once it is whole.
#pragma once

#include <string>

#include "cli/draft.h"
#include "services/fraud/offline/history.h"

namespace clearway::fraud {

class RowsFile {
public:
    // Throws std::runtime_error for another ending and for a file that cannot be written; so do the
    // calls.
    RowsFile(const std::string& path, bool with_labels);

    void Write(const Transaction& transaction);
    // Puts the file at its place. Without it nothing stays.
    void Finish() { file_.Finish(); }

private:
    cli::TextDraft file_;
    bool with_labels_;
    std::string line_;
};

}  // namespace clearway::fraud
