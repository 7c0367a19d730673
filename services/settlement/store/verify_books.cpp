// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/store/verify_books.h"

#include <algorithm>
#include <map>

#include "embedded/settlement_sql.h"
#include "postgres/row.h"
#include "services/settlement/store/rows.h"
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

class Verifier {
public:
    explicit Verifier(postgres::Transaction& transaction) : transaction_(transaction) {}

    void TrialBalance() {
        for (const auto& row : Execute(transaction_, {"trial_balance", sql::kTrialBalance})) {
            found_.lines.push_back(ReadTrialLine(row));
            if (!found_.lines.back().IsBalanced()) {
                Fault("the books of " + found_.lines.back().currency + " do not balance");
            }
        }
    }

    void Windows() {
        std::map<std::string, int> open;
        for (const auto& row : Execute(transaction_, {"verify_windows", sql::kVerifyWindows})) {
            Window(row);
            open[AsText(row["currency"])] += AsText(row["state"]) == "open" ? 1 : 0;
        }
        for (const auto& [currency, count] : open) {
            if (count != 1) Fault("not exactly one window of " + currency + " is open");
        }
    }

    void Participants() {
        for (const auto& row :
             Execute(transaction_, {"verify_participants", sql::kVerifyParticipants})) {
            Fault("the position of " + AsText(row["institution"]) + " in " +
                  AsText(row["currency"]) + " is not the sum of its transfers and holds");
        }
        const auto stray =
            AsInt(Execute(transaction_, {"stray_transfers", sql::kStrayTransfers})[0][0]);
        if (stray > 0)
            Fault(std::to_string(stray) + " transfers are in no window, or in a wrong one");
    }

    Verification Take() { return std::move(found_); }

private:
    void Fault(std::string fault) { found_.faults.push_back(std::move(fault)); }

    void Window(const pqxx::row& row) {
        found_.windows.push_back({.currency = AsText(row["currency"]),
                                  .number = AsInt(row["number"]),
                                  .model = AsText(row["model"]),
                                  .state = AsText(row["state"]),
                                  .transfers = AsInt(row["transfers"])});
        const auto& window = found_.windows.back();
        const auto name = "window " + window.currency + " " + std::to_string(window.number);
        if (window.state.empty()) return Fault(name + " has transfers and is not there");
        if (!AsBool(row["follows"])) Fault(name + " does not follow on a closed one");
        if (const auto wrong = AsInt(row["wrong_flows"]); wrong > 0) {
            Fault(std::to_string(wrong) + " flows of " + name +
                  " are not the sums of their transfers");
        }
        Instructions(row, name);
    }

    // Made once more: a net model's from the flows, and the digest from what is stored.
    void Instructions(const pqxx::row& row, const std::string& name) {
        const auto announced = AsInt(row["announced"]);
        if (announced == 0) return;
        const WindowKey key{.currency = CurrencyOf(AsText(row["currency"])),
                            .number = AsInt(row["number"])};
        std::string digest;
        for (std::int64_t place = 0; place < announced;) {
            const auto left = std::min<std::int64_t>(kPage, announced - place);
            std::vector<Instruction> page;
            for (const auto& stored :
                 Execute(transaction_, {"instructions_after", sql::kInstructionsAfter},
                         AsText(row["currency"]), key.number, place, left)) {
                page.push_back(ReadInstruction(stored).instruction);
            }
            if (page.empty()) break;
            digest = ExtendDigest(digest, page);
            place = page.back().place;
        }
        if (digest != postgres::AsBytes(row["digest"])) {
            Fault("the instructions of " + name + " are not those that were made");
        }
        if (announced == AsInt(row["instructions"])) MadeAgain(row, key, digest, name);
    }

    void MadeAgain(const pqxx::row& row, const WindowKey& key, const std::string& digest,
                   const std::string& name) {
        const auto model = ParseSettlementModel(AsText(row["model"]));
        if (model == SettlementModel::kGross) return;  // the transfers themselves
        const auto flows = ReadFlows(Execute(transaction_, {"window_flows", sql::kWindowFlows},
                                             AsText(row["currency"]), key.number));
        const settlement::Window window{
            .currency = key.currency, .number = key.number, .model = model, .opened_at = {}};
        const auto again = flows ? InstructionsOf(window, *flows)
                                 : core::Result<std::vector<Instruction>>(flows.error());
        if (!again || ExtendDigest("", *again) != digest) {
            Fault("the instructions of " + name + " do not follow from its flows");
        }
    }

    postgres::Transaction& transaction_;
    Verification found_;
};

}  // namespace

Verification VerifyBooks(postgres::Transaction& transaction, const VerifyProgress& progress) {
    Verifier verifier(transaction);
    verifier.TrialBalance();
    progress(40);
    verifier.Windows();
    progress(80);
    verifier.Participants();
    progress(100);
    return verifier.Take();
}

}  // namespace clearway::settlement
