// SPDX-License-Identifier: Apache-2.0
// Facts kept for lineage, in the transaction that takes them in.
#pragma once

#include <span>

#include "postgres/connection.h"
#include "services/reconciliation/domain/lineage/lineage_news.h"

namespace clearway::reconciliation {

void KeepLineageNews(postgres::Transaction& transaction, std::span<const LineageNews> news);

}  // namespace clearway::reconciliation
