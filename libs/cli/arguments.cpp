// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include <algorithm>
#include <charconv>

namespace clearway::cli {

std::string Arguments::Text(std::string_view name, std::string_view otherwise) const {
    const auto found = values.find(name);
    return found == values.end() ? std::string(otherwise) : found->second;
}

std::optional<std::int64_t> Arguments::Number(std::string_view name, std::int64_t otherwise,
                                              std::int64_t least, std::int64_t most) const {
    const auto found = values.find(name);
    if (found == values.end()) return otherwise;
    std::int64_t number = 0;
    const auto* end = found->second.data() + found->second.size();
    const auto [stopped, error] = std::from_chars(found->second.data(), end, number);
    if (error != std::errc() || stopped != end || number < least || number > most)
        return std::nullopt;
    return number;
}

std::vector<std::string> Arguments::All(std::string_view name) const {
    const auto found = repeated.find(name);
    return found == repeated.end() ? std::vector<std::string>() : found->second;
}

Arguments ReadArguments(std::span<const std::string> words,
                        std::initializer_list<std::string_view> with_value,
                        std::initializer_list<std::string_view> flags,
                        std::initializer_list<std::string_view> repeated) {
    Arguments read;
    const auto is_in = [](const std::string& word, const auto& names) {
        return std::ranges::find(names, word) != names.end();
    };
    const auto fail = [&](std::string fault) {
        if (read.fault.empty()) read.fault = std::move(fault);
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (word == "--help" || word == "-h") {
            read.help = true;
        } else if (read.Has(word)) {
            fail(word + " is there twice");
        } else if (is_in(word, flags)) {
            read.values[word];
        } else if (!is_in(word, with_value) && !is_in(word, repeated)) {
            fail("'" + word + "' is not understood");
        } else if (i + 1 == words.size()) {
            fail(word + " needs a value");
        } else {
            const auto& value = words[++i];
            if (is_in(word, repeated))
                read.repeated[word].push_back(value);
            else
                read.values[word] = value;
        }
    }
    return read;
}

}  // namespace clearway::cli
