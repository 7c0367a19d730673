// SPDX-License-Identifier: Apache-2.0
// Certificates for tests, made by libcrypto in a temporary folder that goes with the object: one CA
// and what it signs. EC P-256, one URI SAN each, localhost for servers. Linked by tests only.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "rpc/credentials.h"

namespace clearway::rpc {

class TestPki {
public:
    TestPki();
    ~TestPki();
    TestPki(const TestPki&) = delete;
    TestPki& operator=(const TestPki&) = delete;

    // Files of a certificate for "spiffe://clearway.local/" + path; made anew at each call.
    TlsFiles Issue(const std::string& path);
    // The same with the whole URI given, for other trust domains.
    TlsFiles IssueUri(const std::string& uri);

private:
    struct Authority;
    std::filesystem::path folder_;
    std::unique_ptr<Authority> authority_;
    int issued_ = 0;
};

}  // namespace clearway::rpc
