// SPDX-License-Identifier: Apache-2.0
#include "gateway/net/request_reader.h"

#include <gtest/gtest.h>

#include <cstring>

namespace clearway::gateway::net {
namespace {

using State = RequestReader::State;
using http::GatewayError;

constexpr MessageLimits kLimits{
    .header_bytes_max = 512, .header_fields_max = 10, .body_bytes_max = 64};

// Feeds in pieces of a size until complete or refused.
State Feed(RequestReader& reader, std::string_view bytes, std::size_t piece) {
    State state = reader.Commit(0);
    while (!bytes.empty() && state != State::kComplete && state != State::kRefused) {
        const auto room = reader.Prepare();
        const auto count = std::min({piece, room.size(), bytes.size()});
        std::memcpy(room.data(), bytes.data(), count);
        bytes.remove_prefix(count);
        state = reader.Commit(count);
    }
    return state;
}

struct Good {
    const char* name;
    std::string bytes;
    std::string target;
    std::string body;
    bool keep_alive;
};

std::vector<Good> GoodRequests() {
    return {
        {"plain", "GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n", "/a?b=c", "", true},
        {"close", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "/", "", false},
        {"HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", "/", "", false},
        {"HTTP/1.0 kept", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "/", "", true},
        {"one empty line before", "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", "/", "", true},
        {"length", "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nabcd", "/p", "abcd",
         true},
        {"length zero", "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", "/p", "", true},
        {"chunked",
         "POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: "
         "chunked\r\n\r\n2\r\nab\r\n3;e=1\r\ncde\r\n"
         "0\r\n\r\n",
         "/p", "abcde", true},
        {"trailer fields are dropped",
         "POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n"
         "0\r\nHost: y\r\n\r\n",
         "/p", "a", true},
        {"absolute form", "GET https://localhost:8443/v1/x?y HTTP/1.1\r\nHost: x\r\n\r\n",
         "/v1/x?y", "", true},
        {"absolute form without path", "GET http://localhost HTTP/1.1\r\nHost: x\r\n\r\n", "/", "",
         true},
        {"star", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", "*", "", true},
    };
}

TEST(RequestReader, ReadsAWellFormedRequestHoweverItIsCutIntoPieces) {
    for (const auto& row : GoodRequests()) {
        for (std::size_t piece = 1; piece <= row.bytes.size(); ++piece) {
            RequestReader reader(kLimits);
            ASSERT_EQ(Feed(reader, row.bytes, piece), State::kComplete) << row.name << piece;
            const auto request = reader.Take();
            EXPECT_EQ(request.target, row.target) << row.name;
            EXPECT_EQ(request.body, row.body) << row.name;
            EXPECT_EQ(reader.KeepAlive(), row.keep_alive) << row.name;
            EXPECT_EQ(reader.Commit(0), State::kEmpty) << row.name;
        }
    }
}

struct Bad {
    const char* name;
    std::string bytes;
    GatewayError error;
};

std::string Post(const std::string& fields, const std::string& body) {
    return "POST /p HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n" + body;
}

std::vector<Bad> BadLengths() {
    using enum GatewayError;
    return {
        {"two lengths", Post("Content-Length: 1\r\nContent-Length: 2\r\n", "ab"),
         kMalformedRequest},
        {"two equal lengths", Post("Content-Length: 1\r\nContent-Length: 1\r\n", "a"),
         kMalformedRequest},
        {"list of lengths", Post("Content-Length: 1, 1\r\n", "a"), kMalformedRequest},
        {"signed length", Post("Content-Length: +1\r\n", "a"), kMalformedRequest},
        {"negative length", Post("Content-Length: -1\r\n", "a"), kMalformedRequest},
        {"hexadecimal length", Post("Content-Length: 0x1\r\n", "a"), kMalformedRequest},
        {"empty length", Post("Content-Length:\r\n", "a"), kMalformedRequest},
        {"length over 64 bits", Post("Content-Length: 18446744073709551617\r\n", "a"),
         kMalformedRequest},
        {"length, chunked", Post("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", "a"),
         kMalformedRequest},
        {"chunked, length", Post("Transfer-Encoding: chunked\r\nContent-Length: 1\r\n", "a"),
         kMalformedRequest},
        {"chunked not last", Post("Transfer-Encoding: chunked, gzip\r\n", "a"), kMalformedRequest},
        {"chunked not alone", Post("Transfer-Encoding: gzip, chunked\r\n", "a"), kMalformedRequest},
        {"chunked twice", Post("Transfer-Encoding: chunked, chunked\r\n", "a"), kMalformedRequest},
        {"two codings", Post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "a"),
         kMalformedRequest},
        {"identity", Post("Transfer-Encoding: identity\r\n", "a"), kMalformedRequest},
        {"coding in HTTP/1.0",
         "POST /p HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         kMalformedRequest},
    };
}

std::vector<Bad> BadHeaders() {
    using enum GatewayError;
    using namespace std::string_literals;
    return {
        {"folded line", Post("A: b\r\n c\r\n", ""), kMalformedRequest},
        {"folded by tab", Post("A: b\r\n\tc\r\n", ""), kMalformedRequest},
        {"folded from the start", Post("Content-Length:\r\n 1\r\n", "a"), kMalformedRequest},
        {"bare LF after a field", "GET / HTTP/1.1\r\nHost: x\nA: b\r\n\r\n", kMalformedRequest},
        {"bare LF after the request line", "GET / HTTP/1.1\nHost: x\r\n\r\n", kMalformedRequest},
        {"bare LFs only", "GET / HTTP/1.1\nHost: x\n\n", kMalformedRequest},
        {"bare CR", "GET / HTTP/1.1\r\nHost: x\r\nA: b\rc\r\n\r\n", kMalformedRequest},
        {"NUL in a value", Post("A: b\0c\r\n"s, ""), kMalformedRequest},
        {"NUL in a name", Post("A\0: b\r\n"s, ""), kMalformedRequest},
        {"NUL in the target", "GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n"s, kMalformedRequest},
        {"blank before the colon", Post("Content-Length : 1\r\n", "a"), kMalformedRequest},
        {"no colon", Post("Content-Length 1\r\n", "a"), kMalformedRequest},
        {"blank before the first field", "GET / HTTP/1.1\r\n Host: x\r\n\r\n", kMalformedRequest},
        {"no Host", "GET / HTTP/1.1\r\nA: b\r\n\r\n", kMalformedRequest},
        {"two Hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", kMalformedRequest},
        {"Host with a path", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n", kMalformedRequest},
        {"version 2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", kMalformedRequest},
        {"version 1.2", "GET / HTTP/1.2\r\nHost: x\r\n\r\n", kMalformedRequest},
        {"no version", "GET /\r\n\r\n", kMalformedRequest},
        {"two blanks", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", kMalformedRequest},
        {"bytes over 127 in the target", "GET /\xc3\xa4 HTTP/1.1\r\nHost: x\r\n\r\n",
         kMalformedRequest},
        {"authority form", "CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", kMalformedRequest},
    };
}

std::vector<Bad> BadBodiesAndSizes() {
    using enum GatewayError;
    return {
        {"chunk size with prefix", Post("Transfer-Encoding: chunked\r\n", "0x1\r\na\r\n0\r\n\r\n"),
         kMalformedRequest},
        {"chunk size missing", Post("Transfer-Encoding: chunked\r\n", "\r\na\r\n0\r\n\r\n"),
         kMalformedRequest},
        {"chunk size too large for 64 bits",
         Post("Transfer-Encoding: chunked\r\n", "11111111111111111\r\na\r\n0\r\n\r\n"),
         kMalformedRequest},
        {"chunk without its end", Post("Transfer-Encoding: chunked\r\n", "1\r\nabc\r\n0\r\n\r\n"),
         kMalformedRequest},
        {"bare LF after a chunk size", Post("Transfer-Encoding: chunked\r\n", "1\na\r\n0\r\n\r\n"),
         kMalformedRequest},
        {"LF inside a chunk extension",
         Post("Transfer-Encoding: chunked\r\n", "1;a=\"\n\"\r\na\r\n0\r\n\r\n"), kMalformedRequest},
        {"unknown expectation", Post("Expect: tea\r\nContent-Length: 1\r\n", "a"),
         kExpectationFailed},
        {"body over the limit", Post("Content-Length: 65\r\n", ""), kPayloadTooLarge},
        {"chunk over the limit", Post("Transfer-Encoding: chunked\r\n", "41\r\n"),
         kPayloadTooLarge},
        {"chunks over the limit", Post("Transfer-Encoding: chunked\r\n", "1\r\na\r\n40\r\n"),
         kPayloadTooLarge},
        {"header over the limit", Post("A: " + std::string(600, 'b') + "\r\n", ""),
         kHeadersTooLarge},
        {"endless request line", "GET /" + std::string(600, 'b'), kHeadersTooLarge},
        {"too many fields",
         Post("A:\r\nA:\r\nA:\r\nA:\r\nA:\r\nA:\r\nA:\r\nA:\r\nA:\r\nA:\r\nA:\r\n", ""),
         kHeadersTooLarge},
        {"endless chunk extension",
         Post("Transfer-Encoding: chunked\r\n", "1;a=" + std::string(600, 'b')), kHeadersTooLarge},
    };
}

std::vector<Bad> BadRequests() {
    std::vector<Bad> all;
    for (const auto& part : {BadLengths(), BadHeaders(), BadBodiesAndSizes()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

TEST(RequestReader, RefusesEachShapeThatServersReadDifferently) {
    for (const auto& row : BadRequests()) {
        for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, row.bytes.size()}) {
            RequestReader reader(kLimits);
            ASSERT_EQ(Feed(reader, row.bytes, piece), State::kRefused) << row.name << " " << piece;
            EXPECT_EQ(reader.Refusal(), row.error) << row.name << " " << piece;
        }
    }
}

TEST(RequestReader, KeepsPipelinedRequestsApart) {
    RequestReader reader(kLimits);
    const std::string bytes =
        Post("Content-Length: 3\r\n", "GET") + "GET /2 HTTP/1.1\r\nHost: x\r\n\r\nGET /3";
    ASSERT_EQ(Feed(reader, bytes, bytes.size()), State::kComplete);
    EXPECT_EQ(reader.Take().body, "GET");
    ASSERT_EQ(reader.Commit(0), State::kComplete);
    EXPECT_EQ(reader.Take().target, "/2");
    EXPECT_EQ(reader.Commit(0), State::kHeader);
}

TEST(RequestReader, SaysOnceThatTheClientWaitsForContinue) {
    RequestReader reader(kLimits);
    ASSERT_EQ(Feed(reader, Post("Expect: 100-continue\r\nContent-Length: 1\r\n", ""), 9),
              State::kBody);
    EXPECT_TRUE(reader.TakeExpectContinue());
    EXPECT_FALSE(reader.TakeExpectContinue());
}

}  // namespace
}  // namespace clearway::gateway::net
