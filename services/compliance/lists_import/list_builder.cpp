// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/lists_import/list_builder.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace clearway::compliance {
namespace {

using Name = std::pair<NameQuality, std::string>;

// The words of all lists for what an entry may be.
constexpr auto kTypes = std::to_array<std::pair<std::string_view, EntryType>>({
    {"individual", EntryType::kIndividual},
    {"person", EntryType::kIndividual},
    {"entity", EntryType::kEntity},
    {"enterprise", EntryType::kEntity},
    {"company", EntryType::kEntity},
    {"organisation", EntryType::kEntity},
    {"organization", EntryType::kEntity},
    {"vessel", EntryType::kVessel},
    {"ship", EntryType::kVessel},
    {"aircraft", EntryType::kAircraft},
});

std::optional<EntryType> TypeNamed(std::string_view word) {
    std::string lower(word);
    for (auto& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    for (const auto& [name, type] : kTypes)
        if (name == lower) return type;
    return std::nullopt;
}

// Cases name entries by number; ids that are none are kept as texts only.
std::int64_t NumberOf(std::string_view id) {
    std::int64_t number = 0;
    const auto* end = id.data() + id.size();
    const auto [stopped, error] = std::from_chars(id.data(), end, number);
    return error == std::errc() && stopped == end && number > 0 ? number : 0;
}

// The one that the list puts first: its primary name, else a strong alias, else what there is.
std::vector<Name>::iterator FindPrimary(std::vector<Name>& names) {
    for (const auto quality : {NameQuality::kPrimary, NameQuality::kAlias}) {
        const auto found = std::ranges::find(names, quality, &Name::first);
        if (found != names.end()) return found;
    }
    return names.begin();
}

}  // namespace

void EntryDraft::AddName(NameQuality quality, std::string_view name) {
    name = Trimmed(name);
    if (!name.empty()) names.emplace_back(quality, name);
}

void EntryDraft::AddBirth(const std::optional<BirthDate>& birth, std::string_view text) {
    if (!birth)
        notes.push_back("the birth date '" + std::string(text) + "' is not understood");
    else if (std::ranges::find(facts.births, *birth) == facts.births.end())
        facts.births.push_back(*birth);
}

std::string ListBuilder::WhyRefused(const EntryDraft& draft,
                                    const std::optional<EntryType>& type) const {
    if (draft.id.empty()) return "no id";
    if (draft.names.empty()) return "no name";
    if (draft.type.empty()) return "no type";
    if (!type) return "'" + draft.type + "' is no type that is known";
    if (ids_.contains(draft.id)) return "the id is there twice";
    return "";
}

void ListBuilder::Add(EntryDraft draft) {
    draft.id = Trimmed(draft.id);
    draft.type = Trimmed(draft.type);
    const auto type = TypeNamed(draft.type);
    if (auto why = WhyRefused(draft, type); !why.empty()) {
        Refuse(draft.line, std::move(draft.id), std::move(why));
        return;
    }
    ids_.insert(draft.id);
    AddNames(std::move(draft.names));
    for (auto& note : draft.notes) Note(draft.line, draft.id, std::move(note));
    list_.entries.push_back({.number = NumberOf(draft.id),
                             .type = *type,
                             .program = std::string(Trimmed(draft.program)),
                             .id = std::move(draft.id),
                             .facts = std::move(draft.facts)});
}

void ListBuilder::AddNames(std::vector<Name> names) {
    const auto place = static_cast<std::uint32_t>(list_.entries.size());
    const auto primary = FindPrimary(names);
    primary->first = NameQuality::kPrimary;
    std::rotate(names.begin(), primary, primary + 1);
    // Lists repeat a name in each language and with each act. Where one is strong and weak, it is
    // strong: that finds more.
    std::ranges::stable_sort(names.begin() + 1, names.end(), {}, &Name::first);
    std::unordered_set<std::string> seen;
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto& [quality, name] = names[i];
        if (!seen.insert(name).second) continue;
        if (i > 0 && quality == NameQuality::kPrimary) quality = NameQuality::kAlias;
        list_.names.push_back({place, quality, std::move(name)});
    }
}

void ListBuilder::Refuse(std::size_t line, std::string id, std::string why) {
    report_.refused.push_back({line, std::move(id), std::move(why)});
}

void ListBuilder::Note(std::size_t line, std::string id, std::string what) {
    report_.notes.push_back({line, std::move(id), std::move(what)});
}

ImportedList ListBuilder::Finish(std::vector<ListFileRead> files) && {
    CountList(list_, report_);
    if (expected_ && *expected_ != Seen())
        Note(0, "",
             "the list says that it has " + std::to_string(*expected_) + " entries, read were " +
                 std::to_string(Seen()));
    list_.version = report_.format + "-" + (report_.date.empty() ? "undated" : report_.date);
    if (!files.empty()) list_.version += "/" + files.front().sha256.substr(0, 12);
    report_.files = std::move(files);
    return {.list = std::move(list_), .report = std::move(report_)};
}

std::string_view Trimmed(std::string_view text) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const auto begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::string Join(std::initializer_list<std::string_view> parts, std::string_view between) {
    std::string joined;
    for (const auto part : parts) {
        const auto trimmed = Trimmed(part);
        if (trimmed.empty()) continue;
        if (!joined.empty()) joined += between;
        joined += trimmed;
    }
    return joined;
}

void CountList(const SanctionsList& list, ImportReport& report) {
    for (const auto& entry : list.entries) ++report.entries[static_cast<std::size_t>(entry.type)];
    for (const auto& name : list.names) {
        report.aliases += name.quality == NameQuality::kAlias;
        report.weak_aliases += name.quality == NameQuality::kWeakAlias;
    }
}

}  // namespace clearway::compliance
