// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/rules/scenario_file.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "embedded/rail_simulator_documented.h"
#include "rules/object_reader.h"

namespace clearway::rail_simulator {
namespace {

namespace json = boost::json;
using Faults = std::vector<std::string>;
using rules::ObjectReader;

constexpr std::size_t kRulesMax = 1000;
constexpr std::size_t kNameMax = 80;
constexpr std::int64_t kMinorMax = 999'999'999'999'999'999;
constexpr std::int64_t kDaysMax = 366;
constexpr std::int64_t kMillisMax = kDaysMax * 24 * 3'600'000;

constexpr std::pair<std::string_view, Outcome> kOutcomes[] = {
    {"settle", Outcome::kSettle},
    {"reject", Outcome::kReject},
    {"wait", Outcome::kWait},
    {"settle_then_say_rejected", Outcome::kSettleThenSayRejected},
    {"say_rejected_then_settle", Outcome::kSayRejectedThenSettle}};

// Of the external code lists: four upper-case letters and digits.
void Reason(ObjectReader& reader, std::string_view key, std::string& into) {
    std::string text;
    reader.Text(key, 4, text);
    const bool good = text.size() == 4 && std::ranges::all_of(text, [](char c) {
                          return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                      });
    if (good)
        into = text;
    else if (!text.empty())
        reader.Fault(key, "must be a reason code of ISO 20022, AC04");
}

void Millis(ObjectReader& reader, std::string_view key, std::chrono::milliseconds& into) {
    if (const auto number = reader.Number(key, 0, kMillisMax))
        into = std::chrono::milliseconds(*number);
}

void ReadShare(const json::value& value, const std::string& path, When& when, Faults& faults) {
    constexpr std::array<std::string_view, 2> kKnown{"seed", "per_mille"};
    ObjectReader reader(value, path, faults, kKnown);
    When::Share share;
    reader.Text("seed", kNameMax, share.seed);
    for (const auto key : kKnown)
        if (!reader.Has(key)) reader.Fault(key, "is missing");
    share.per_mille = static_cast<int>(reader.Number("per_mille", 0, 1000).value_or(0));
    when.share = std::move(share);
}

When ReadWhen(const json::value& value, const std::string& path, Faults& faults) {
    constexpr std::array<std::string_view, 8> kKnown{"rail",          "currency",   "amount",
                                                     "amount_min",    "amount_max", "creditor_name",
                                                     "creditor_iban", "share"};
    ObjectReader reader(value, path, faults, kKnown);
    When when;
    reader.Text("rail", kNameMax, when.rail);
    if (!when.rail.empty() && when.rail != kInstant && when.rail != kBatch)
        reader.Fault("rail", "must be instant or batch");
    reader.Text("currency", 3, when.currency);
    if (!when.currency.empty() && !core::Currency::Parse(when.currency))
        reader.Fault("currency", "must be a code of ISO 4217, EUR");
    if (reader.Has("amount") && (reader.Has("amount_min") || reader.Has("amount_max")))
        reader.Fault("amount", "goes without amount_min and amount_max");
    when.amount_min = reader.Number("amount_min", 1, kMinorMax);
    when.amount_max = reader.Number("amount_max", when.amount_min.value_or(1), kMinorMax);
    if (const auto amount = reader.Number("amount", 1, kMinorMax))
        when.amount_min = when.amount_max = amount;
    reader.Text("creditor_name", 140, when.creditor_name);
    reader.Text("creditor_iban", 34, when.creditor_iban);
    if (const auto* share = reader.Find("share")) ReadShare(*share, path + ".share", when, faults);
    return when;
}

void CheckTogether(ObjectReader& reader, const Conduct& conduct) {
    const bool rejects = conduct.outcome != Outcome::kSettle && conduct.outcome != Outcome::kWait;
    const bool settles = conduct.outcome != Outcome::kReject && conduct.outcome != Outcome::kWait;
    if (rejects && conduct.reason.empty()) reader.Fault("reason", "is missing: why it is rejected");
    if (!rejects && !conduct.reason.empty()) reader.Fault("reason", "goes with a rejection");
    if (conduct.returns_after && !settles)
        reader.Fault("return_after_ms", "goes with a payment that settles");
    if (conduct.returns_after && conduct.return_reason.empty())
        reader.Fault("return_reason", "is missing: why it is returned");
    if (conduct.silent && conduct.answers_first)
        reader.Fault("answer_first", "goes with an answer, not with silence");
    if (conduct.answers_first && conduct.delay.count() > 0)
        reader.Fault("answer_first", "goes with an answer at once");
}

Conduct ReadThen(const json::value& value, const std::string& path, Faults& faults) {
    constexpr std::array<std::string_view, 17> kKnown{"outcome",
                                                      "reason",
                                                      "delay_ms",
                                                      "contradict_after_ms",
                                                      "answers",
                                                      "silent",
                                                      "deaf",
                                                      "answer_first",
                                                      "notify",
                                                      "amount_off_by",
                                                      "door",
                                                      "door_times",
                                                      "return_after_ms",
                                                      "return_after_days",
                                                      "return_reason",
                                                      "recall_refusal",
                                                      "delay_days"};
    ObjectReader reader(value, path, faults, kKnown);
    Conduct conduct;
    reader.OneOf<Outcome>("outcome", kOutcomes, conduct.outcome);
    Reason(reader, "reason", conduct.reason);
    Millis(reader, "delay_ms", conduct.delay);
    if (const auto days = reader.Number("delay_days", 1, kDaysMax))
        conduct.delay += std::chrono::days(*days);
    Millis(reader, "contradict_after_ms", conduct.contradicts_after);
    conduct.answers = static_cast<int>(reader.Number("answers", 1, 10).value_or(1));
    reader.Flag("silent", conduct.silent);
    reader.Flag("deaf", conduct.deaf);
    reader.Flag("answer_first", conduct.answers_first);
    reader.Flag("notify", conduct.notifies);
    conduct.amount_off_by = reader.Number("amount_off_by", -kMinorMax, kMinorMax).value_or(0);
    reader.OneOf<Door>("door", kDoorNames, conduct.door);
    conduct.door_times = static_cast<int>(reader.Number("door_times", 1, 1000).value_or(1));
    if (const auto millis = reader.Number("return_after_ms", 0, kMillisMax))
        conduct.returns_after = std::chrono::milliseconds(*millis);
    if (const auto days = reader.Number("return_after_days", 1, kDaysMax))
        conduct.returns_after =
            conduct.returns_after.value_or(std::chrono::milliseconds(0)) + std::chrono::days(*days);
    Reason(reader, "return_reason", conduct.return_reason);
    Reason(reader, "recall_refusal", conduct.recall_refusal);
    CheckTogether(reader, conduct);
    return conduct;
}

Rule ReadRule(const json::value& value, const std::string& path, Faults& faults) {
    constexpr std::array<std::string_view, 3> kKnown{"name", "when", "then"};
    ObjectReader reader(value, path, faults, kKnown);
    for (const auto key : kKnown)
        if (value.is_object() && !reader.Has(key)) reader.Fault(key, "is missing");
    Rule rule;
    reader.Text("name", kNameMax, rule.name);
    if (const auto* when = reader.Find("when")) rule.when = ReadWhen(*when, path + ".when", faults);
    if (const auto* then = reader.Find("then")) rule.then = ReadThen(*then, path + ".then", faults);
    return rule;
}

ScenarioFile ReadRules(std::string_view text, bool& amounts) {
    ScenarioFile file;
    const auto document = rules::ParseObject(text, kScenarioBytesMax, file.faults);
    if (!document) return file;
    constexpr std::array<std::string_view, 3> kKnown{"rules", "documented_amounts",
                                                     "batch_cycle_minutes"};
    ObjectReader reader(*document, "", file.faults, kKnown);
    reader.Flag("documented_amounts", amounts);
    if (const auto minutes = reader.Number("batch_cycle_minutes", 1, 24 * 60))
        file.scenario.batch_cycle = std::chrono::minutes(*minutes);
    const auto* rules = reader.Find("rules");
    if (rules == nullptr || !rules->is_array() || rules->get_array().size() > kRulesMax) {
        reader.Fault("rules", "must be a list of at most 1000");
        return file;
    }
    auto& read = file.scenario.rules;
    for (const auto& item : rules->get_array()) {
        const auto path = "rules[" + std::to_string(read.size()) + "]";
        auto rule = ReadRule(item, path, file.faults);
        if (!rule.name.empty() && std::ranges::find(read, rule.name, &Rule::name) != read.end())
            file.faults.push_back(path + ".name: is another's");
        read.push_back(std::move(rule));
    }
    return file;
}

}  // namespace

Scenario DocumentedAmounts() {
    static const Scenario amounts = [] {
        bool ignored = true;
        auto file = ReadRules(embedded::rail_simulator_documented::kDocumentedAmounts, ignored);
        if (!file.faults.empty())
            throw std::logic_error("the documented amounts: " + file.faults.front());
        return std::move(file.scenario);
    }();
    return amounts;
}

ScenarioFile ReadScenarioFile(std::string_view text) {
    bool amounts = true;
    auto file = text.empty() ? ScenarioFile{} : ReadRules(text, amounts);
    if (amounts && file.faults.empty()) {
        const auto documented = DocumentedAmounts();
        auto& rules = file.scenario.rules;
        rules.insert(rules.end(), documented.rules.begin(), documented.rules.end());
    }
    return file;
}

}  // namespace clearway::rail_simulator
