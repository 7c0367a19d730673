// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/backtest/report/report.h"

#include <cmath>

#include "embedded/fraud_report_style.h"
#include "services/fraud/offline/backtest/report/charts.h"
#include "services/fraud/offline/backtest/report/example_table.h"
#include "services/fraud/offline/backtest/report/text.h"

namespace clearway::fraud {

namespace {

constexpr Second kLongestWindowDays = 37;  // 30 days, 7 days ago

struct ChangeWords {
    const char* title;
    const char* meaning;
};
constexpr std::array<ChangeWords, kChangeKinds> kChangeWords{
    {{"Newly stopped frauds", "The active one approves them, the candidate does not: the gain."},
     {"Newly stopped honest payments", "What that gain costs honest customers."},
     {"Newly passed frauds", "The active one stops them, the candidate approves: the loss."},
     {"Newly passed honest payments", "Honest customers who are left in peace."}}};

std::string Count(std::uint64_t count) { return Grouped(static_cast<std::int64_t>(count)); }

std::string Cell(const std::string& text, const char* css = "number") {
    return std::string("<td class=\"") + css + "\">" + Escape(text) + "</td>";
}

std::string Paragraph(const std::string& text, const char* css = "") {
    return std::string("<p class=\"") + css + "\">" + Escape(text) + "</p>\n";
}

std::string PeriodText(const Period& period) {
    return DayText(period.from) + " to " + DayText(period.to - kDaySeconds);
}

std::string Head(const BacktestResult& result) {
    const auto& replay = result.replay;
    auto page = "<h1>Backtest: " + Escape(PeriodText(result.request.period)) + "</h1>\n";
    page += Paragraph(Counted(replay.payments.size(), "payment") + " of " + replay.source +
                          ", after " + Count(replay.history) + " that warmed the features" +
                          (replay.left_out > 0 ? "; " + Count(replay.left_out) +
                                                     " of customers known to be defrauded left out"
                                               : ""),
                      "muted");
    page +=
        "<table class=\"narrow\"><thead><tr><th></th><th>Policy</th><th>Model</th></tr></thead>";
    for (const auto& [name, side] :
         {std::pair("Active", kActive), std::pair("Candidate", kCandidate)})
        page += std::string("<tr><th>") + name + "</th>" + Cell(result.policy_versions[side], "") +
                Cell(result.model_versions[side], "") + "</tr>";
    return page + "</table>\n";
}

std::string Lead(const Changes& changes) {
    const auto part = [&](ChangeKind kind) {
        const auto& change = changes[static_cast<std::size_t>(kind)];
        return Count(change.payments) + " (" + AmountText(change.scaled_amount) + ")";
    };
    return Paragraph(
               "Frauds that only the candidate stops: " + part(ChangeKind::kNewlyStoppedFraud) +
                   "; that only the active one stops: " + part(ChangeKind::kNewlyPassedFraud) + ".",
               "lead") +
           Paragraph("Honest payments that only the candidate blocks: " +
                         part(ChangeKind::kNewlyStoppedHonest) +
                         "; that only the active one blocks: " +
                         part(ChangeKind::kNewlyPassedHonest) + ".",
                     "lead");
}

std::string FigureTable(const BacktestResult& result) {
    const auto& tally = result.figures.sides[kActive].outcomes;
    auto page = "<h2>Figures</h2>\n" +
                Paragraph(Counted(result.replay.payments.size(), "payment") + ", of them " +
                          Counted(tally.Total(true), "fraud") + " of " +
                          AmountText(tally.AmountFrom(Outcome::kApprove, true)) +
                          " together. Amounts are in major units.");
    page +=
        "<table class=\"narrow\"><thead><tr><th></th><th class=\"number\">Active</th>"
        "<th class=\"number\">Candidate</th><th class=\"number\">Difference</th></tr></thead>\n";
    for (const auto& figure : FigureList(result)) {
        const auto better = Improvement(figure);
        page += "<tr><th>" + Escape(figure.label) + "</th>";
        for (const auto& value : figure.values) page += Cell(FigureText(figure.unit, value));
        page += Cell(DifferenceText(figure), better > 0   ? "number good"
                                             : better < 0 ? "number bad"
                                                          : "number") +
                "</tr>\n";
    }
    return page + "</table>\n";
}

std::string MoveTable(const Figures& figures) {
    std::string page =
        "<figure><figcaption><b>Outcomes</b><span class=\"legend\">payments; rows: of the active "
        "one, columns: of the candidate</span></figcaption>\n<table><thead><tr><th></th>";
    for (const auto* name : kOutcomeNames)
        page += std::string("<th class=\"number\">") + name + "</th>";
    page += "</tr></thead>\n";
    for (std::size_t from = 0; from < kOutcomes; ++from) {
        page += std::string("<tr><th>") + kOutcomeNames[from] + "</th>";
        for (std::size_t to = 0; to < kOutcomes; ++to)
            page += Cell(Count(figures.moves[from][to]), from == to ? "number same" : "number");
        page += "</tr>\n";
    }
    return page + "</table></figure>\n";
}

std::string ChangeSections(const Changes& changes) {
    std::string page = "<h2>Changed decisions</h2>\n";
    for (std::size_t i = 0; i < kChangeKinds; ++i) {
        const auto& change = changes[i];
        page += std::string("<h3>") + kChangeWords[i].title + ": " + Count(change.payments) +
                "</h3>\n" + Paragraph(kChangeWords[i].meaning, "muted");
        if (change.largest.empty()) continue;
        const bool all = change.largest.size() == change.payments;
        page += Paragraph("Together " + AmountText(change.scaled_amount) +
                          (all ? "." : "; here the " + Count(change.largest.size()) + " largest."));
        page += ExampleTable(change.largest);
    }
    return page;
}

constexpr char kNotes[] = R"(<footer><h2>How to read this</h2>
<p>Every payment was judged with what was known when it came; a report of fraud is known seven days
after its payment at the earliest. Block and allow lists are not replayed. Not approved: challenged, sent to review or declined.
Precision is the share of fraud in what was flagged, recall the share of fraud that was flagged.</p>
<p>Average precision, ROC AUC and card precision rank payments by the model's probability, or by the
severity of the outcome where rules decide alone; then many are equal, and the figures are coarse.
Card precision@100: of the 100 most suspicious customers of each day, the share with a fraud that day;
customers found are removed from later days; the mean of the days.</p>
<p>Parties are digests, shortened; a line is that of the file of transactions. What a feature added to
a score is in log-odds, above 0 towards fraud. A dash stands for what cannot be computed.</p></footer>
)";

}  // namespace

std::vector<std::string> Caveats(const BacktestResult& result) {
    std::vector<std::string> caveats;
    const auto& replay = result.replay;
    const auto& period = result.request.period;
    if (replay.payments.empty()) {
        caveats.push_back("There is no payment from " + PeriodText(period) +
                          (replay.rows == 0
                               ? "; " + replay.source + " has none at all."
                               : ": " + replay.source + " reaches from " + DayText(replay.first) +
                                     " to " + DayText(replay.last) + "."));
        return caveats;
    }
    if (result.figures.sides[kActive].outcomes.Total(true) == 0)
        caveats.push_back(
            "No payment of the period is labelled as fraud: recall and rankings are "
            "absent. Choose days whose labels have come in.");
    const auto begin = std::max(
        replay.first, period.from - std::min(period.from, result.request.warm_up_days.value_or(
                                                              period.from / kDaySeconds) *
                                                              kDaySeconds));
    const auto days = begin < period.from ? (period.from - begin) / kDaySeconds : 0;
    if (days < kLongestWindowDays)
        caveats.push_back("Only " + Counted(days, "whole day") +
                          " of history warmed the features, and their longest windows reach back " +
                          std::to_string(kLongestWindowDays) + ".");
    if (replay.rule_failures[kCandidate] > 0)
        caveats.push_back("A rule of the candidate could not be evaluated on " +
                          Counted(replay.rule_failures[kCandidate], "payment") +
                          ": guard its divisions.");
    return caveats;
}

std::string HtmlReport(const BacktestResult& result) {
    std::string page =
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        "<title>Backtest " +
        Escape(PeriodText(result.request.period)) + "</title>\n<style>\n";
    page += embedded::fraud_report_style::kReport;
    page += "</style></head><body>\n" + Head(result);
    for (const auto& caveat : Caveats(result)) page += Paragraph(caveat, "warning");
    page += Lead(result.replay.changes) + FigureTable(result);
    page += "<h2>At a glance</h2>\n<div class=\"charts\">\n" + PrecisionRecallChart(result) +
            CalibrationChart(result) + ScoresChart(result, kActive) +
            ScoresChart(result, kCandidate) + AlertsChart(result) + MoveTable(result.figures) +
            "</div>\n";
    page += ChangeSections(result.replay.changes) + kNotes;
    return page + "</body></html>\n";
}

}  // namespace clearway::fraud
