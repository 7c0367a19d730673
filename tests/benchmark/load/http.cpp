// SPDX-License-Identifier: Apache-2.0
#include "tests/benchmark/load/http.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <stdexcept>

namespace clearway::load {
namespace {

bool SameName(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, [](unsigned char a, unsigned char b) {
        return std::tolower(a) == std::tolower(b);
    });
}

std::string_view HeaderValue(std::string_view head, std::string_view name) {
    for (std::size_t at = head.find("\r\n"); at != std::string_view::npos;) {
        const std::size_t end = head.find("\r\n", at + 2);
        const std::string_view line = head.substr(at + 2, end - at - 2);
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && SameName(line.substr(0, colon), name)) {
            std::string_view value = line.substr(colon + 1);
            while (value.starts_with(' ')) value.remove_prefix(1);
            return value;
        }
        at = end;
    }
    return {};
}

template <class Number>
Number ParseNumber(std::string_view text, const char* what) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || text.empty()) throw std::runtime_error(what);
    return number;
}

}  // namespace

std::string Serialise(const Post& post) {
    std::string text = "POST " + post.path + " HTTP/1.1\r\nHost: localhost\r\n";
    text += "Content-Type: application/json\r\n";
    if (!post.idempotency_key.empty()) {
        text += "Idempotency-Key: " + post.idempotency_key + "\r\n";
    }
    text += "Content-Length: " + std::to_string(post.body.size()) + "\r\n\r\n";
    return text + post.body;
}

std::optional<Response> ResponseReader::Next() {
    const std::size_t head_size = buffer_.find("\r\n\r\n");
    if (head_size == std::string::npos) return std::nullopt;
    const std::string_view head = std::string_view(buffer_).substr(0, head_size);
    if (!head.starts_with("HTTP/1.1 ")) throw std::runtime_error("the answer is not HTTP/1.1");
    const auto length =
        ParseNumber<std::size_t>(HeaderValue(head, "content-length"), "no Content-Length");
    if (buffer_.size() < head_size + 4 + length) return std::nullopt;
    Response response{
        .status = ParseNumber<int>(head.substr(9, 3), "no status"),
        .close = SameName(HeaderValue(head, "connection"), "close"),
        .body = buffer_.substr(head_size + 4, length),
    };
    buffer_.erase(0, head_size + 4 + length);
    return response;
}

std::string_view FindText(std::string_view json, std::string_view name) {
    const std::string quoted = '"' + std::string(name) + '"';
    for (std::size_t at = json.find(quoted); at != std::string_view::npos;
         at = json.find(quoted, at + 1)) {
        std::size_t begin = json.find_first_not_of(" \t\r\n", at + quoted.size());
        if (begin == std::string_view::npos || json[begin] != ':') continue;
        begin = json.find_first_not_of(" \t\r\n", begin + 1);
        if (begin == std::string_view::npos || json[begin] != '"') continue;
        const std::size_t end = json.find('"', begin + 1);
        return end == std::string_view::npos ? std::string_view{}
                                             : json.substr(begin + 1, end - begin - 1);
    }
    return {};
}

}  // namespace clearway::load
