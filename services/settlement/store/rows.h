// SPDX-License-Identifier: Apache-2.0
// Rows to domain values. The columns are named as in sql/lock_*.sql.
#pragma once

#include <pqxx/pqxx>

#include "services/settlement/domain/account.h"
#include "services/settlement/domain/hold.h"
#include "services/settlement/domain/participant.h"
#include "services/settlement/domain/transfer.h"
#include "services/settlement/domain/window.h"
#include "services/settlement/usecase/ports.h"

namespace clearway::settlement {

Account ReadAccount(const pqxx::row& row);
// With the holder's name, sealed: of sql/find_account.sql and the like.
Account ReadAccountAndHolder(const pqxx::row& row);
Hold ReadHold(const pqxx::row& row);
Transfer ReadTransfer(const pqxx::row& row);
// Of sql/trial_balance.sql.
TrialLine ReadTrialLine(const pqxx::row& row);
Window ReadOpenWindow(const pqxx::row& row);
Participant ReadParticipant(const pqxx::row& row);

}  // namespace clearway::settlement
