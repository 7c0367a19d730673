// SPDX-License-Identifier: Apache-2.0
// Random payments and closes by two writers that take turns, each with what it remembers: a batch
// is kept if the rows that it rests on are what it knew, else decided again. What the windows hold
// then is compared with the plain list of what was paid.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "services/settlement/domain/invariants.h"
#include "services/settlement/domain/ledger_builder.h"
#include "services/settlement/domain/netting.h"

namespace clearway::settlement {
namespace {

using testing::AccountNamed;
using testing::Eur;
using testing::HoldOf;
using testing::kEur;
using testing::kNow;
using testing::MakeOrder;
using testing::MakePlace;
using testing::MakePost;

const std::vector<std::string> kInstitutions{"acme", "globex", "initech"};
constexpr int kAccounts = 6;

std::string AccountName(int number) { return "account " + std::to_string(number); }
const std::string& InstitutionOf(int number) {
    return kInstitutions[static_cast<std::size_t>(number) % kInstitutions.size()];
}

// What the two writers share.
struct Tables {
    std::map<core::AccountId, Account> accounts;
    std::map<core::HoldId, Hold> holds;
    std::map<std::int64_t, Window> windows;
    std::map<ParticipantKey, Participant> participants;
    std::map<Positions::FlowKey, Positions::Flow> flows;
    std::vector<Transfer> transfers;

    Tables() {
        for (int i = 0; i < kAccounts; ++i) {
            auto account = testing::MakeAccount(AccountName(i), 1'000'000);
            account.partner_id = InstitutionOf(i);
            accounts.emplace(account.id, account);
        }
    }
    const Window* Open() const {
        if (windows.empty()) return nullptr;
        return &windows.rbegin()->second;
    }
    // Whether what the batch rests on is what it knew, and what it makes is new.
    bool Stands(const Positions& positions) const {
        for (const auto& [key, row] : positions.Windows()) {
            const auto found = windows.find(key.second);
            if (row.is_new ? found != windows.end()
                           : found == windows.end() || found->second.state != WindowState::kOpen) {
                return false;
            }
        }
        for (const auto& [key, row] : positions.Participants()) {
            const auto found = participants.find(key);
            if (row.is_new ? found != participants.end()
                           : found == participants.end() ||
                                 found->second.revision != row.before.revision) {
                return false;
            }
        }
        return true;
    }
    void Keep(const Ledger& ledger) {
        for (const auto* row : ledger.TouchedAccounts())
            accounts.insert_or_assign(row->account.id, row->account);
        for (const auto* row : ledger.TouchedHolds())
            holds.insert_or_assign(row->hold.id, row->hold);
        const auto& positions = ledger.Positions();
        for (const auto& [key, row] : positions.Windows())
            windows.insert_or_assign(key.second, row.window);
        for (const auto& [key, row] : positions.Participants())
            if (row.is_changed) participants.insert_or_assign(key, row.participant);
        for (const auto& [key, flow] : positions.NewFlows()) {
            flows[key].gross += flow.gross;
            flows[key].transfers += flow.transfers;
        }
        for (const auto& transfer : ledger.NewTransfers()) transfers.push_back(transfer);
    }
};

struct Memory {
    std::optional<Window> window;
    std::map<ParticipantKey, Participant> participants;
};

class Turns {
public:
    explicit Turns(unsigned seed) : random_(seed) {}

    void Batch(Memory& memory) {
        const auto commands = SomeCommands();
        if (!Try(memory, commands)) {
            ++repeated;
            memory = {};
            ASSERT_TRUE(Try(memory, commands));
        }
    }

    Tables tables;
    int repeated = 0;

private:
    int Below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

    std::vector<Command> SomeCommands() {
        std::vector<Command> commands;
        for (int left = 1 + Below(5); left > 0; --left) {
            const auto name = std::to_string(next_++);
            const auto from = Below(kAccounts);
            const auto to = (from + 1 + Below(kAccounts - 1)) % kAccounts;
            const auto amount = Eur(1 + Below(500));
            switch (Below(8)) {
                case 0:
                    if (const auto* open = tables.Open()) {
                        commands.push_back({.what = CloseWindow{kEur, open->number, "ops"}});
                    }
                    break;
                case 1:
                case 2:
                    commands.push_back(
                        {.what = MakePlace(name, AccountName(from), AccountName(to), amount)});
                    held_.push_back({name, from, to, amount.MinorUnits()});
                    break;
                case 3:
                case 4:
                    if (!held_.empty()) {
                        const auto hold =
                            held_[static_cast<std::size_t>(Below(static_cast<int>(held_.size())))];
                        commands.push_back(
                            {.what = MakePost(hold.name, AccountName(hold.from),
                                              AccountName(hold.to), Eur(hold.amount))});
                    }
                    break;
                case 5:
                    if (!held_.empty())
                        commands.push_back({.what = VoidHold{HoldOf(held_.back().name)}});
                    break;
                default:
                    commands.push_back(
                        {.what = BookTransfers{.orders = {MakeOrder(name, AccountName(from),
                                                                    AccountName(to), amount)},
                                               .booked_by = "ops"}});
            }
        }
        return commands;
    }

    // Accounts and holds as they are; windows and participants as they are remembered.
    bool Try(Memory& memory, const std::vector<Command>& commands) {
        Ledger ledger(kNow);
        for (const auto& [id, account] : tables.accounts) ledger.LoadAccount(account);
        for (const auto& [id, hold] : tables.holds) ledger.LoadHold(hold);
        if (memory.window) {
            ledger.LoadWindow(*memory.window);
        } else if (const auto* open = tables.Open()) {
            ledger.LoadWindow(*open);
        }
        for (const auto& institution : kInstitutions) {
            const ParticipantKey key{kEur, institution};
            const auto known = memory.participants.find(key);
            const auto stored = tables.participants.find(key);
            if (known != memory.participants.end()) {
                ledger.LoadParticipant(known->second);
            } else if (stored != tables.participants.end()) {
                ledger.LoadParticipant(stored->second);
            }
        }
        for (const auto& command : commands) {
            const auto reply = Decide(command, ledger);
            // A window that the writer does not know yet: it is to read again.
            if (!reply) return false;
        }
        try {
            CheckInvariants(ledger);
        } catch (const BrokenInvariant&) {
            // A hold that the other writer placed gives back more than is remembered.
            if (!memory.window && memory.participants.empty()) throw;
            return false;
        }
        if (!tables.Stands(ledger.Positions())) return false;
        tables.Keep(ledger);
        if (const auto* open = ledger.Positions().FindOpen(kEur)) memory.window = *open;
        for (const auto& [key, row] : ledger.Positions().Participants())
            memory.participants.insert_or_assign(key, row.participant);
        return true;
    }

    struct Held {
        std::string name;
        int from;
        int to;
        std::int64_t amount;
    };

    std::mt19937 random_;
    std::vector<Held> held_;
    int next_ = 0;
};

void ExpectWindowsHoldWhatWasPaid(const Tables& tables) {
    std::map<Positions::FlowKey, Positions::Flow> paid;
    for (const auto& transfer : tables.transfers) {
        const auto& debtor = tables.accounts.at(transfer.debtor).partner_id;
        const auto& creditor = tables.accounts.at(transfer.creditor).partner_id;
        ASSERT_EQ(transfer.window.has_value(), debtor != creditor);
        if (!transfer.window) continue;
        ASSERT_TRUE(tables.windows.contains(*transfer.window));
        auto& flow = paid[{kEur, *transfer.window, debtor, creditor}];
        flow.gross += transfer.amount.MinorUnits();
        ++flow.transfers;
    }
    ASSERT_EQ(paid.size(), tables.flows.size());
    std::map<std::int64_t, std::vector<Flow>> by_window;
    for (const auto& [key, flow] : paid) {
        const auto& counted = tables.flows.at(key);
        EXPECT_EQ(flow.gross, counted.gross);
        EXPECT_EQ(flow.transfers, counted.transfers);
        const auto& [currency, number, debtor, creditor] = key;
        by_window[number].push_back({debtor, creditor, flow.gross, flow.transfers});
    }
    for (const auto& [number, flows] : by_window) {
        std::int64_t sum = 0;
        const auto positions = NetPositions(flows);
        for (const auto& position : *positions) {
            sum += position.net;
            const auto& participant = tables.participants.at({kEur, position.institution});
            EXPECT_EQ(participant.NetIn(number), participant.window == number ? position.net : 0);
        }
        EXPECT_EQ(sum, 0);
    }
    std::int64_t expected = 0;
    for (const auto& [number, window] : tables.windows) {
        EXPECT_EQ(number, ++expected);
        EXPECT_EQ(window.state == WindowState::kOpen, number == std::ssize(tables.windows));
    }
}

TEST(WindowProperty, HoweverTwoWritersTakeTurnsEachTransferIsInOneWindow) {
    int repeated = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE(seed);
        Turns run(seed);
        std::mt19937 turns(seed);
        Memory memories[2];
        for (int batch = 0; batch < 80; ++batch) run.Batch(memories[turns() % 2]);
        ExpectWindowsHoldWhatWasPaid(run.tables);
        EXPECT_GT(run.tables.windows.size(), 3u);
        repeated += run.repeated;
    }
    // They did get into each other's way.
    EXPECT_GT(repeated, 100);
}

}  // namespace
}  // namespace clearway::settlement
