// SPDX-License-Identifier: Apache-2.0
// Certificates for the gateway's tests, good and bad ones, made in a temporary folder that goes
// with the object. Linked by tests only.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

namespace clearway::gateway::testing {

struct Identity {
    std::string certificate;  // PEM files
    std::string key;
    std::string pin;  // base64(SHA-256(SubjectPublicKeyInfo))
};

class TestPki {
public:
    TestPki();
    ~TestPki();
    TestPki(const TestPki&) = delete;
    TestPki& operator=(const TestPki&) = delete;

    std::string CaFile() const { return (folder_ / "ca.pem").string(); }

    // Signed by the CA, for "spiffe://clearway.local/" + path.
    Identity Issue(const std::string& path);
    Identity IssueEndingIn(const std::string& path, std::chrono::seconds time);
    Identity IssueExpired(const std::string& path);
    Identity IssueSelfSigned(const std::string& path);
    // By another CA of the same name.
    Identity IssueByStranger(const std::string& path);
    // Writes a file into the folder.
    std::string WriteText(const std::string& name, const std::string& text) const;

private:
    struct Authority;
    struct Request;

    Identity Make(const Request& request);

    std::filesystem::path folder_;
    std::unique_ptr<Authority> authority_;
    std::unique_ptr<Authority> stranger_;
    int issued_ = 0;
};

}  // namespace clearway::gateway::testing
