// SPDX-License-Identifier: Apache-2.0
// A path template of a google.api.http rule: literal segments, `{field}` segments and a `:verb`
// behind the last. Internal to this room. Wildcards and nested templates are not supported.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace clearway::gateway {

struct PathSegment {
    bool is_field;
    std::string text;  // the literal, or the field's name
};

struct PathTemplate {
    std::vector<PathSegment> segments;
    std::string verb;  // empty: none
};

// Throws std::runtime_error that names the template.
PathTemplate ParsePathTemplate(std::string_view text);

// A request could match both.
bool Overlap(const PathTemplate& a, const PathTemplate& b);

// A request's path in raw, still encoded parts. The verb is what follows the last ':' of the last
// segment, so a value with a colon must be encoded there.
struct SplitPath {
    std::vector<std::string_view> segments;
    std::string_view verb;
};
SplitPath Split(std::string_view path);

}  // namespace clearway::gateway
