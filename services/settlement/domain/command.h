// SPDX-License-Identifier: Apache-2.0
// What the ledger can be told to do, and what it answers. Every command may be repeated: its ids
// are given by the caller, and what was done already is not done again.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "services/settlement/domain/account.h"
#include "services/settlement/domain/hold.h"
#include "services/settlement/domain/participant.h"
#include "services/settlement/domain/rail_commands.h"
#include "services/settlement/domain/reply.h"
#include "services/settlement/domain/settlement_order.h"
#include "services/settlement/domain/transfer.h"

namespace clearway::settlement {

struct OpenAccount {
    core::AccountId account_id;
    std::string partner_id;
    core::Currency currency;
    AccountType type;
    core::Sensitive<std::string> holder_name = {};  // for the answer alone
    std::string sealed_holder_name = {};
    std::string holder_country;
    std::optional<core::Uuid> party_id = {};
};

struct CloseAccount {
    core::AccountId account_id;
    std::string partner_id;
};

// An absent creditor is elsewhere: the money waits in the clearing account of the currency.
struct PlaceHold {
    core::HoldId hold_id;
    core::PaymentId payment_id;
    core::AccountId debtor;
    std::optional<core::AccountId> creditor;
    core::Money amount;
    core::Timestamp expires_at;
};

struct VoidHold {
    core::HoldId hold_id;
};

struct ExpireHold {
    core::HoldId hold_id;
};

// Books the amount and releases the rest of the hold. The parties are those of the payment's order:
// they are used where the hold is not known.
struct PostHold {
    core::HoldId hold_id;
    core::PaymentId payment_id;
    core::AccountId debtor;
    std::optional<core::AccountId> creditor;
    core::Money amount;
};

// Credits an account of the partner from the clearing account of the currency.
struct CreditFromClearing {
    core::TransferId transfer_id;
    std::string partner_id;
    core::AccountId account_id;
    core::Money amount;
};

struct TransferOrder {
    core::TransferId transfer_id;
    core::AccountId debtor;
    core::AccountId creditor;
    core::Money amount;
};

// Each order by itself: some may be refused, and the later ones see what the earlier ones did; or
// all of them or none, and then each is in a currency of its own: none bears on another.
struct BookTransfers {
    std::vector<TransferOrder> orders;
    std::string booked_by;  // the caller, for the fact
    // Corrects what the platform's own accounts say, which no other order may draw on.
    bool adjusts = false;
    bool all_or_none = false;
};

// Ends the window of this number and opens the next: what is decided after it is of the next. Of a
// window that is closed already it does nothing.
struct CloseWindow {
    core::Currency currency;
    std::int64_t number;
    std::string closed_by;
};

// What changes of what is agreed: nobody lifts a suspension, or moves where it settles, who only
// sets a limit. Where it settles takes a second operator.
struct SetParticipant {
    ParticipantKey key;
    TermsChange terms;
    std::string set_by;
};

// Each order by itself.
struct BookSettlement {
    std::vector<SettlementOrder> orders;
    std::string booked_by;
    // They are parts of one whole: where one was booked otherwise before, none is booked.
    bool as_one = false;
};

struct Command {
    std::variant<OpenAccount, CloseAccount, PlaceHold, VoidHold, ExpireHold, PostHold, CommitHold,
                 PostCommittedHold, RefuseHold, ReturnTransfer, ReleaseSuspended,
                 CreditFromClearing, BookTransfers, CloseWindow, SetParticipant, BookSettlement>
        what;
    std::string traceparent = {};
};

}  // namespace clearway::settlement
