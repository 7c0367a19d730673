// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/offline/row_writer.h"

#include <boost/json.hpp>
#include <filesystem>
#include <utility>

#include "cli/draft.h"

namespace clearway::reconciliation {
namespace {

namespace json = boost::json;

// A field of a row: one text, or several.
struct Field {
    std::string_view name;
    std::string text = {};
    const std::vector<std::string>* list = nullptr;
    bool is_number = false;
};

std::string AmountText(std::optional<std::int64_t> minor, matching::CurrencyIndex currency) {
    return minor ? matching::FormatAmount(*minor, currency) : std::string();
}

std::string DayText(std::optional<matching::Day> day) {
    return day ? matching::FormatDay(*day) : std::string();
}

std::vector<Field> FieldsOf(const OutputRow& row) {
    const auto currency = row.actual ? row.actual_currency : row.expected_currency;
    const bool both = row.actual && row.expected;
    const bool comparable = both && row.actual_currency == row.expected_currency;
    const auto adjustment = row.adjustment.value_or(matching::Adjustment{});
    const bool posts = !adjustment.debit.empty();
    return {
        {.name = "kind", .text = row.kind},
        {.name = "pass", .text = row.kind == "match" ? row.what : ""},
        {.name = "class", .text = row.kind == "match" ? "" : row.what},
        {.name = "shape", .text = row.shape},
        {.name = "account", .text = row.account},
        {.name = "currency", .text = std::string(matching::CodeOf(currency))},
        {.name = "expectation_ids", .list = &row.expectations},
        {.name = "lines", .list = &row.lines},
        {.name = "line_ids", .list = &row.line_ids},
        {.name = "references", .list = &row.references},
        {.name = "files", .list = &row.files},
        {.name = "expected_amount", .text = AmountText(row.expected, row.expected_currency)},
        {.name = "expected_currency",
         .text = row.expected ? std::string(matching::CodeOf(row.expected_currency)) : ""},
        {.name = "statement_amount", .text = AmountText(row.actual, row.actual_currency)},
        {.name = "difference",
         .text = comparable ? AmountText(*row.actual - *row.expected, currency) : ""},
        {.name = "expected_date", .text = DayText(row.expected_day)},
        {.name = "statement_date", .text = DayText(row.actual_day)},
        {.name = "days",
         .text = both ? std::to_string(*row.actual_day - *row.expected_day) : "",
         .is_number = true},
        {.name = "age_days",
         .text = row.age_days ? std::to_string(*row.age_days) : "",
         .is_number = true},
        {.name = "adjust_debit", .text = std::string(adjustment.debit)},
        {.name = "adjust_credit", .text = std::string(adjustment.credit)},
        {.name = "adjust_amount",
         .text = posts ? matching::FormatAmount(adjustment.amount, adjustment.currency) : ""},
        {.name = "adjust_currency",
         .text = posts ? std::string(matching::CodeOf(adjustment.currency)) : ""},
        {.name = "suggestion", .text = adjustment.text},
    };
}

std::string Joined(const std::vector<std::string>& list) {
    std::string joined;
    for (std::size_t i = 0; i < list.size(); ++i) (joined += i == 0 ? "" : ";") += list[i];
    // Several lines without ids are not worth their semicolons.
    return joined.find_first_not_of(';') == std::string::npos ? std::string() : joined;
}

void AppendCsv(std::string_view field, std::string& line) {
    if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += field;
        return;
    }
    line += '"';
    for (const char c : field) {
        if (c == '"') line += '"';
        line += c;
    }
    line += '"';
}

bool IsPacked(const std::string& path) { return path.ends_with(".gz"); }

class CsvWriter final : public RowWriter {
public:
    explicit CsvWriter(const std::string& path) : file_(path, IsPacked(path)) {
        for (const auto& field : FieldsOf({.kind = {}, .what = {}, .shape = {}}))
            (line_ += line_.empty() ? "" : ",") += field.name;
        file_.WriteLine(line_);
    }

    void Write(const OutputRow& row) override {
        line_.clear();
        bool first = true;
        for (const auto& field : FieldsOf(row)) {
            if (!std::exchange(first, false)) line_ += ',';
            AppendCsv(field.list == nullptr ? field.text : Joined(*field.list), line_);
        }
        file_.WriteLine(line_);
    }
    void Finish() override { file_.Finish(); }

private:
    cli::TextDraft file_;
    std::string line_;
};

class JsonWriter final : public RowWriter {
public:
    // An array, or a line for each row.
    JsonWriter(const std::string& path, bool is_array)
        : file_(path, IsPacked(path)), is_array_(is_array) {
        if (is_array_) file_.WriteLine("[");
    }

    // What a row does not have is left out.
    void Write(const OutputRow& row) override {
        json::object object;
        for (const auto& field : FieldsOf(row)) {
            const json::string_view name(field.name.data(), field.name.size());
            if (field.list != nullptr)
                object[name] = json::array(field.list->begin(), field.list->end());
            else if (field.is_number && !field.text.empty())
                object[name] = std::stoll(field.text);
            else if (!field.text.empty())
                object[name] = field.text;
        }
        const bool first = std::exchange(first_, false);
        file_.WriteLine((is_array_ && !first ? "," : "") + json::serialize(object));
    }
    void Finish() override {
        if (is_array_) file_.WriteLine("]");
        file_.Finish();
    }

private:
    cli::TextDraft file_;
    bool is_array_;
    bool first_ = true;
};

}  // namespace

std::unique_ptr<RowWriter> MakeRowWriter(const std::string& path) {
    auto name = std::filesystem::path(path);
    if (IsPacked(path)) name = name.stem();
    const auto extension = name.extension();
    if (extension == ".jsonl" || extension == ".ndjson" || extension == ".json")
        return std::make_unique<JsonWriter>(path, extension == ".json");
    return std::make_unique<CsvWriter>(path);
}

}  // namespace clearway::reconciliation
