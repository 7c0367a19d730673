// SPDX-License-Identifier: Apache-2.0
#include "gateway/operator/answer_table.h"

#include <algorithm>
#include <boost/json.hpp>
#include <optional>
#include <vector>

namespace clearway::gateway::console {
namespace {

namespace json = boost::json;

// One cell: scalars as they are, an object's or a list's values one after the other.
std::string Cell(const json::value& value) {
    if (value.is_string()) return std::string(value.get_string());
    std::string cell;
    const auto add = [&](const json::value& part) {
        const std::string text = Cell(part);
        if (!cell.empty() && !text.empty()) cell += ' ';
        cell += text;
    };
    if (value.is_object()) {
        for (const auto& member : value.get_object()) add(member.value());
    } else if (value.is_array()) {
        for (const auto& element : value.get_array()) add(element);
    } else {
        cell = json::serialize(value);
    }
    return cell;
}

using Row = std::vector<std::string>;

// The heading and the rows; columns in the order in which members are first met.
std::vector<Row> Rows(const json::array& list) {
    std::vector<Row> rows(1);
    Row& heading = rows.front();
    for (const auto& element : list) {
        for (const auto& member : element.as_object()) {
            const std::string name(member.key());
            if (std::find(heading.begin(), heading.end(), name) == heading.end()) {
                heading.push_back(name);
            }
        }
    }
    for (const auto& element : list) {
        Row row;
        for (const std::string& name : rows.front()) {
            const auto* value = element.as_object().if_contains(name);
            row.push_back(value == nullptr ? "" : Cell(*value));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

void AppendTable(const std::vector<Row>& rows, std::string& out) {
    std::vector<std::size_t> widths(rows.front().size());
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    }
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i] + std::string(widths[i] - row[i].size() + 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + "\n";
    }
}

std::optional<json::value> Member(std::string_view text, std::string_view name) {
    const json::value answer = json::parse(json::string_view(text.data(), text.size()));
    const auto* value = answer.as_object().if_contains(json::string_view(name.data(), name.size()));
    return value == nullptr ? std::nullopt : std::optional(*value);
}

bool IsTable(const json::value& value) {
    return value.is_array() && !value.get_array().empty() &&
           value.get_array().front().is_object();
}

}  // namespace

std::string AnswerTable(std::string_view text) {
    const json::value answer = json::parse(json::string_view(text.data(), text.size()));
    const json::object& members = answer.as_object();
    const auto tables = std::count_if(members.begin(), members.end(),
                                      [](const auto& member) { return IsTable(member.value()); });
    std::string out;
    for (const auto& member : members) {
        if (IsTable(member.value())) {
            // Of several, each needs its name.
            if (tables > 1) out += std::string(member.key()) + ":\n";
            AppendTable(Rows(member.value().get_array()), out);
        } else {
            const std::string cell = Cell(member.value());
            out += std::string(member.key()) + ": " + (cell.empty() ? "none" : cell) + "\n";
        }
    }
    return out;
}

bool IsTrue(std::string_view text, std::string_view member) {
    const auto value = Member(text, member);
    return value && *value == json::value(true);
}

bool IsFalse(std::string_view text, std::string_view member) {
    const auto value = Member(text, member);
    return value && *value != json::value(true);
}

}  // namespace clearway::gateway::console
