// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/verify_settlement.h"

#include <algorithm>
#include <map>

#include "embedded/settlement_sql.h"
#include "postgres/array.h"
#include "postgres/row.h"
#include "services/settlement/store/text_forms.h"
#include "services/settlement/store/window_rows.h"

namespace clearway::settlement {
namespace {

namespace sql = embedded::settlement_sql;
using postgres::AsBool;
using postgres::AsInt;
using postgres::AsText;
using postgres::Execute;

constexpr int kPage = 1'000;

bool IsSame(const Instruction& one, const Instruction& other) {
    return one.id == other.id && one.place == other.place && one.debtor == other.debtor &&
           one.creditor == other.creditor && one.amount == other.amount;
}

// The instructions of one window, from the tables and made once more.
class InstructionVerifier {
public:
    InstructionVerifier(postgres::Transaction& transaction, const pqxx::row& row, std::string name,
                        std::vector<std::string>& faults)
        : transaction_(transaction),
          code_(AsText(row["currency"])),
          number_(AsInt(row["number"])),
          model_(ParseSettlementModel(AsText(row["model"]))),
          state_(ParseWindowState(AsText(row["state"]))),
          instructions_(AsInt(row["instructions"])),
          announced_(AsInt(row["announced"])),
          stored_digest_(postgres::AsBytes(row["digest"])),
          is_whole_(AsBool(row["is_whole"])),
          is_booked_here_(AsBool(row["is_booked_here"])),
          name_(std::move(name)),
          faults_(faults) {}

    void Verify() {
        const bool is_made = state_ == WindowState::kSettling || state_ == WindowState::kSettled;
        if (!is_made && instructions_ > 0) return Fault(" has instructions before they are made");
        if (!is_made) return;
        ReadStored();
        if (place_ != instructions_) Fault(" has not the instructions that were made");
        if (digest_ != stored_digest_) Fault(": its instructions are not those that were made");
        if (missing_ > 0) {
            Fault(": " + std::to_string(missing_) + " confirmed instructions are not booked");
        }
        if (state_ == WindowState::kSettled) {
            if (announced_ != instructions_) Fault(" is settled, and not all of it was told");
            if (waiting_ > 0) Fault(" is settled, and instructions of it are not confirmed");
        }
        if (model_ == SettlementModel::kGross) return CompareTransfers();
        if (!follows_) Fault(": its instructions do not follow from its flows");
    }

private:
    void Fault(const std::string& what) { faults_.push_back(name_ + what); }

    // What the flows oblige to, by place; none for a gross window: there the transfers themselves.
    std::vector<Instruction> MakeAgain() {
        if (model_ == SettlementModel::kGross) return {};
        const auto flows =
            ReadFlows(Execute(transaction_, {"window_flows", sql::kWindowFlows}, code_, number_));
        auto obligations = flows ? ObligationsOf(model_, *flows)
                                 : core::Result<std::vector<Obligation>>(flows.error());
        if (!obligations) {
            follows_ = false;
            return {};
        }
        const settlement::Window window{
            .currency = CurrencyOf(code_), .number = number_, .model = model_, .opened_at = {}};
        return MakeInstructions(window, *obligations, {});
    }

    void ReadStored() {
        const auto again = MakeAgain();
        if (model_ != SettlementModel::kGross && std::ssize(again) != instructions_) {
            follows_ = false;
        }
        for (;;) {
            std::vector<StoredInstruction> page;
            for (const auto& row :
                 Execute(transaction_, {"instructions_after", sql::kInstructionsAfter}, code_,
                         number_, place_, kPage)) {
                page.push_back(ReadInstruction(row));
            }
            if (page.empty()) return;
            for (const auto& stored : page) Take(stored, again);
            if (is_booked_here_) CountMissing(page);
            place_ = page.back().instruction.place;
        }
    }

    void Take(const StoredInstruction& stored, std::span<const Instruction> again) {
        const auto& instruction = stored.instruction;
        if (instruction.place <= announced_) {
            digest_ = ExtendDigest(digest_, std::span(&instruction, 1));
        }
        if (!stored.confirmed) ++waiting_;
        if (model_ == SettlementModel::kGross) return;
        const auto index = static_cast<std::size_t>(instruction.place) - 1;
        if (index >= again.size() || !IsSame(again[index], instruction)) follows_ = false;
    }

    // Confirmed, settled in the ledger, and without the transfer that settles it.
    void CountMissing(std::span<const StoredInstruction> page) {
        postgres::UuidArray id;
        postgres::IntegerArray amount;
        for (const auto& [instruction, confirmed] : page) {
            if (!confirmed || !instruction.IsInLedger()) continue;
            id.Add(TransferOf(instruction));
            amount.Add(instruction.amount.MinorUnits());
        }
        missing_ += AsInt(Execute(transaction_, {"missing_bookings", sql::kMissingBookings},
                                  id.Take(), amount.Take())[0][0]);
    }

    void CompareTransfers() {
        if (!is_whole_) return;
        const auto wrong =
            AsInt(Execute(transaction_, {"verify_gross", sql::kVerifyGross}, code_, number_)[0][0]);
        if (wrong > 0) Fault(": its instructions are not its transfers");
    }

    postgres::Transaction& transaction_;
    const std::string code_;
    const std::int64_t number_;
    const SettlementModel model_;
    const WindowState state_;
    const std::int64_t instructions_;
    const std::int64_t announced_;
    const std::string stored_digest_;
    const bool is_whole_;
    const bool is_booked_here_;
    const std::string name_;
    std::vector<std::string>& faults_;

    std::int64_t place_ = 0;  // of the last instruction that was read
    std::string digest_;
    std::int64_t waiting_ = 0;
    std::int64_t missing_ = 0;
    bool follows_ = true;
};

void VerifyWindow(postgres::Transaction& transaction, const pqxx::row& row, Verification& found) {
    const VerifiedWindow window{.currency = AsText(row["currency"]),
                                .number = AsInt(row["number"]),
                                .model = AsText(row["model"]),
                                .state = AsText(row["state"]),
                                .transfers = AsInt(row["transfers"])};
    const auto name = "window " + window.currency + " " + std::to_string(window.number);
    auto& faults = found.faults;
    found.windows.push_back(window);
    if (window.state.empty()) return faults.push_back(name + " has transfers and is not there");
    if (!AsBool(row["follows"])) faults.push_back(name + " does not follow on a closed one");
    if (const auto wrong = AsInt(row["wrong_flows"]); wrong > 0) {
        faults.push_back(std::to_string(wrong) + " flows of " + name +
                         " are not the sums of their transfers");
    }
    InstructionVerifier(transaction, row, name, faults).Verify();
}

}  // namespace

void VerifyWindows(postgres::Transaction& transaction, Verification& found) {
    std::map<std::string, int> open;
    for (const auto& row : Execute(transaction, {"verify_windows", sql::kVerifyWindows})) {
        VerifyWindow(transaction, row, found);
        open[AsText(row["currency"])] += AsText(row["state"]) == "open" ? 1 : 0;
    }
    for (const auto& [currency, count] : open) {
        if (count != 1) {
            found.faults.push_back("not exactly one window of " + currency + " is open");
        }
    }
}

void VerifyParticipants(postgres::Transaction& transaction, Verification& found) {
    for (const auto& row :
         Execute(transaction, {"verify_participants", sql::kVerifyParticipants})) {
        found.faults.push_back("the position of " + AsText(row["institution"]) + " in " +
                               AsText(row["currency"]) +
                               " is not the sum of its transfers and holds");
    }
    const auto stray = AsInt(Execute(transaction, {"stray_transfers", sql::kStrayTransfers})[0][0]);
    if (stray > 0) {
        found.faults.push_back(std::to_string(stray) +
                               " transfers are in no window, or in a wrong one");
    }
}

}  // namespace clearway::settlement
