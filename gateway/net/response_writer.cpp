// SPDX-License-Identifier: Apache-2.0
#include "gateway/net/response_writer.h"

#include <charconv>
#include <ctime>

namespace clearway::gateway::net {
namespace {

constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// The date changes once a second; each io thread keeps its text.
const std::string& DateText() {
    thread_local std::time_t second = 0;
    thread_local std::string text;
    const std::time_t now = std::time(nullptr);
    if (now == second) return text;
    second = now;
    std::tm parts{};
    gmtime_r(&now, &parts);
    char tail[64];
    const auto size = std::strftime(tail, sizeof tail, " %Y %H:%M:%S GMT", &parts);
    char day[4] = {static_cast<char>('0' + parts.tm_mday / 10),
                   static_cast<char>('0' + parts.tm_mday % 10), ' ', '\0'};
    // By hand, because strftime's names follow the locale.
    text.assign(kDays[parts.tm_wday]).append(", ").append(day).append(kMonths[parts.tm_mon]);
    text.append(tail, size);
    return text;
}

void AppendNumber(std::size_t number, std::string& out) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

}  // namespace

void AppendResponse(const http::Response& response, Framing framing, std::string& out) {
    out.reserve(out.size() + 512 + response.body.size());
    out.append("HTTP/1.1 ");
    AppendNumber(static_cast<std::size_t>(response.status), out);
    out.append(" ").append(http::ReasonPhrase(response.status));
    out.append("\r\nDate: ").append(DateText());
    if (!response.body.empty()) out.append("\r\nContent-Type: ").append(response.content_type);
    out.append("\r\nContent-Length: ");
    AppendNumber(response.body.size(), out);
    for (std::size_t i = 0; i < response.headers.Size(); ++i)
        out.append("\r\n")
            .append(response.headers.Name(i))
            .append(": ")
            .append(response.headers.Value(i));
    switch (framing.connection) {
        case Connection::kKeepAlive:
            break;
        case Connection::kKeepAliveHttp10:
            out.append("\r\nConnection: keep-alive");
            break;
        case Connection::kClose:
            out.append("\r\nConnection: close");
            break;
    }
    out.append("\r\n\r\n");
    if (!framing.head_only) out.append(response.body);
}

}  // namespace clearway::gateway::net
