// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/sanctions_list.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <unordered_map>

#include "core/digest.h"
#include "services/compliance/domain/list/csv.h"
#include "services/compliance/domain/list/remarks.h"

namespace clearway::compliance {
namespace {

constexpr std::size_t kSdnColumns = 12;
constexpr std::size_t kAltColumns = 5;
constexpr std::size_t kCommentColumns = 2;

core::Error Refused(std::string_view file, std::size_t row, std::string_view why) {
    return {
        .code = core::ErrorCode::kUnavailable,
        .detail = std::string(file) + ", row " + std::to_string(row + 1) + ": " + std::string(why)};
}

core::Error Refused(std::string_view file, std::string_view why) {
    return {.code = core::ErrorCode::kUnavailable,
            .detail = std::string(file) + ": " + std::string(why)};
}

std::optional<std::int64_t> ParseNumber(std::string_view text) {
    std::int64_t number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size() || number <= 0)
        return std::nullopt;
    return number;
}

std::optional<EntryType> ParseType(std::string_view text) {
    if (text.empty()) return EntryType::kEntity;
    if (text == "individual") return EntryType::kIndividual;
    if (text == "vessel") return EntryType::kVessel;
    if (text == "aircraft") return EntryType::kAircraft;
    return std::nullopt;
}

class ListReader {
public:
    explicit ListReader(const ListLimits& limits) : limits_(limits) {}

    std::optional<core::Error> ReadEntries(std::string_view text) {
        auto file = Open("sdn", text, kSdnColumns);
        if (!file) return std::move(file).error();
        for (std::size_t i = 0; i < file->rows.size(); ++i) {
            auto& row = file->rows[i];
            const auto number = ParseNumber(row[0]);
            const auto type = ParseType(row[2]);
            if (!number || !type) return Refused("sdn", i, "an unknown number or type");
            if (row[1].empty()) return Refused("sdn", i, "no name");
            const auto place = static_cast<std::uint32_t>(list_.entries.size());
            if (!places_.emplace(*number, place).second) return Refused("sdn", i, "number twice");
            list_.entries.push_back(
                {.number = *number, .type = *type, .program = row[3], .id = row[0]});
            list_.names.push_back({place, NameQuality::kPrimary, std::move(row[1])});
            remarks_.push_back(std::move(row[11]));
            ++count_[static_cast<std::size_t>(*type)];
        }
        return std::nullopt;
    }

    std::optional<core::Error> ReadAliases(std::string_view text) {
        auto file = Open("alt", text, kAltColumns);
        if (!file) return std::move(file).error();
        aliases_ = file->rows.size();
        for (std::size_t i = 0; i < file->rows.size(); ++i) {
            auto& row = file->rows[i];
            const auto place = Place(row[0]);
            if (!place) return Refused("alt", i, "an entry that sdn does not have");
            if (row[3].empty()) return Refused("alt", i, "no name");
            list_.names.push_back({*place, NameQuality::kAlias, std::move(row[3])});
        }
        return std::nullopt;
    }

    std::optional<core::Error> ReadComments(std::string_view text) {
        auto file = Open("sdn_comments", text, kCommentColumns);
        if (!file) return std::move(file).error();
        for (std::size_t i = 0; i < file->rows.size(); ++i) {
            const auto place = Place(file->rows[i][0]);
            if (!place) return Refused("sdn_comments", i, "an entry that sdn does not have");
            remarks_[*place] += file->rows[i][1];
        }
        return std::nullopt;
    }

    std::optional<core::Error> CheckSize() const {
        const auto individuals = count_[static_cast<std::size_t>(EntryType::kIndividual)];
        const auto entities = count_[static_cast<std::size_t>(EntryType::kEntity)];
        if (list_.entries.size() < limits_.entries_min || individuals < limits_.individuals_min ||
            entities < limits_.entities_min)
            return Refused("sdn", "too few entries for a whole list");
        if (aliases_ < limits_.aliases_min)
            return Refused("alt", "too few aliases for a whole list");
        return std::nullopt;
    }

    SanctionsList Take() {
        for (std::uint32_t place = 0; place < remarks_.size(); ++place) {
            list_.entries[place].facts = ReadRemarks(remarks_[place]);
            for (auto& name : WeakAliases(remarks_[place]))
                list_.names.push_back({place, NameQuality::kWeakAlias, std::move(name)});
        }
        return std::move(list_);
    }

private:
    static core::Result<CsvFile> Open(std::string_view name, std::string_view text,
                                      std::size_t columns) {
        auto file = ParseCsv(text);
        if (!file) return Refused(name, file.error().detail);
        // Of the continued remarks copies without the closing line are in circulation; a quote cut
        // in two is found there by the parser.
        if (!file->ended && columns != kCommentColumns)
            return Refused(name, "the closing line is missing, the file is cut short");
        for (std::size_t i = 0; i < file->rows.size(); ++i)
            if (file->rows[i].size() != columns)
                return Refused(name, i, "another number of columns than the list has");
        return file;
    }

    std::optional<std::uint32_t> Place(std::string_view number) const {
        const auto parsed = ParseNumber(number);
        const auto found = parsed ? places_.find(*parsed) : places_.end();
        if (found == places_.end()) return std::nullopt;
        return found->second;
    }

    ListLimits limits_;
    SanctionsList list_;
    std::unordered_map<std::int64_t, std::uint32_t> places_;
    std::vector<std::string> remarks_;
    std::array<std::size_t, 4> count_{};
    std::size_t aliases_ = 0;
};

std::string VersionOf(const ListFiles& files, std::string_view month) {
    // Digests of the parts, so that text cannot wander from one file to the next unnoticed.
    const auto digest = core::Sha256(core::AsBytes(core::Sha256(files.sdn)) +
                                     core::AsBytes(core::Sha256(files.alt)) +
                                     core::AsBytes(core::Sha256(files.comments)));
    return "ofac-sdn-" + std::string(month) + "/" + core::ToHex(digest).substr(0, 12);
}

}  // namespace

core::Result<SanctionsList> ReadSanctionsList(const ListFiles& files, std::string_view month,
                                              const ListLimits& limits) {
    ListReader reader(limits);
    if (auto error = reader.ReadEntries(files.sdn)) return *error;
    if (auto error = reader.ReadAliases(files.alt)) return *error;
    if (auto error = reader.ReadComments(files.comments)) return *error;
    if (auto error = reader.CheckSize()) return *error;
    auto list = reader.Take();
    list.version = VersionOf(files, month);
    return list;
}

std::vector<std::string> WeakAliases(std::string_view remarks) {
    constexpr std::string_view kMark = ".k.a. '";
    std::vector<std::string> names;
    for (auto at = remarks.find(kMark); at != std::string_view::npos;
         at = remarks.find(kMark, at + 1)) {
        const auto begin = at + kMark.size();
        // The quote that closes is the one before ';' or the end: names hold apostrophes
        // themselves.
        auto end = remarks.find("';", begin);
        if (end == std::string_view::npos) end = remarks.find("'.", begin);
        if (end == std::string_view::npos) end = remarks.rfind('\'');
        if (end == std::string_view::npos || end <= begin) continue;
        names.emplace_back(remarks.substr(begin, end - begin));
    }
    return names;
}

}  // namespace clearway::compliance
