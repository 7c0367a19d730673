// SPDX-License-Identifier: Apache-2.0
// Files in a folder of the test, loaded into a book.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/reconciliation/statements/load_statements.h"
#include "services/reconciliation/statements/statement_test_support.h"

namespace clearway::reconciliation::statements {

class StatementFilesTest : public ::testing::Test {
protected:
    std::vector<StatementFile> Load(const std::vector<std::string>& paths,
                                    const LoadOptions& options = {}) {
        book = {};
        return LoadStatements(paths, options, book);
    }

    TestFolder folder;
    matching::Book book;
};

}  // namespace clearway::reconciliation::statements
