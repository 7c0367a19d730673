// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/matching/json_lines.h"

#include <algorithm>

namespace clearway::reconciliation::matching {
namespace {

bool Holds(std::string_view path, const std::string& place) {
    if (!path.starts_with(place)) return false;
    const auto rest = path.substr(place.size());
    return rest.empty() || place.empty() || rest.front() == '.' || rest.front() == '[';
}

// Walks a well-formed text and keeps the line of the longest place on the way to `path`.
class Walk {
public:
    Walk(std::string_view json, std::string_view path) : json_(json), path_(path) {}

    std::size_t Line() {
        Value("");
        return found_line_;
    }

private:
    void Value(const std::string& place) {
        Blanks();
        if (Holds(path_, place) && place.size() >= found_length_) {
            found_length_ = place.size();
            found_line_ = line_;
        }
        if (Take('{'))
            Members(place);
        else if (Take('['))
            Items(place);
        else if (Take('"'))
            Text();
        else
            at_ = std::min(json_.find_first_of(",]} \t\r\n", at_), json_.size());
    }

    void Members(const std::string& place) {
        while (Blanks(), Take('"')) {
            const auto key = Text();
            Blanks();
            Take(':');
            Value(place.empty() ? key : place + "." + key);
            Blanks();
            if (!Take(',')) break;
        }
        Blanks();
        Take('}');
    }

    void Items(const std::string& place) {
        Blanks();
        for (std::size_t i = 0; at_ < json_.size() && json_[at_] != ']'; ++i) {
            Value(place + "[" + std::to_string(i) + "]");
            Blanks();
            if (!Take(',')) break;
        }
        Blanks();
        Take(']');
    }

    // Behind the opening quote; escapes are kept as they are written.
    std::string Text() {
        const auto begin = at_;
        while (at_ < json_.size() && json_[at_] != '"') at_ += json_[at_] == '\\' ? 2 : 1;
        const auto text = json_.substr(begin, at_ - begin);
        Take('"');
        return std::string(text);
    }

    void Blanks() {
        for (; at_ < json_.size() &&
               std::string_view(" \t\r\n").find(json_[at_]) != std::string_view::npos;
             ++at_)
            line_ += json_[at_] == '\n';
    }

    bool Take(char c) {
        if (at_ >= json_.size() || json_[at_] != c) return false;
        ++at_;
        return true;
    }

    std::string_view json_;
    std::string_view path_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t found_length_ = 0;
    std::size_t found_line_ = 1;
};

}  // namespace

std::size_t LineOf(std::string_view json, std::string_view path) { return Walk(json, path).Line(); }

}  // namespace clearway::reconciliation::matching
