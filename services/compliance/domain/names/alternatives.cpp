// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/names/alternatives.h"

#include <algorithm>
#include <cctype>

namespace clearway::compliance {
namespace {

constexpr std::string_view kMarks[] = {"/", " a.k.a. ", " aka ", " f.k.a. ", " fka ", " n.k.a. "};
// "M/S" and "Imp/Exp" are no names.
constexpr std::size_t kPartBytesMin = 8;

bool StartsWith(std::string_view text, std::string_view mark) {
    return text.size() >= mark.size() &&
           std::equal(mark.begin(), mark.end(), text.begin(), [](char a, char b) {
               return a == std::tolower(static_cast<unsigned char>(b));
           });
}

// The length of the mark at `at`, 0 without one.
std::size_t MarkAt(std::string_view name, std::size_t at) {
    for (const auto mark : kMarks)
        if (StartsWith(name.substr(at), mark)) return mark.size();
    return 0;
}

}  // namespace

std::vector<std::string_view> AlternativesOf(std::string_view name) {
    std::vector<std::string_view> names{name};
    std::size_t begin = 0;
    for (std::size_t at = 0; at <= name.size(); ++at) {
        const auto mark = at == name.size() ? 0 : MarkAt(name, at);
        if (mark == 0 && at < name.size()) continue;
        if (begin > 0 || at < name.size()) names.push_back(name.substr(begin, at - begin));
        begin = at + mark;
        if (mark > 0) at = begin - 1;
    }
    const bool parts_are_names =
        std::all_of(names.begin() + 1, names.end(),
                    [](std::string_view part) { return part.size() >= kPartBytesMin; });
    if (!parts_are_names) names.resize(1);
    return names;
}

}  // namespace clearway::compliance
