// SPDX-License-Identifier: Apache-2.0
// What taking in statements needs of the store. No SQL, no proto; failures of the database are
// exceptions.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/reconciliation/usecase/statements/kept_file.h"

namespace clearway::reconciliation {

using ForgottenDays = std::map<std::string, matching::Day, std::less<>>;

// Inside one transaction; whoever else takes in statements waits for its end.
class StatementShelf {
public:
    virtual ~StatementShelf() = default;

    // Accounts of statements are texts of the pool.
    virtual std::optional<KeptFile> Find(const core::Uuid& file_id, matching::TextPool& texts) = 0;
    // All that are not discarded, in the order of their coming.
    virtual std::vector<KeptFile> LoadAll(matching::TextPool& texts) = 0;

    // Of accounts of which something was let go: the last day for which a row comes too late, by
    // their ids.
    virtual ForgottenDays LoadForgottenDays() = 0;

    // The file with its statements and the lines of the book, in place of what was kept of it.
    // `first_statement`: of the file in the book.
    virtual void Keep(const KeptFile& file, const matching::Book& book,
                      std::uint32_t first_statement) = 0;
    // What is said of the file and its statements; not its lines.
    virtual void Update(const KeptFile& file) = 0;
};

}  // namespace clearway::reconciliation
