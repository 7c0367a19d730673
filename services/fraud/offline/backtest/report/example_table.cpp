// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/report/example_table.h"

#include <cmath>

#include "services/fraud/offline/backtest/report/text.h"

namespace clearway::fraud {

namespace {

constexpr std::size_t kDigestShown = 8;
constexpr double kTooLittle = 0.005;  // log-odds that would be shown as nothing

std::string DigestText(const EntityKey& key) {
    const auto whole = key.ToString();
    return "<code title=\"" + Escape(whole) + "\">" + Escape(whole.substr(0, kDigestShown)) +
           "</code>";
}

std::string PlaceText(const Transaction& transaction) {
    return Escape(transaction.line > 0 ? "line " + std::to_string(transaction.line)
                                       : "payment " + transaction.id);
}

std::string ContributionText(const Contribution& contribution) {
    const auto value =
        std::isnan(contribution.value) ? std::string("missing") : Fixed(contribution.value, 2);
    return contribution.feature + " = " + value + " (" + (contribution.log_odds < 0 ? "−" : "+") +
           Fixed(std::abs(contribution.log_odds), 2) + ")";
}

std::string JudgementCell(const ExplainedJudgement& judgement) {
    auto cell = std::string("<td><b>") + kOutcomeNames[IndexOf(judgement.outcome)] + "</b>";
    if (judgement.score != kNoScore) cell += ", score " + Escape(std::to_string(judgement.score));
    cell += "<ul>";
    for (const auto& reason : judgement.reasons)
        cell += "<li><code>" + Escape(reason.code) + "</code> " + Escape(reason.message) + "</li>";
    cell += "</ul>";
    for (const auto& contribution : judgement.contributions) {
        if (std::abs(contribution.log_odds) < kTooLittle) continue;
        cell += "<small>" + Escape(ContributionText(contribution)) + "</small><br>";
    }
    return cell + "</td>";
}

}  // namespace

std::string ExampleTable(std::span<const ChangedPayment> payments) {
    std::string table =
        "<div class=\"scroll\"><table class=\"examples\"><thead><tr><th>Time (UTC), which</th>"
        "<th class=\"number\">Amount</th><th>Payer, payee</th><th>Active</th><th>Candidate</th>"
        "</tr></thead>\n";
    for (const auto& payment : payments) {
        const auto& attempt = payment.transaction.attempt;
        table += "<tr><td>" + Escape(TimeText(attempt.at)) + "<br><small>" +
                 PlaceText(payment.transaction) + "</small></td><td class=\"number\">" +
                 Escape(AmountText(attempt.scaled_amount)) + "</td><td>" +
                 DigestText(attempt.payer) + "<br>" + DigestText(attempt.payee) + "</td>";
        for (const auto& judgement : payment.judgements) table += JudgementCell(judgement);
        table += "</tr>\n";
    }
    return table + "</table></div>\n";
}

}  // namespace clearway::fraud
