// SPDX-License-Identifier: Apache-2.0
// How the participants stand with one another, as far as one batch touches it: windows, positions
// and the flows between two participants. Part of the Ledger, which tells it what is held and
// posted.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "core/money.h"
#include "core/result.h"
#include "services/settlement/domain/participant.h"
#include "services/settlement/domain/refusal.h"
#include "services/settlement/domain/window.h"

namespace clearway::settlement {

class Positions {
public:
    // A loaded or new row, and what it was when the batch began.
    struct ParticipantRow {
        Participant participant;
        Participant before;
        bool is_new = false;
        bool is_changed = false;
    };
    struct WindowRow {
        Window window;
        bool is_new = false;
        bool is_closed = false;  // by this batch
    };
    // Currency, number of the window, debtor, creditor.
    using FlowKey = std::tuple<core::Currency, std::int64_t, std::string, std::string>;
    struct Flow {
        std::int64_t gross = 0;
        std::int64_t transfers = 0;
    };

    explicit Positions(SettlementModels models) : models_(std::move(models)) {}

    void Load(Participant participant);
    // The open window of its currency.
    void Load(const Window& window);

    const Participant* Find(const ParticipantKey& key) const;
    const Window* FindOpen(const core::Currency& currency) const;

    // The gates of a movement that is not held yet: a participant that is suspended, or would owe
    // more in the open window, with all it has promised, than its cap or its cover.
    std::optional<Refusal> Check(const Between& between, const core::Money& amount) const;

    // The first window of a currency, or the one that follows.
    const Window& Open(const core::Currency& currency, core::Timestamp now);
    // The open window, which must be there, as it is then.
    Window Close(const core::Currency& currency, core::Timestamp now);

    // Errors: kBalanceLimit, and nothing is changed.
    core::Result<core::Done> Reserve(const Between& between, const core::Money& amount);
    void Release(const Between& between, const core::Money& amount);
    // A transfer in the open window, which must be there. Errors: kBalanceLimit, and nothing is
    // changed.
    core::Result<core::Done> Pass(const Between& between, const core::Money& amount);
    const Participant& Agree(const ParticipantKey& key, Agreement agreement);

    const std::map<ParticipantKey, ParticipantRow>& Participants() const { return participants_; }
    // By currency and number.
    const std::map<std::pair<core::Currency, std::int64_t>, WindowRow>& Windows() const {
        return windows_;
    }
    const std::map<FlowKey, Flow>& NewFlows() const { return flows_; }

private:
    ParticipantRow& Touch(const ParticipantKey& key);

    SettlementModels models_;
    std::map<ParticipantKey, ParticipantRow> participants_;
    std::map<std::pair<core::Currency, std::int64_t>, WindowRow> windows_;
    std::map<FlowKey, Flow> flows_;
};

}  // namespace clearway::settlement
