// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/own_csv.h"

#include <algorithm>
#include <array>

#include "services/compliance/domain/list/csv.h"
#include "services/compliance/lists_import/columns.h"
#include "services/compliance/lists_import/list_builder.h"
#include "services/compliance/lists_import/list_text.h"
#include "services/compliance/lists_import/recognise.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kProgressEvery = 256;

constexpr auto kColumns = std::to_array<std::string_view>(
    {"id", "type", "name", "aliases", "birth_date", "country", "programme"});

// What is wrong with the first line; empty: nothing.
std::string FaultOf(const Columns& columns) {
    for (const auto needed : {"id", "type", "name"})
        if (!columns.Has({needed})) return std::string("there is no column ") + needed;
    if (const auto unknown = columns.FirstUnknown(kColumns); !unknown.empty())
        return "the column '" + unknown + "' is not known";
    if (const auto doubled = columns.FirstDoubled(); !doubled.empty())
        return "the column " + doubled + " is there twice";
    return "";
}

template <class Use>
void ForEachPart(std::string_view text, Use use) {
    while (!text.empty()) {
        const auto end = std::min(text.find(';'), text.size());
        use(Trimmed(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

EntryDraft ReadEntry(const Columns& columns, const std::vector<std::string>& row,
                     std::size_t line) {
    EntryDraft draft{.line = line,
                     .id = std::string(columns.In(row, {"id"})),
                     .type = std::string(columns.In(row, {"type"})),
                     .program = std::string(columns.In(row, {"programme"}))};
    // An alias does not stand in for a name that is missing: the row is broken.
    if (const auto name = columns.In(row, {"name"}); !name.empty()) {
        draft.AddName(NameQuality::kPrimary, name);
        ForEachPart(columns.In(row, {"aliases"}),
                    [&](auto alias) { draft.AddName(NameQuality::kAlias, alias); });
    }
    ForEachPart(columns.In(row, {"birth_date"}),
                [&](auto birth) { draft.AddBirth(ParseBirthDate(birth), birth); });
    ForEachPart(columns.In(row, {"country"}),
                [&](auto country) { AddCountry(country, draft.facts); });
    return draft;
}

}  // namespace

core::Result<ImportedList> ReadOwnCsv(const std::string& path, const ShowProgress& show) {
    auto read = ReadListText(path);
    if (!read) return std::move(read).error();
    const auto refused = [&](const CsvRows& rows, const std::string& why) {
        return RefusedFile(path, "line " + std::to_string(rows.Line()) + ": " + why);
    };
    CsvRows rows(read->text);
    std::vector<std::string> row;
    const auto header = rows.Next(row);
    const Columns columns(header && *header ? row : std::vector<std::string>());
    if (const auto fault = FaultOf(columns); !fault.empty())
        return refused(rows,
                       fault + (columns.Has({"id"}) ? std::string()
                                                    : LooksLike(read->text.substr(0, kHeadBytes))));
    ListBuilder builder("csv");
    while (true) {
        const auto more = rows.Next(row);
        if (!more) return RefusedFile(path, more.error().detail);
        if (!*more) break;
        if (row.size() != columns.Count())
            return refused(rows, std::to_string(row.size()) + " fields, the first line has " +
                                     std::to_string(columns.Count()));
        builder.Add(ReadEntry(columns, row, rows.Line()));
        if (builder.Seen() % kProgressEvery == 0)
            show(static_cast<double>(rows.BytesRead()) / static_cast<double>(read->text.size()),
                 builder.Seen());
    }
    if (!EndsWithLine(read->text)) return refused(rows, "the file ends within its last line");
    return std::move(builder).Finish({std::move(read->file)});
}

}  // namespace clearway::compliance
