// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/window_store.h"

#include <stdexcept>

#include "embedded/settlement_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/settlement/store/window_rows.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;
using postgres::Execute;

// Instructions of one fact.
constexpr int kPage = 500;

// One command in the transaction of the batch, with the window's row locked.
class Step {
public:
    Step(postgres::Transaction& transaction, core::Timestamp now)
        : transaction_(transaction), now_(now) {}

    std::vector<SettlingFact> Facts() { return std::move(facts_); }

    core::Result<WindowProgress> Apply(const AdvanceWindow& command) {
        auto found = Lock(command.key);
        if (!found) return found.error();
        auto& settling = *found;
        switch (settling.window.state) {
            case WindowState::kOpen: return WindowProgress{.step = WindowStep::kOpen};
            case WindowState::kSettled: return WindowProgress{.step = WindowStep::kSettled};
            case WindowState::kClosed: return Begin(command.key, settling);
            case WindowState::kSettling: break;
        }
        if (settling.announced < settling.instructions) return Announce(command.key, settling);
        if (IsWaiting(command.key)) return WindowProgress{.step = WindowStep::kWaiting};
        settling.window.state = WindowState::kSettled;
        settling.settled_at = now_;
        Save(settling, WindowSettled{.instructions = settling.instructions,
                                     .digest = settling.digest,
                                     .settled_at = now_});
        return WindowProgress{.step = WindowStep::kSettled};
    }

    core::Result<WindowProgress> Apply(const ConfirmInstructions& command) {
        auto found = Lock(command.key);
        if (!found) return found.error();
        if (const auto fault = command.booked ? std::nullopt : FaultOf(command)) return *fault;
        InstructionsConfirmed fact{.ids = {}, .confirmed_by = command.confirmed_by};
        for (const auto& row :
             Execute(transaction_, {"confirm_instructions", sql::kConfirmInstructions},
                     CodeOf(command.key), command.key.number, ArrayOf(command.ids))) {
            fact.ids.push_back(postgres::AsUuid(row["id"]));
        }
        const auto confirmed = std::ssize(fact.ids);
        if (confirmed > 0) Save(*found, std::move(fact));
        return WindowProgress{.step = WindowStep::kWaiting, .confirmed = confirmed};
    }

private:
    static std::string CodeOf(const WindowKey& key) { return std::string(key.currency.Code()); }

    core::Result<Settling> Lock(const WindowKey& key) {
        const auto rows =
            Execute(transaction_, {"lock_window", sql::kLockWindow}, CodeOf(key), key.number);
        if (rows.empty()) return core::ErrorCode::kNotFound;
        return ReadSettling(rows[0]);
    }

    static pqxx::binarystring ArrayOf(std::span<const core::Uuid> ids) {
        postgres::UuidArray array;
        for (const auto& id : ids) array.Add(id);
        return array.Take();
    }

    // What a person says was carried out elsewhere must be there, and not the ledger's: that one
    // would never be booked.
    std::optional<core::Error> FaultOf(const ConfirmInstructions& command) {
        const auto rows = Execute(transaction_, {"find_instructions", sql::kFindInstructions},
                                  CodeOf(command.key), command.key.number, ArrayOf(command.ids));
        if (rows.size() != command.ids.size()) return core::Error{core::ErrorCode::kNotFound};
        for (const auto& row : rows) {
            if (ReadInstruction(row).instruction.IsInLedger()) {
                return core::InvalidField("instruction_id", "is settled in the ledger, by itself");
            }
        }
        return std::nullopt;
    }

    core::Result<WindowProgress> Begin(const WindowKey& key, Settling& settling) {
        const auto flows = ReadFlows(
            Execute(transaction_, {"window_flows", sql::kWindowFlows}, CodeOf(key), key.number));
        if (!flows) return flows.error();
        const auto obligations = ObligationsOf(settling.window.model, *flows);
        if (!obligations) return obligations.error();
        const auto addresses = ReadAddresses(transaction_, key.currency);
        if (auto missing = FindUnaddressed(*obligations, addresses)) {
            return WindowProgress{.step = WindowStep::kUnaddressed,
                                  .unaddressed = std::move(*missing)};
        }
        if (settling.window.model == SettlementModel::kGross) {
            settling.instructions = AddGrossInstructions(transaction_, key, addresses);
        } else {
            const auto instructions = MakeInstructions(settling.window, *obligations, addresses);
            AddInstructions(transaction_, key, instructions);
            settling.instructions = std::ssize(instructions);
        }
        settling.window.state = WindowState::kSettling;
        Save(settling, SettlingBegun{.instructions = settling.instructions});
        return WindowProgress{.step = WindowStep::kAdvanced};
    }

    core::Result<WindowProgress> Announce(const WindowKey& key, Settling& settling) {
        InstructionsCreated fact;
        for (const auto& row :
             Execute(transaction_, {"instructions_after", sql::kInstructionsAfter}, CodeOf(key),
                     key.number, settling.announced, kPage)) {
            fact.instructions.push_back(ReadInstruction(row).instruction);
        }
        if (fact.instructions.empty()) {
            throw std::runtime_error("instructions of a window are missing");
        }
        settling.digest = ExtendDigest(settling.digest, fact.instructions);
        settling.announced += std::ssize(fact.instructions);
        Save(settling, std::move(fact));
        return WindowProgress{.step = WindowStep::kAdvanced};
    }

    bool IsWaiting(const WindowKey& key) {
        const auto rows =
            Execute(transaction_, {"is_instruction_waiting", sql::kIsInstructionWaiting},
                    CodeOf(key), key.number);
        return postgres::AsBool(rows[0]["waiting"]);
    }

    template <class What>
    void Save(Settling& settling, What what) {
        ++settling.window.version;
        SaveSettling(transaction_, settling);
        facts_.push_back({.window = settling.window, .what = std::move(what)});
    }

    postgres::Transaction& transaction_;
    const core::Timestamp now_;
    std::vector<SettlingFact> facts_;
};

}  // namespace

std::vector<core::Result<WindowProgress>> WindowStore::Apply(
    postgres::Transaction& transaction, std::span<const WindowCommand> commands,
    events::EventSink& sink) {
    std::vector<core::Result<WindowProgress>> replies;
    replies.reserve(commands.size());
    for (const auto& command : commands) {
        const auto now = clock_.Now();
        Step step(transaction, now);
        replies.push_back(
            std::visit([&step](const auto& what) { return step.Apply(what); }, command.what));
        for (const auto& fact : step.Facts()) {
            auto event = map_(fact, now);
            event.traceparent = command.traceparent;
            sink.push_back(std::move(event));
        }
    }
    return replies;
}

}  // namespace clearway::settlement
