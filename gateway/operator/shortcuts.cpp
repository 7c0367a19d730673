// SPDX-License-Identifier: Apache-2.0
#include "gateway/operator/shortcuts.h"

#include <algorithm>
#include <array>
#include <vector>

#include "transcode/json_writer.h"

namespace clearway::gateway::console {
namespace {

constexpr std::string_view kCases = "compliance.v1.ComplianceService/ListCases";
constexpr std::string_view kBreaks = "reconciliation.v1.ReconciliationService/ListBreaks";
constexpr std::string_view kCase = "compliance.v1.ComplianceService/GetCase";
constexpr std::string_view kDecideTransfer = "settlement.v1.RailTransferService/DecideRailTransfer";
constexpr std::string_view kResolve = "compliance.v1.ComplianceService/ResolveCase";

constexpr std::string_view kFiles = "reconciliation.v1.StatementService/ListStatementFiles";
constexpr std::string_view kExceptions =
    "reconciliation.v1.StatementExceptionService/ListStatementExceptions";
constexpr std::string_view kWorkOnException =
    "reconciliation.v1.StatementExceptionService/WorkOnStatementException";
constexpr std::string_view kLineage = "reconciliation.v1.LineageService/GetLineage";

constexpr std::array kShortcuts = {
    Shortcut{"trial-balance", "", "", "settlement.v1.LedgerService/GetTrialBalance", "balanced",
             "sums of every currency; fails unless all are zero"},
    Shortcut{"windows list", "", R"("page_size":200)", "settlement.v1.WindowService/ListWindows",
             "", "settlement windows by currency, newest first"},
    Shortcut{"windows show", "currency number", "", "settlement.v1.WindowService/GetWindow", "",
             "a window with positions and instructions"},
    Shortcut{"windows flows", "currency number", "", "settlement.v1.WindowService/ListFlows", "",
             "what passed from one participant to another in a window"},
    Shortcut{"windows close", "currency number", "", "settlement.v1.WindowService/CloseWindow", "",
             "close the open window of this number; the next one is open then"},
    Shortcut{"windows confirm", "currency number instruction_id", "",
             "settlement.v1.WindowService/ConfirmInstruction", "",
             "an instruction was carried out elsewhere"},
    Shortcut{"participants", "", "", "settlement.v1.WindowService/ListParticipants", "",
             "who settles, with limits and positions in the open window"},
    Shortcut{"rails waiting", "", R"("page_size":200)",
             "settlement.v1.RailTransferService/ListWaitingRailTransfers", "",
             "payments whose outcome at the rail is not known, or that do not leave"},
    Shortcut{"rails show", "payment_id", "", "settlement.v1.RailTransferService/GetRailTransfer",
             "", "what is known of a payment at its rail"},
    Shortcut{"rails accepted", "payment_id", R"("outcome":"accepted")", kDecideTransfer, "",
             "the rail settled it: proposed, or decided where another operator proposed it"},
    Shortcut{"rails rejected", "payment_id reason_code", R"("outcome":"rejected")", kDecideTransfer,
             "", "the rail did not: proposed, or decided where another operator proposed it"},
    Shortcut{"rails recall", "payment_id", "",
             "settlement.v1.RailTransferService/RecallRailTransfer", "",
             "stop a payment, or ask the rail to give it back"},
    Shortcut{"rails conflicts", "", R"("page_size":200)",
             "settlement.v1.RailTransferService/ListRailConflicts", "",
             "what rails said that cannot be, as long as nobody looked"},
    Shortcut{"rails resolve", "conflict_id note", "",
             "settlement.v1.RailTransferService/ResolveRailConflict", "",
             "a conflict was looked into, and what was found"},
    Shortcut{"suspense list", "", R"("page_size":200)",
             "settlement.v1.SuspenseService/ListSuspendedTransfers", "",
             "money that its account could not take, until two operators say where it belongs"},
    Shortcut{"suspense release", "transfer_id creditor_account_id", "",
             "settlement.v1.SuspenseService/ReleaseSuspendedTransfer", "",
             "to the payer's account or clearing: proposed, or booked where another proposed it"},
    Shortcut{"cases list", "", R"("status":"open","page_size":200)", kCases, "",
             "open cases, newest first"},
    Shortcut{"cases due", "", R"("status":"open","order":"due_first","page_size":200)", kCases, "",
             "open cases in the order of their deadlines"},
    Shortcut{"cases overdue", "", R"("overdue":true,"order":"due_first","page_size":200)", kCases,
             "", "those past their deadline"},
    Shortcut{"cases proposed", "", R"("proposed":true,"page_size":200)", kCases, "",
             "those that wait for a second operator"},
    Shortcut{"cases counts", "", "", "compliance.v1.CaseService/CountCases", "",
             "open cases by kind and age"},
    Shortcut{"cases show", "case_id", "", kCase, "", "a case with its evidence and comments"},
    Shortcut{"cases take", "case_id", "", "compliance.v1.CaseService/AssignCase", "",
             "the case is yours"},
    Shortcut{"cases assign", "case_id assignee", "", "compliance.v1.CaseService/AssignCase", "",
             "the case is another operator's"},
    Shortcut{"cases comment", "case_id text", "", "compliance.v1.CaseService/CommentCase", "",
             "say something that stays"},
    Shortcut{"cases prioritise", "case_id priority", "", "compliance.v1.CaseService/PrioritiseCase",
             "", "normal, high or urgent; moves the deadline"},
    Shortcut{"cases raise", "subject_kind subject_id reason", "",
             "compliance.v1.CaseService/RaiseCase", "",
             "a case by hand about a payment, party or account"},
    Shortcut{"cases clear", "case_id", R"("decision":"cleared")", kResolve, "",
             "a false positive: proposed, or approved where another operator proposed it"},
    Shortcut{"cases confirm", "case_id", R"("decision":"confirmed")", kResolve, "",
             "a true match: proposed, or approved where another operator proposed it"},
    Shortcut{"cases", "", R"("status":"open","page_size":200)", kCases, "", ""},
    Shortcut{"queue", "", R"("page_size":200)", "fraud.v1.FraudDeskService/ListCases", "",
             "payments in review with their score, newest first"},
    Shortcut{"case", "payment_id", "", "fraud.v1.FraudDeskService/GetCase", "",
             "a payment's assessment, and what its parties did lately"},
    Shortcut{"approve", "payment_id", R"("decision":"cleared")", kResolve, "",
             "the payment in review goes on, by two operators where a list speaks of it"},
    Shortcut{"decline", "payment_id", R"("decision":"confirmed")", kResolve, "",
             "the payment in review ends"},
    Shortcut{"report", "payment_id kind", "", "fraud.v1.FraudService/ReportFraud", "",
             "that a payment was fraud: fraud_report or chargeback"},
    Shortcut{"report", "payment_id kind reason", "", "fraud.v1.FraudService/ReportFraud", "",
             "the same with a reason code"},
    Shortcut{"list", "list party id expires_at reason", "", "fraud.v1.FraudDeskService/ListParty",
             "", "put a party on a list: block or allow, payer, payee or device"},
    Shortcut{"unlist", "list party id", "", "fraud.v1.FraudDeskService/UnlistParty", "",
             "take a party off a list"},
    Shortcut{"lists", "", R"("page_size":200)", "fraud.v1.FraudDeskService/ListParties", "",
             "parties on lists, newest first"},
    Shortcut{"files cancel", "file_id", "", "payment.v1.PaymentFileService/CancelPaymentFile", "",
             "what waits of a payment file becomes no payment"},
    Shortcut{"breaks", "", R"("page_size":200)", kBreaks, "", "open breaks with their reason"},
    Shortcut{"statements", "", R"("page_size":200)", kFiles, "",
             "files of bank statements with their state, newest first"},
    Shortcut{"statements quarantine", "", R"("state":"quarantined","page_size":200)", kFiles, "",
             "those that wait, with the reasons"},
    Shortcut{"statements release", "file_id reason", "",
             "reconciliation.v1.StatementService/ReleaseStatementFile", "",
             "let a file pass although one before it is missing"},
    Shortcut{"statements discard", "file_id reason", "",
             "reconciliation.v1.StatementService/DiscardStatementFile", "",
             "take a file out: none of its lines counts"},
    Shortcut{"statements run", "", "", "reconciliation.v1.StatementService/RunStatements", "",
             "match statements with the ledger now"},
    Shortcut{"exceptions", "", R"("state":"open","page_size":200)", kExceptions, "",
             "open differences between statements and the ledger"},
    Shortcut{"exceptions proposed", "", R"("proposed":true,"page_size":200)", kExceptions, "",
             "those that wait for a second operator"},
    Shortcut{
        "exceptions contradicted", "", R"("contradicted":true,"page_size":200)", kExceptions, "",
        "evidence speaks against what is posted (propose takes it back, stand leaves it), or it "
        "was taken back and is found again (stand, or book it by hand)"},
    Shortcut{"exceptions show", "exception_id", "",
             "reconciliation.v1.StatementExceptionService/GetStatementException", "",
             "a difference with its trail"},
    Shortcut{"exceptions take", "exception_id", R"("act":"assign")", kWorkOnException, "",
             "the exception is yours"},
    Shortcut{"exceptions note", "exception_id text", R"("act":"note")", kWorkOnException, "",
             "say something that stays"},
    Shortcut{"exceptions propose", "exception_id", R"("act":"propose")", kWorkOnException, "",
             "the suggested adjustment, for a second operator"},
    Shortcut{"exceptions approve", "exception_id", R"("act":"approve")", kWorkOnException, "",
             "what another operator proposed: it is posted, or stands"},
    Shortcut{"exceptions reject", "exception_id text", R"("act":"reject")", kWorkOnException, "",
             "the proposal is off"},
    Shortcut{"exceptions close", "exception_id text", R"("act":"close")", kWorkOnException, "",
             "without an adjustment, with a reason"},
    Shortcut{"exceptions stand", "exception_id text", R"("act":"stand")", kWorkOnException, "",
             "what is contradicted stays as it is, for a second operator"},
    Shortcut{"three-ways", "", R"("page_size":200)",
             "reconciliation.v1.ThreeWayService/ListThreeWays", "",
             "payments on which payment, ledger and statement do not agree"},
    Shortcut{"three-ways show", "payment_id", "", "reconciliation.v1.ThreeWayService/GetThreeWay",
             "", "what the three say of a payment"},
    Shortcut{"lineage payment", "payment_id", "", kLineage, "",
             "from the payment's request to the bank's statement", true},
    Shortcut{"lineage line", "line_id", "", kLineage, "",
             "from a line of a statement to the payments and their requests", true},
    Shortcut{"lineage transfer", "transfer_id", "", kLineage, "",
             "from a transfer of the ledger both ways", true},
    Shortcut{"checkpoint", "", "", "audit.v1.AuditService/GetCheckpoint", "",
             "the last signed statement of the audit log"},
    Shortcut{"reconcile", "", "", "reconciliation.v1.ReconciliationService/RunReconciliation", "",
             "reconcile now"},
};

std::vector<std::string_view> Split(std::string_view words) {
    std::vector<std::string_view> parts;
    for (std::size_t blank; (blank = words.find(' ')) != std::string_view::npos;) {
        parts.push_back(words.substr(0, blank));
        words.remove_prefix(blank + 1);
    }
    parts.push_back(words);
    return parts;
}

std::vector<std::string_view> ArgumentsOf(const Shortcut& shortcut) {
    return shortcut.arguments.empty() ? std::vector<std::string_view>() : Split(shortcut.arguments);
}

}  // namespace

std::span<const Shortcut> Shortcuts() { return kShortcuts; }

std::optional<ShortcutCall> FindShortcut(std::span<const std::string> words) {
    for (const Shortcut& shortcut : kShortcuts) {
        const auto names = Split(shortcut.words);
        const auto arguments = ArgumentsOf(shortcut);
        if (words.size() != names.size() + arguments.size() ||
            !std::equal(names.begin(), names.end(), words.begin())) {
            continue;
        }
        std::string json = "{" + std::string(shortcut.request);
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            if (json.size() > 1) json += ',';
            transcode::AppendJsonText(arguments[i], json);
            json += ':';
            transcode::AppendJsonText(words[names.size() + i], json);
        }
        return ShortcutCall{&shortcut, json + "}"};
    }
    return std::nullopt;
}

}  // namespace clearway::gateway::console
