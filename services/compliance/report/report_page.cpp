// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/report/report_page.h"

#include <initializer_list>

#include "services/compliance/domain/cases/case_words.h"
#include "xml/writer.h"

namespace clearway::compliance {
namespace {

// Nothing in it that has to be escaped.
constexpr char kStyle[] =
    "body{font:11pt/1.4 serif;margin:2cm auto;max-width:18cm}h1{font-size:16pt}h2{font-size:12pt}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:2pt 4pt;"
    "text-align:left;vertical-align:top;overflow-wrap:anywhere}p.reason{white-space:pre-wrap}"
    ".missing{border:2px solid #000;padding:6pt}";

using Texts = std::initializer_list<std::string>;

// Never without a text: HTML has no empty elements as XML has them.
std::string Shown(const std::string& text) { return text.empty() ? "-" : text; }

void Row(xml::Writer& writer, const char* cell, const Texts& texts) {
    writer.Open("tr");
    for (const auto& text : texts) writer.Element(cell, Shown(text));
    writer.Close();
}

void WriteHead(xml::Writer& writer, const SuspicionReport& report) {
    writer.Open("head");
    writer.Open("meta");
    writer.Attribute("charset", "utf-8");
    writer.Close();
    writer.Element("title", report.code + " " + report.reference);
    writer.Element("style", kStyle);
    writer.Close();
}

void WriteMissing(xml::Writer& writer, const SuspicionReport& report) {
    if (report.missing.empty()) return;
    writer.Open("div");
    writer.Attribute("class", "missing");
    writer.Element("b", "A draft. Before it is sent:");
    writer.Open("ul");
    for (const auto& one : report.missing) writer.Element("li", one);
    writer.Close();
    writer.Close();
}

std::string DecisionOf(const Case& one) {
    if (one.status != CaseStatus::kOpen)
        return std::string(WordOf(one.status)) + " by " + one.resolved_by +
               (one.proposal ? ", proposed by " + one.proposal->by : "");
    if (!one.proposal) return "open";
    return std::string(WordOf(one.proposal->decision)) + ", proposed by " + one.proposal->by;
}

void WriteSummary(xml::Writer& writer, const SuspicionReport& report) {
    const auto& of = report.of;
    writer.Open("table");
    Row(writer, "td", {"Reporting entity", report.entity.name + " " + report.entity.id});
    Row(writer, "td",
        {"Reporting person",
         report.entity.officer_first_name + " " + report.entity.officer_last_name});
    Row(writer, "td", {"Date", core::FormatRfc3339(report.at)});
    Row(writer, "td",
        {"Subject", std::string(WordOf(of.subject.kind)) + " " + of.subject.id.ToString()});
    Row(writer, "td", {"Case", of.id.ToString() + ", " + DecisionOf(of)});
    writer.Close();
}

void WriteTransactions(xml::Writer& writer, const SuspicionReport& report) {
    if (report.transactions.empty()) return;
    writer.Element("h2", "Transactions");
    writer.Open("table");
    Row(writer, "th", {"Number", "Date", "Amount", "From", "To"});
    for (const auto& one : report.transactions)
        Row(writer, "td",
            {one.number, one.date, one.amount + " " + one.currency,
             one.from.name + " " + one.from.account + " " + one.from.country,
             one.to.name + " " + one.to.account + " " + one.to.country});
    writer.Close();
}

void WriteAlerts(xml::Writer& writer, const SuspicionReport& report) {
    writer.Element("h2", "Alerts, and the SHA-256 of their evidence");
    writer.Open("table");
    Row(writer, "th", {"Raised", "Kind", "Rule and list", "Reasons", "Evidence"});
    for (const auto& one : report.alerts)
        Row(writer, "td",
            {core::FormatRfc3339(one.alert.raised_at), std::string(WordOf(one.alert.kind)),
             one.alert.rule + " " + one.alert.list_version, one.alert.reason_codes,
             core::ToHex(one.alert.evidence_digest)});
    writer.Close();
}

}  // namespace

std::string WriteReportPage(const SuspicionReport& report) {
    xml::Writer writer;
    writer.Open("html");
    writer.Attribute("lang", "en");
    WriteHead(writer, report);
    writer.Open("body");
    writer.Element("h1", report.code == "SAR" ? "Suspicious activity report"
                                              : "Suspicious transaction report");
    writer.Element("p", report.reference);
    WriteMissing(writer, report);
    WriteSummary(writer, report);
    writer.Element("h2", "Reason");
    writer.Open("p");
    writer.Attribute("class", "reason");
    writer.Text(Shown(report.reason));
    writer.Close();
    writer.Element("h2", "Action taken");
    writer.Element("p", Shown(report.action));
    WriteTransactions(writer, report);
    WriteAlerts(writer, report);
    writer.Close();
    writer.Close();
    return "<!DOCTYPE html>\n" + writer.Take();
}

}  // namespace clearway::compliance
