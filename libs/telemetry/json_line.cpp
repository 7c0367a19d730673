// SPDX-License-Identifier: Apache-2.0
#include "telemetry/json_line.h"

#include <array>
#include <charconv>
#include <ctime>

#include "telemetry/redact.h"

namespace clearway::log {
namespace {

constexpr std::string_view kReplacement = "\\ufffd";

std::string_view LevelName(Level level) {
    switch (level) {
        case Level::kDebug: return "debug";
        case Level::kInfo: return "info";
        case Level::kWarn: return "warn";
        case Level::kError: return "error";
    }
    return "error";
}

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// The length of the well-formed UTF-8 sequence at `at` (RFC 3629: no overlong forms, no
// surrogates, nothing above U+10FFFF), or 0.
std::size_t SequenceLength(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length < 2) return length;
    if (text.size() - at < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if (!IsContinuation(text[at + i])) return 0;
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
        (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
        return 0;
    return length;
}

void AppendControl(std::string& out, char c) {
    constexpr std::string_view kHex = "0123456789abcdef";
    switch (c) {
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default:  // a char, not an enum
            out += "\\u00";
            out += kHex[static_cast<unsigned char>(c) >> 4];
            out += kHex[static_cast<unsigned char>(c) & 0x0F];
    }
}

void AppendEscaped(std::string& out, std::string_view text) {
    std::size_t copied = 0;
    std::size_t at = 0;
    const auto copy_up_to = [&](std::size_t end) {
        out.append(text, copied, end - copied);
    };
    while (at < text.size()) {
        const char c = text[at];
        const auto length = SequenceLength(text, at);
        const bool plain = length > 0 && (length > 1 || (c >= 0x20 && c != 0x7F)) &&
                           c != '"' && c != '\\';
        if (plain) {
            at += length;
            continue;
        }
        copy_up_to(at);
        if (length == 0) {
            out += kReplacement;
        } else if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else {
            AppendControl(out, c);
        }
        copied = ++at;
    }
    copy_up_to(text.size());
}

// Redacted, escaped and in quotes.
void AppendText(std::string& out, std::string_view text) {
    out += '"';
    std::size_t copied = 0;
    for (auto run = FindSecret(text, 0); run.Found(); run = FindSecret(text, run.end)) {
        AppendEscaped(out, text.substr(copied, run.begin - copied));
        out.append(run.end - run.begin - kReadableTail, '*');
        copied = run.end - kReadableTail;
    }
    AppendEscaped(out, text.substr(copied));
    out += '"';
}

void AppendInteger(std::string& out, std::int64_t value) {
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
}

// RFC 3339 in UTC with microseconds. The part up to the second is kept, a thread, because lines
// come in thousands a second.
void AppendTime(std::string& out, std::chrono::system_clock::time_point time) {
    thread_local std::time_t known_second = -1;
    thread_local std::array<char, 24> known_text{};
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(
                            time.time_since_epoch()).count();
    const auto second = static_cast<std::time_t>(micros / 1'000'000);
    if (second != known_second) {
        std::tm parts{};
        gmtime_r(&second, &parts);
        std::strftime(known_text.data(), known_text.size(), "%Y-%m-%dT%H:%M:%S.", &parts);
        known_second = second;
    }
    out += known_text.data();
    std::array<char, 6> digits;
    auto rest = micros % 1'000'000;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, rest /= 10)
        *digit = static_cast<char>('0' + rest % 10);
    out.append(digits.data(), digits.size());
    out += 'Z';
}

void AppendField(std::string& out, const Field& field) {
    out += ",\"";
    AppendEscaped(out, field.key);
    out += "\":";
    if (const auto* view = std::get_if<std::string_view>(&field.value))
        AppendText(out, *view);
    else if (const auto* text = std::get_if<std::string>(&field.value))
        AppendText(out, *text);
    else if (const auto* integer = std::get_if<std::int64_t>(&field.value))
        AppendInteger(out, *integer);
    else
        out += std::get<bool>(field.value) ? "true" : "false";
}

}  // namespace

void WriteJsonLine(std::string& line, const LineHead& head, Fields fields) {
    line.clear();
    line += "{\"time\":\"";
    AppendTime(line, head.time);
    line += "\",\"level\":\"";
    line += LevelName(head.level);
    line += "\",\"service\":\"";
    AppendEscaped(line, head.service);
    line += "\",\"msg\":";
    AppendText(line, head.message);
    for (const auto& field : fields) AppendField(line, field);
    line += "}\n";
}

}  // namespace clearway::log
