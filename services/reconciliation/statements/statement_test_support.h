// SPDX-License-Identifier: Apache-2.0
// Files of statements for tests, in a folder that goes with the test.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "core/uuid.h"

namespace clearway::reconciliation::statements {

class TestFolder {
public:
    TestFolder()
        : path_(std::filesystem::temp_directory_path() /
                ("clearway-statements-" + core::Uuid::Random().ToString())) {
        std::filesystem::create_directories(path_);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder() { std::filesystem::remove_all(path_); }

    std::string Path(const std::string& name) const { return (path_ / name).string(); }
    std::string Write(const std::string& name, const std::string& text) const {
        std::ofstream(path_ / name, std::ios::binary) << text;
        return Path(name);
    }
    std::string Read(const std::string& name) const {
        std::ifstream file(path_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    std::filesystem::path path_;
};

// A statement of one line; `side`: C for money that enters, D for what leaves.
inline std::string OneLineMt940(int number, const std::string& opening, const std::string& amount,
                                const std::string& closing, const std::string& day = "260301",
                                const std::string& reference = "INV-1",
                                const std::string& side = "C") {
    return ":20:STARTUMS\r\n:25:DE89370400440532013000\r\n:28C:" + std::to_string(number) +
           "/1\r\n:60F:C" + day + "EUR" + opening + "\r\n:61:" + day + side + amount + "NTRF" +
           reference + "//B" + std::to_string(number) + "\r\n:62F:C" + day + "EUR" + closing +
           "\r\n-\r\n";
}

}  // namespace clearway::reconciliation::statements
