// SPDX-License-Identifier: Apache-2.0
// As much of HTTP/1.1 as a load generator needs: a POST as text, and a reader of answers that have
// a Content-Length. Not a general client: an answer of another shape ends the run.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace clearway::load {

struct Post {
    std::string path;
    std::string idempotency_key;  // empty: no such header
    std::string body;
};

std::string Serialise(const Post& post);

struct Response {
    int status = 0;
    bool close = false;  // the server will close the connection after it
    std::string body;
};

class ResponseReader {
public:
    // Throws std::runtime_error when what arrived is not an answer this reader knows.
    void Feed(std::string_view bytes) { buffer_.append(bytes); }
    std::optional<Response> Next();
    bool Empty() const { return buffer_.empty(); }

private:
    std::string buffer_;
};

// The text of the first string member of this name, wherever it stands; empty when there is none.
std::string_view FindText(std::string_view json, std::string_view name);

}  // namespace clearway::load
