// SPDX-License-Identifier: Apache-2.0
// Tokens of SoftHSM in a temporary folder of the process.
#pragma once

#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "cli/bounded_file.h"
#include "vault/pkcs11/token_keys.h"

namespace clearway::vault {

inline constexpr char kSoftHsm[] = "/usr/lib/softhsm/libsofthsm2.so";

inline bool HasSoftHsm() {
    return std::filesystem::exists(kSoftHsm) &&
           std::system("command -v softhsm2-util >/dev/null") == 0;
}

class TokenFolder {
public:
    TokenFolder() {
        auto name = (std::filesystem::temp_directory_path() / "clearway-token-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
        std::filesystem::create_directory(Tokens());
        cli::MakeFile(path_ / "softhsm2.conf",
                      "directories.tokendir = " + Tokens().string() +
                          "\nobjectstore.backend = file\nlog.level = ERROR\n",
                      0600);
        ::setenv("SOFTHSM2_CONF", (path_ / "softhsm2.conf").c_str(), 1);
        WritePin(kPin);
    }
    TokenFolder(const TokenFolder&) = delete;
    TokenFolder& operator=(const TokenFolder&) = delete;
    ~TokenFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    static constexpr char kPin[] = "clearway-test-pin";

    std::filesystem::path Tokens() const { return path_ / "tokens"; }
    void WritePin(const std::string& pin) { cli::ReplaceFile(path_ / "pin", pin + "\n", 0600); }
    TokenSettings Settings(const std::string& label) const {
        return {.module = kSoftHsm, .token = label, .pin_file = (path_ / "pin").string()};
    }
    // An empty token.
    TokenSettings MakeToken(const std::string& label) const {
        const auto command = "softhsm2-util --init-token --free --label " + label +
                             " --so-pin clearway-test-so --pin " + kPin + " >/dev/null 2>&1";
        if (std::system(command.c_str()) != 0) throw std::runtime_error("softhsm2-util failed");
        return Settings(label);
    }

private:
    std::filesystem::path path_;
};

}  // namespace clearway::vault
