// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/uk_csv.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "services/compliance/domain/list/csv.h"
#include "services/compliance/lists_import/columns.h"
#include "services/compliance/lists_import/list_builder.h"
#include "services/compliance/lists_import/list_text.h"
#include "services/compliance/lists_import/recognise.h"

namespace clearway::compliance {
namespace {

using Row = std::vector<std::string>;

constexpr std::size_t kProgressEvery = 256;

constexpr auto kMonths = std::to_array<std::string_view>(
    {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"});

bool IsDigits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// "26/11/1962" as "1962-11-26"; what is "00" or letters is not known. Other texts as they are.
std::string IsoDate(std::string_view text) {
    if (text.size() != 10 || text[2] != '/' || text[5] != '/') return std::string(text);
    const auto known = [](std::string_view part) { return IsDigits(part) && part != "00"; };
    std::string date(text.substr(6));
    if (!known(text.substr(3, 2))) return date;
    date.append("-").append(text.substr(3, 2));
    return known(text.substr(0, 2)) ? date.append("-").append(text.substr(0, 2)) : date;
}

// "13-Feb-2026" as "2026-02-13"; else as IsoDate.
std::string DateOfList(std::string_view text) {
    const auto month =
        text.size() == 11 ? std::ranges::find(kMonths, text.substr(3, 3)) : kMonths.end();
    if (month == kMonths.end()) return IsoDate(text);
    const auto number = std::to_string(101 + (month - kMonths.begin()));
    return Join({text.substr(7), std::string_view(number).substr(1), text.substr(0, 2)}, "-");
}

// The parts of "(1) Norway (2) Sweden", or the one that there is.
std::vector<std::string_view> Numbered(std::string_view text) {
    std::vector<std::string_view> parts;
    const auto keep = [&](std::string_view part) {
        if (const auto trimmed = Trimmed(part); !trimmed.empty()) parts.push_back(trimmed);
    };
    std::size_t begin = 0;
    for (auto open = text.find('('); open != std::string_view::npos;
         open = text.find('(', open + 1)) {
        const auto close = text.find(')', open);
        if (close == std::string_view::npos) break;
        if (!IsDigits(text.substr(open + 1, close - open - 1))) continue;
        keep(text.substr(begin, open - begin));
        begin = close + 1;
    }
    keep(text.substr(begin));
    return parts;
}

bool IsLow(std::string_view quality) {
    return quality.starts_with("Low") || quality.starts_with("low");
}

NameQuality QualityOf(const Columns& columns, const Row& row) {
    if (IsLow(columns.In(row, {"Alias Quality", "Alias strength"}))) return NameQuality::kWeakAlias;
    const auto kind = columns.In(row, {"Alias Type", "Name type"});
    return kind == "Primary name" || kind == "Primary Name" ? NameQuality::kPrimary
                                                            : NameQuality::kAlias;
}

void AddRow(const Columns& columns, const Row& row, EntryDraft& draft) {
    draft.AddName(QualityOf(columns, row),
                  Join({columns.In(row, {"Name 1"}), columns.In(row, {"Name 2"}),
                        columns.In(row, {"Name 3"}), columns.In(row, {"Name 4"}),
                        columns.In(row, {"Name 5"}), columns.In(row, {"Name 6"})}));
    draft.AddName(NameQuality::kAlias,
                  columns.In(row, {"Name Non-Latin Script", "Name non-latin script"}));
    for (const auto birth : Numbered(columns.In(row, {"DOB", "D.O.B"})))
        draft.AddBirth(ParseBirthDate(IsoDate(birth)), birth);
    for (const auto field : {columns.In(row, {"Nationality", "Nationality(/ies)"}),
                             columns.In(row, {"Country", "Address Country"}),
                             columns.In(row, {"Current believed flag of ship"})})
        for (const auto country : Numbered(field)) AddCountry(country, draft.facts);
    for (const auto field :
         {columns.In(row, {"Passport Number", "Passport number"}),
          columns.In(row, {"National Identification Number", "National Identifier number"}),
          columns.In(row, {"Business registration number (s)"}), columns.In(row, {"IMO number"})})
        for (const auto number : Numbered(field)) AddIdentifier(number, draft.facts);
}

// Entries in the order of their first rows.
class Groups {
public:
    void Add(const Columns& columns, const Row& row, std::size_t line, ListBuilder& builder) {
        const auto id = columns.In(row, {"Group ID", "Unique ID"});
        if (id.empty()) {
            builder.Refuse(line, "", "no id");
            return;
        }
        const auto [found, is_new] = places_.emplace(id, drafts_.size());
        if (is_new)
            drafts_.push_back(
                {.line = line,
                 .id = std::string(id),
                 .type = std::string(columns.In(row, {"Group Type", "Designation Type"})),
                 .program = std::string(columns.In(row, {"Regime", "Regime Name"}))});
        AddRow(columns, row, drafts_[found->second]);
    }

    void Hand(ListBuilder& builder) {
        for (auto& draft : drafts_) builder.Add(std::move(draft));
    }

private:
    std::unordered_map<std::string, std::size_t> places_;
    std::vector<EntryDraft> drafts_;
};

// The date of "Last Updated,16/07/2021" or "Report Date: 13-Feb-2026"; nullopt: another line.
std::optional<std::string> ReadTitle(const Row& row) {
    constexpr std::string_view kReport = "Report Date:";
    if (row.size() > 1 && row[0].starts_with("Last Updated") && row[1].size() == 10)
        return DateOfList(Trimmed(row[1]));
    if (row[0].starts_with(kReport))
        return DateOfList(Trimmed(std::string_view(row[0]).substr(kReport.size())));
    return std::nullopt;
}

}  // namespace

core::Result<ImportedList> ReadUkCsv(const std::string& path, const ShowProgress& show) {
    auto read = ReadListText(path);
    if (!read) return std::move(read).error();
    const auto refused = [&](const CsvRows& rows, const std::string& why) {
        return RefusedFile(path, "line " + std::to_string(rows.Line()) + ": " + why);
    };
    CsvRows rows(read->text);
    Row row;
    const auto title = rows.Next(row);
    const auto date = title && *title ? ReadTitle(row) : std::nullopt;
    const auto header = date ? rows.Next(row) : title;
    const Columns columns(header && *header ? row : Row());
    if (!columns.Has({"Name 6"}) || !columns.Has({"Group ID", "Unique ID"}) ||
        !columns.Has({"Group Type", "Designation Type"}))
        return RefusedFile(path, "is no uk-csv: its columns are not those of the UK list" +
                                     LooksLike(read->text.substr(0, kHeadBytes)));
    ListBuilder builder("uk-csv");
    builder.SetDate(date.value_or(""));
    Groups groups;
    for (std::size_t count = 0;; ++count) {
        const auto more = rows.Next(row);
        if (!more) return RefusedFile(path, more.error().detail);
        if (!*more) break;
        if (row.size() != columns.Count())
            return refused(rows, std::to_string(row.size()) + " fields, the list has " +
                                     std::to_string(columns.Count()) + " columns: cut short?");
        groups.Add(columns, row, rows.Line(), builder);
        if (count % kProgressEvery == 0)
            show(static_cast<double>(rows.BytesRead()) / static_cast<double>(read->text.size()),
                 count);
    }
    if (!EndsWithLine(read->text)) return refused(rows, "the file ends within its last line");
    groups.Hand(builder);
    return std::move(builder).Finish({std::move(read->file)});
}

}  // namespace clearway::compliance
