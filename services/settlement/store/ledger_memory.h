// SPDX-License-Identifier: Apache-2.0
// What the ledger's one writer stored lately. Of the writer's thread only.
#pragma once

#include <span>
#include <string>

#include "postgres/remembered.h"
#include "services/settlement/domain/account.h"
#include "services/settlement/domain/hold.h"
#include "services/settlement/domain/participant.h"
#include "services/settlement/domain/window.h"

namespace clearway::settlement {

struct LedgerMemory {
    // Some 300 bytes each.
    postgres::Remembered<core::AccountId, Account> accounts{65'536};
    postgres::Remembered<core::HoldId, Hold> holds{8'192};
    postgres::Remembered<ParticipantKey, Participant> participants{8'192};
    postgres::Remembered<std::string, Window> windows{512};  // the open one, by currency

    void Begin() {
        accounts.Begin();
        holds.Begin();
        participants.Begin();
        windows.Begin();
    }
    void Mistaken() {
        accounts.Mistaken();
        holds.Mistaken();
        participants.Mistaken();
        windows.Mistaken();
    }
    // Another process closed windows: the next attempt reads these, and trusts all else.
    void WindowsClosed(std::span<const core::Currency> currencies) {
        for (const auto& currency : currencies) windows.Forget(std::string(currency.Code()));
        accounts.Excuse();
        holds.Excuse();
        participants.Excuse();
        windows.Excuse();
    }
    void Committed() {
        accounts.Committed();
        holds.Committed();
        participants.Committed();
        windows.Committed();
    }
};

}  // namespace clearway::settlement
