// SPDX-License-Identifier: Apache-2.0
#include "gateway/net/request_reader.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstring>

#include "gateway/net/field_rules.h"

namespace clearway::gateway::net {
namespace {

namespace beast_http = boost::beast::http;
using boost::beast::error_code;
using http::GatewayError;

constexpr std::size_t kBodyReserveMax = 16 * 1024;

}  // namespace

// Beast's grammar, writing straight into our request: no message of Beast's own is built.
class RequestReader::Parser final : public beast_http::basic_parser<true> {
public:
    Parser(http::Request& request, const MessageLimits& limits)
        : request_(request), fields_max_(limits.header_fields_max) {
        header_limit(static_cast<std::uint32_t>(limits.header_bytes_max + 4));
        body_limit(limits.body_bytes_max);
    }

    const FieldRules& Rules() const { return rules_; }
    bool TooManyFields() const { return too_many_fields_; }
    bool IsHttp10() const { return version_ == 10; }

private:
    void on_request_impl(beast_http::verb, boost::beast::string_view method,
                         boost::beast::string_view target, int version,
                         error_code& error) override {
        version_ = version;
        request_.method.assign(method.data(), method.size());
        if (!AssignTarget({target.data(), target.size()}, request_.target))
            error = beast_http::error::bad_target;
    }
    void on_field_impl(beast_http::field, boost::beast::string_view name,
                       boost::beast::string_view value, error_code& error) override {
        // Trailer fields come after the body and change nothing of the request.
        if (in_body_) return;
        if (request_.headers.Size() >= fields_max_) {
            too_many_fields_ = true;
            error = beast_http::error::header_limit;
            return;
        }
        rules_.See({name.data(), name.size()}, {value.data(), value.size()});
        request_.headers.Add({name.data(), name.size()}, {value.data(), value.size()});
    }
    void on_header_impl(error_code& error) override {
        if (!rules_.Agree(version_)) error = beast_http::error::bad_field;
    }
    void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
        in_body_ = true;
        // A length that was only announced gets a modest reserve: sending is cheaper than claiming.
        if (length) request_.body.reserve(std::min<std::size_t>(*length, kBodyReserveMax));
    }
    std::size_t on_body_impl(boost::beast::string_view body, error_code&) override {
        request_.body.append(body.data(), body.size());
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t, boost::beast::string_view extensions,
                              error_code& error) override {
        // A line end hidden in a quoted extension is read differently by different servers.
        const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' '; };
        if (std::any_of(extensions.begin(), extensions.end(), is_control))
            error = beast_http::error::bad_chunk_extension;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, boost::beast::string_view body,
                                   error_code&) override {
        request_.body.append(body.data(), body.size());
        return body.size();
    }
    void on_finish_impl(error_code&) override {}
    void on_response_impl(int, boost::beast::string_view, int, error_code&) override {}

    http::Request& request_;
    const std::size_t fields_max_;
    FieldRules rules_;
    int version_ = 11;
    bool too_many_fields_ = false;
    bool in_body_ = false;
};

// One byte more than the header may have, so that "too large" is seen and not guessed.
RequestReader::RequestReader(const MessageLimits& limits)
    : limits_(limits),
      buffer_(new char[limits.header_bytes_max + 1]),
      capacity_(limits.header_bytes_max + 1) {}

RequestReader::~RequestReader() = default;

std::span<char> RequestReader::Prepare() {
    if (begin_ == end_) {
        begin_ = end_ = 0;
    } else if (begin_ > 0 && end_ == capacity_) {
        std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    return {buffer_.get() + end_, capacity_ - end_};
}

RequestReader::State RequestReader::Commit(std::size_t count) {
    end_ += count;
    Advance();
    return state_;
}

void RequestReader::Advance() {
    if (state_ == State::kEmpty || state_ == State::kHeader) AdvanceHeader();
    if (state_ == State::kBody) AdvanceBody();
}

// RFC 9112, 2.2: one empty line before a request line is forgiven (clients that end a body with
// it).
bool RequestReader::IsHalfBlankLine() const {
    return !blank_line_skipped_ && end_ - begin_ == 1 && buffer_[begin_] == '\r';
}

void RequestReader::SkipBlankLine() {
    if (blank_line_skipped_ || scanned_ > 0 || end_ - begin_ < 2) return;
    if (buffer_[begin_] != '\r' || buffer_[begin_ + 1] != '\n') return;
    begin_ += 2;
    blank_line_skipped_ = true;
}

std::optional<std::size_t> RequestReader::FindHeaderEnd() {
    const char* data = buffer_.get() + begin_;
    const std::size_t size = end_ - begin_;
    while (scanned_ < size) {
        const void* found = std::memchr(data + scanned_, '\n', size - scanned_);
        const std::size_t stop =
            found ? static_cast<std::size_t>(static_cast<const char*>(found) - data) : size;
        const bool folded = scanned_ == line_start_ && line_start_ > 0 &&
                            (data[scanned_] == ' ' || data[scanned_] == '\t');
        const bool bare = found && (stop == 0 || data[stop - 1] != '\r');
        if (folded || bare || std::memchr(data + scanned_, '\0', stop - scanned_)) {
            Refuse(GatewayError::kMalformedRequest);
            return std::nullopt;
        }
        scanned_ = stop;
        if (!found) break;
        const bool empty_line = stop == line_start_ + 1;
        scanned_ = line_start_ = stop + 1;
        if (empty_line) return scanned_;
    }
    return std::nullopt;
}

void RequestReader::AdvanceHeader() {
    SkipBlankLine();
    state_ = begin_ == end_ ? State::kEmpty : State::kHeader;
    if (begin_ == end_ || IsHalfBlankLine()) return;
    const auto header_end = FindHeaderEnd();
    if (state_ == State::kRefused) return;
    if (!header_end) {
        if (end_ - begin_ > limits_.header_bytes_max) Refuse(GatewayError::kHeadersTooLarge);
        return;
    }
    if (*header_end > limits_.header_bytes_max) return Refuse(GatewayError::kHeadersTooLarge);
    parser_ = std::make_unique<Parser>(request_, limits_);
    request_.headers.Reserve(16, *header_end);
    error_code error;
    std::size_t used = 0;
    // Beast stops behind the request line and again behind the header.
    while (!error && used < *header_end && !parser_->is_header_done())
        used += parser_->put(boost::asio::buffer(buffer_.get() + begin_ + used, *header_end - used),
                             error);
    if (parser_->TooManyFields()) return Refuse(GatewayError::kHeadersTooLarge);
    if (error == beast_http::error::body_limit) return Refuse(GatewayError::kPayloadTooLarge);
    if (error || used != *header_end) return Refuse(GatewayError::kMalformedRequest);
    begin_ += used;
    FinishHeader();
}

void RequestReader::FinishHeader() {
    scanned_ = line_start_ = 0;
    http_10_ = parser_->IsHttp10();
    keep_alive_ = parser_->keep_alive();
    const auto expect = request_.headers.Find("expect");
    if (expect && !http_10_) {
        if (!http::EqualsIgnoringCase(*expect, "100-continue"))
            return Refuse(GatewayError::kExpectationFailed);
        expect_continue_ = true;
    }
    state_ = parser_->is_done() ? State::kComplete : State::kBody;
}

void RequestReader::AdvanceBody() {
    while (begin_ < end_) {
        error_code error;
        const std::size_t used =
            parser_->put(boost::asio::buffer(buffer_.get() + begin_, end_ - begin_), error);
        begin_ += used;
        if (error == beast_http::error::body_limit) return Refuse(GatewayError::kPayloadTooLarge);
        if (error && error != beast_http::error::need_more)
            return Refuse(GatewayError::kMalformedRequest);
        if (parser_->is_done()) {
            state_ = State::kComplete;
            return;
        }
        if (error != beast_http::error::need_more) continue;
        // A chunk line or trailer that fills the whole buffer is nobody's honest request.
        if (end_ - begin_ == capacity_) return Refuse(GatewayError::kHeadersTooLarge);
        return;
    }
}

void RequestReader::Refuse(GatewayError error) {
    state_ = State::kRefused;
    refusal_ = error;
    keep_alive_ = false;
}

bool RequestReader::TakeExpectContinue() {
    // Whoever has begun to send the body does not wait.
    const bool waits = expect_continue_ && state_ == State::kBody && begin_ == end_;
    expect_continue_ = false;
    return waits;
}

http::Request RequestReader::Take() {
    http::Request taken = std::move(request_);
    request_ = http::Request();
    parser_.reset();
    blank_line_skipped_ = expect_continue_ = false;
    state_ = State::kEmpty;
    return taken;
}

}  // namespace clearway::gateway::net
