// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/path_template.h"

#include <stdexcept>

namespace clearway::gateway {
namespace {

[[noreturn]] void Fail(std::string_view text, const char* why) {
    throw std::runtime_error("path template \"" + std::string(text) + "\" " + why);
}

bool IsWord(std::string_view text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-.") ==
                                std::string_view::npos;
}

PathSegment ParseSegment(std::string_view segment, std::string_view whole) {
    const bool is_field = segment.starts_with('{') && segment.ends_with('}');
    if (is_field) segment = segment.substr(1, segment.size() - 2);
    if (!IsWord(segment)) Fail(whole, "has a segment that is neither a word nor {field}");
    return {is_field, std::string(segment)};
}

}  // namespace

SplitPath Split(std::string_view path) {
    SplitPath split;
    if (!path.starts_with('/')) return split;
    path.remove_prefix(1);
    for (;;) {
        const std::size_t slash = path.find('/');
        split.segments.push_back(path.substr(0, slash));
        if (slash == std::string_view::npos) break;
        path.remove_prefix(slash + 1);
    }
    std::string_view& last = split.segments.back();
    const std::size_t colon = last.rfind(':');
    if (colon != std::string_view::npos) {
        split.verb = last.substr(colon + 1);
        last = last.substr(0, colon);
    }
    return split;
}

PathTemplate ParsePathTemplate(std::string_view text) {
    const SplitPath split = Split(text);
    if (split.segments.empty()) Fail(text, "must start with a slash");
    PathTemplate parsed;
    for (const std::string_view segment : split.segments) {
        parsed.segments.push_back(ParseSegment(segment, text));
    }
    const bool has_colon = text.find(':') != std::string_view::npos;
    if (has_colon && !IsWord(split.verb)) Fail(text, "has a verb that is not a word");
    parsed.verb = split.verb;
    return parsed;
}

bool Overlap(const PathTemplate& a, const PathTemplate& b) {
    if (a.verb != b.verb || a.segments.size() != b.segments.size()) return false;
    for (std::size_t i = 0; i < a.segments.size(); ++i) {
        const PathSegment& left = a.segments[i];
        const PathSegment& right = b.segments[i];
        if (!left.is_field && !right.is_field && left.text != right.text) return false;
    }
    return true;
}

}  // namespace clearway::gateway
