// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/store/statements/statement_writer.h"

namespace clearway::reconciliation {

StatementWriter::StatementWriter(const std::string& database_url, events::Outbox& outbox,
                                 StatementFactMap map)
    : runner_({.name = "statements", .database_url = database_url, .batch_max = 1}, outbox,
              [map = std::move(map)](auto& transaction, auto work, auto& sink) {
                  std::vector<core::Result<core::Done>> outcomes;
                  std::vector<StatementFact> facts;
                  for (const auto& one : work) outcomes.push_back(one(transaction, facts));
                  for (const auto& fact : facts) sink.push_back(map(fact));
                  return outcomes;
              }) {}

}  // namespace clearway::reconciliation
