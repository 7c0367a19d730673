// SPDX-License-Identifier: Apache-2.0
#include "gateway/policy/partners.h"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace clearway::gateway::policy {
namespace {

namespace json = boost::json;

constexpr std::int64_t kRateMax = 1'000'000;
constexpr std::size_t kPinSize = 44;  // base64 of 32 bytes
constexpr std::size_t kPartnerIdSizeMax = 64;

[[noreturn]] void Fail(const std::string& what) {
    throw std::runtime_error("partners file: " + what);
}

const json::value& Member(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains({name.data(), name.size()});
    if (value == nullptr) Fail("\"" + std::string(name) + "\" is missing");
    return *value;
}

const json::object& Object(const json::value& value, std::string_view name) {
    if (!value.is_object()) Fail("\"" + std::string(name) + "\" is not an object");
    return value.get_object();
}

std::string Text(const json::value& value, std::string_view name) {
    if (!value.is_string()) Fail("\"" + std::string(name) + "\" is not a text");
    const auto& text = value.get_string();
    return {text.data(), text.size()};
}

std::vector<std::string> Texts(const json::value& value, std::string_view name) {
    if (!value.is_array()) Fail("\"" + std::string(name) + "\" is not a list");
    std::vector<std::string> texts;
    for (const auto& item : value.get_array()) texts.push_back(Text(item, name));
    return texts;
}

std::int64_t Rate(const json::object& object, std::string_view name) {
    const auto& value = Member(object, name);
    if (!value.is_int64() || value.get_int64() < 1 || value.get_int64() > kRateMax)
        Fail("\"" + std::string(name) + "\" is not an integer from 1 to " +
             std::to_string(kRateMax));
    return value.get_int64();
}

// It becomes gRPC metadata and part of log lines, so its alphabet is narrow.
bool IsPartnerId(std::string_view id) {
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !id.empty() && id.size() <= kPartnerIdSizeMax && std::all_of(id.begin(), id.end(), fits);
}

}  // namespace

bool Partner::HasScope(std::string_view scope) const {
    return std::binary_search(scopes.begin(), scopes.end(), scope);
}

PartnerRegistry PartnerRegistry::Parse(std::string_view text) {
    json::error_code error;
    const json::value document = json::parse({text.data(), text.size()}, error);
    if (error) Fail("not JSON: " + error.message());
    const auto& list = Member(Object(document, "the document"), "partners");
    if (!list.is_array()) Fail("\"partners\" is not a list");
    PartnerRegistry registry;
    for (const auto& item : list.get_array()) {
        const auto& entry = Object(item, "partners");
        auto id = Text(Member(entry, "partner_id"), "partner_id");
        if (!IsPartnerId(id)) Fail("a partner_id is not 1 to 64 of a-z, 0-9, - and _");
        auto scopes = Texts(Member(entry, "scopes"), "scopes");
        std::sort(scopes.begin(), scopes.end());
        const auto& rate = Object(Member(entry, "rate_limit"), "rate_limit");
        const RateLimit limit{.requests_per_second = Rate(rate, "requests_per_second"),
                              .burst = Rate(rate, "burst")};
        registry.Add(std::make_unique<Partner>(std::move(id), std::move(scopes), limit),
                     Texts(Member(entry, "pins"), "pins"));
    }
    return registry;
}

void PartnerRegistry::Add(std::unique_ptr<Partner> partner, const std::vector<std::string>& pins) {
    for (const auto& other : partners_)
        if (other->partner_id == partner->partner_id)
            Fail("partner " + partner->partner_id + " is there twice");
    for (const auto& pin : pins) {
        if (pin.size() != kPinSize || pin.back() != '=')
            Fail("partner " + partner->partner_id + ": a pin is not the base64 of a SHA-256");
        if (!by_pin_.emplace(pin, partner.get()).second)
            Fail("partner " + partner->partner_id + ": a pin is registered already");
    }
    partner->index = partners_.size();
    partners_.push_back(std::move(partner));
}

PartnerRegistry PartnerRegistry::Load(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf())) Fail("cannot read " + path);
    return Parse(text.str());
}

Partner* PartnerRegistry::FindByPin(std::string_view pin) const {
    const auto found = by_pin_.find(pin);
    return found == by_pin_.end() ? nullptr : found->second;
}

}  // namespace clearway::gateway::policy
