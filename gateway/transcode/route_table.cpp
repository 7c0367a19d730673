// SPDX-License-Identifier: Apache-2.0
#include "gateway/transcode/route_table.h"

#include <map>
#include <stdexcept>

#include "gateway/transcode/path_template.h"
#include "gateway/transcode/percent.h"
#include "gateway/transcode/route_reader.h"

namespace clearway::gateway {

// One entry a distinct pattern; patterns with the same shape (segments and verb) lie together, so
// that a look-up compares with a handful.
struct RouteTable::Index {
    struct Pattern {
        PathTemplate path;
        std::map<std::string, const Route*, std::less<>> by_method;
    };
    using Shape = std::pair<std::size_t, std::string>;
    std::map<Shape, std::vector<Pattern>, std::less<>> patterns;

    static void Insert(std::vector<Pattern>& patterns, const Route& route);
};

namespace {

bool Matches(const PathTemplate& path, const SplitPath& split) {
    for (std::size_t i = 0; i < path.segments.size(); ++i) {
        const PathSegment& segment = path.segments[i];
        if (segment.is_field ? split.segments[i].empty() : split.segments[i] != segment.text) {
            return false;
        }
    }
    return true;
}

RouteMatch Bind(const Route& route, const PathTemplate& path, const SplitPath& split) {
    RouteFound found{&route, {}};
    for (std::size_t i = 0; i < path.segments.size(); ++i) {
        if (!path.segments[i].is_field) continue;
        auto value = PercentDecode(split.segments[i], PlusSign::kLiteral);
        if (!value) return MalformedPath{};
        found.parameters.push_back({path.segments[i].text, std::move(*value)});
    }
    return found;
}

}  // namespace

void RouteTable::Index::Insert(std::vector<Pattern>& patterns, const Route& route) {
    const PathTemplate path = ParsePathTemplate(route.pattern);
    for (Pattern& other : patterns) {
        if (!Overlap(other.path, path)) continue;
        const Route& first = *other.by_method.begin()->second;
        // The same text under another method is the usual case; anything else would be ambiguous.
        if (first.pattern != route.pattern ||
            !other.by_method.emplace(route.http_method, &route).second) {
            throw std::runtime_error("routes are in conflict: " + first.http_method + " " +
                                     first.pattern + " and " + route.http_method + " " +
                                     route.pattern);
        }
        return;
    }
    patterns.push_back({path, {{route.http_method, &route}}});
}

RouteTable::RouteTable(std::span<const google::protobuf::FileDescriptor* const> files)
    : index_(std::make_unique<Index>()) {
    for (const auto* file : files) {
        for (Route& route : ReadRoutes(*file)) routes_.push_back(std::move(route));
    }
    for (const Route& route : routes_) {
        const PathTemplate path = ParsePathTemplate(route.pattern);
        Index::Insert(index_->patterns[{path.segments.size(), path.verb}], route);
    }
}

RouteTable::~RouteTable() = default;
RouteTable::RouteTable(RouteTable&&) noexcept = default;

RouteMatch RouteTable::Match(std::string_view http_method, std::string_view path) const {
    const SplitPath split = Split(path);
    const auto shape =
        index_->patterns.find(Index::Shape{split.segments.size(), std::string(split.verb)});
    if (shape == index_->patterns.end()) return RouteNotFound{};
    for (const Index::Pattern& pattern : shape->second) {
        if (!Matches(pattern.path, split)) continue;
        const auto route = pattern.by_method.find(http_method);
        if (route != pattern.by_method.end()) return Bind(*route->second, pattern.path, split);
        MethodNotAllowed refused;
        for (const auto& [method, unused] : pattern.by_method) {
            refused.allow += (refused.allow.empty() ? "" : ", ") + method;
        }
        return refused;
    }
    return RouteNotFound{};
}

std::span<const Route> RouteTable::Routes() const { return routes_; }

}  // namespace clearway::gateway
