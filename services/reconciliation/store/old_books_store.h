// SPDX-License-Identifier: Apache-2.0
// OldBooks over PostgreSQL, on a connection of its own.
#pragma once

#include <string>

#include "postgres/connection.h"
#include "services/reconciliation/usecase/shorten_books.h"

namespace clearway::reconciliation {

class OldBooksStore final : public OldBooks {
public:
    explicit OldBooksStore(std::string database_url);

    Piece LetGo(const core::PaymentId& after, core::Timestamp before, std::int64_t limit) override;

private:
    Piece LetGoIn(postgres::Transaction& transaction, const core::PaymentId& after,
                  core::Timestamp before, std::int64_t limit);

    postgres::Connection connection_;
};

}  // namespace clearway::reconciliation
