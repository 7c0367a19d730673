// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/report/suspicion_report.h"

#include <algorithm>
#include <sstream>

#include "services/compliance/domain/cases/case_words.h"
#include "services/compliance/report/evidence_reader.h"

namespace clearway::compliance {
namespace {

void AddIndicators(const std::string& codes, std::vector<std::string>& indicators) {
    std::istringstream stream(codes);
    for (std::string code; std::getline(stream, code, ',');)
        if (!code.empty() && std::ranges::find(indicators, code) == indicators.end())
            indicators.push_back(code);
}

void AddTransactions(std::vector<ReportedTransaction> found, SuspicionReport& report) {
    for (auto& one : found) {
        const bool known = std::ranges::any_of(
            report.transactions,
            [&](const ReportedTransaction& other) { return other.number == one.number; });
        if (!known) report.transactions.push_back(std::move(one));
    }
}

// The names of a payment's screening belong to the payment itself.
void NameEnds(const Case& one, const ReadEvidence& names, SuspicionReport& report) {
    const auto payment = PaymentOf(one.subject);
    if (!payment) return;
    for (auto& transaction : report.transactions) {
        if (transaction.number != payment->ToString()) continue;
        if (!names.debtor_name.empty()) transaction.from.name = names.debtor_name;
        if (!names.creditor_name.empty()) transaction.to.name = names.creditor_name;
    }
}

std::string DraftReason(const SuspicionReport& report) {
    std::string reason = "Case " + report.of.id.ToString() + " about the " +
                         std::string(WordOf(report.of.subject.kind)) + " " +
                         report.of.subject.id.ToString() + ".";
    for (const auto& one : report.alerts) {
        reason += "\n" + core::FormatRfc3339(one.alert.raised_at) + ", " +
                  std::string(WordOf(one.alert.kind)) + " alert";
        if (!one.alert.rule.empty()) reason += " of rule " + one.alert.rule;
        if (!one.alert.reason_codes.empty()) reason += " (" + one.alert.reason_codes + ")";
        for (const auto& line : one.reasons) reason += "\n- " + line;
    }
    return reason;
}

void NameMissing(SuspicionReport& report) {
    const auto need = [&](const std::string& value, const char* what) {
        if (value.empty()) report.missing.push_back(std::string(what) + " is not set");
    };
    need(report.entity.id, "rentity_id");
    need(report.entity.currency, "currency_code_local");
    need(report.entity.officer_last_name, "reporting_person");
    need(report.entity.city, "location");
    for (const auto& one : report.transactions) {
        if (one.amount.empty())
            report.missing.push_back("transaction " + one.number + ": its amount is not known");
        else if (one.currency != report.entity.currency)
            report.missing.push_back("transaction " + one.number +
                                     ": amount_local, at the rate of " + one.currency);
    }
}

}  // namespace

SuspicionReport BuildReport(const Case& one, std::span<const std::optional<std::string>> evidence,
                            const ReportingEntity& entity, const ReportRequest& request,
                            core::Timestamp at) {
    SuspicionReport report{.reference = one.id.ToString() + "-" + std::to_string(one.version),
                           .code = request.code,
                           .at = at,
                           .entity = entity,
                           .reason = request.reason,
                           .action = request.action,
                           .of = one};
    ReadEvidence names;
    for (std::size_t i = 0; i < one.alerts.size(); ++i) {
        ReportedAlert reported{.alert = one.alerts[i]};
        AddIndicators(one.alerts[i].reason_codes, report.indicators);
        if (i < evidence.size() && evidence[i]) {
            auto read = ReadDocument(*evidence[i]);
            AddTransactions(std::move(read.transactions), report);
            reported.reasons = std::move(read.reasons);
            if (!read.debtor_name.empty()) names.debtor_name = std::move(read.debtor_name);
            if (!read.creditor_name.empty()) names.creditor_name = std::move(read.creditor_name);
        } else {
            report.missing.push_back("evidence of alert " + one.alerts[i].id.ToString() +
                                     ": the person was erased");
        }
        report.alerts.push_back(std::move(reported));
    }
    NameEnds(one, names, report);
    if (report.code.empty()) report.code = report.transactions.empty() ? "SAR" : "STR";
    if (report.reason.empty()) report.reason = DraftReason(report);
    NameMissing(report);
    return report;
}

}  // namespace clearway::compliance
