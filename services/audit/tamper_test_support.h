// SPDX-License-Identifier: Apache-2.0
// For tests: whoever owns a database can take the triggers away first and change what stays.
#pragma once

#include <string>

#include "postgres/connection.h"

namespace clearway::audit {

inline void TamperWith(const std::string& database_url, const std::string& sql) {
    postgres::Session session(database_url);
    postgres::Transaction transaction(session);
    transaction.exec("SET session_replication_role = replica");
    transaction.exec(sql);
    transaction.commit();
}

}  // namespace clearway::audit
