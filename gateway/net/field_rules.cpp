// SPDX-License-Identifier: Apache-2.0
#include "gateway/net/field_rules.h"

#include <algorithm>

#include "gateway/http/message.h"

namespace clearway::gateway::net {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsVisible(char c) { return c > ' ' && c < 0x7f; }

bool IsHostChar(char c) {
    return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view(".-_:[]%").find(c) != std::string_view::npos;
}

}  // namespace

void FieldRules::See(std::string_view name, std::string_view value) {
    using http::EqualsIgnoringCase;
    if (EqualsIgnoringCase(name, "host")) {
        ++hosts_;
        bad_ |= !std::all_of(value.begin(), value.end(), IsHostChar);
    } else if (EqualsIgnoringCase(name, "content-length")) {
        ++lengths_;
        // "5, 5" and "+5" are forms that Beast or its peers forgive.
        bad_ |= value.empty() || !std::all_of(value.begin(), value.end(), IsDigit);
    } else if (EqualsIgnoringCase(name, "transfer-encoding")) {
        ++codings_;
        bad_ |= !EqualsIgnoringCase(value, "chunked");
    }
}

bool FieldRules::Agree(int version) const {
    if (bad_ || hosts_ > 1 || lengths_ > 1 || codings_ > 1) return false;
    if (codings_ == 1 && (lengths_ == 1 || version == 10)) return false;
    return version == 10 || hosts_ == 1;
}

bool AssignTarget(std::string_view sent, std::string& target) {
    if (!std::all_of(sent.begin(), sent.end(), IsVisible)) return false;
    if (sent.starts_with('/') || sent == "*") {
        target.assign(sent);
        return true;
    }
    const auto scheme = sent.find("://");
    if (scheme != 5 && scheme != 4) return false;
    if (!http::EqualsIgnoringCase(sent.substr(0, scheme), scheme == 5 ? "https" : "http"))
        return false;
    const auto rest = sent.substr(scheme + 3);
    const auto path = rest.find_first_of("/?");
    if (path == 0 || rest.empty()) return false;
    if (path == std::string_view::npos) {
        target = "/";
    } else if (rest[path] == '?') {
        target.assign("/").append(rest.substr(path));
    } else {
        target.assign(rest.substr(path));
    }
    return true;
}

}  // namespace clearway::gateway::net
