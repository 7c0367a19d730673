// SPDX-License-Identifier: Apache-2.0
// For tests of the exported files: a signed log, its file as lines, and the verdict on any text.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "services/audit/offline/export_log.h"
#include "services/audit/offline/verify_command.h"
#include "services/audit/usecase/log_fixture.h"

namespace clearway::audit {

class VerifyTest : public ::testing::Test {
protected:
    VerifyTest() {
        auto name = (std::filesystem::temp_directory_path() / "clearway-audit-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        folder_ = name;
    }
    ~VerifyTest() override { std::filesystem::remove_all(folder_); }

    void Fill(std::uint64_t count) {
        log_.Append(count);
        log_.Sign(signer_);
    }
    // With their line ends.
    std::vector<std::string> ExportLines() {
        std::vector<std::string> lines;
        cli::Progress progress("export");
        ExportLog(log_, *log_.checkpoint, Collect(lines), progress);
        return lines;
    }
    std::vector<std::string> BundleLines(const core::Uuid& stream) {
        std::vector<std::string> lines;
        ExportBundle(log_, *log_.checkpoint, stream, Collect(lines));
        return lines;
    }
    static std::string Join(const std::vector<std::string>& lines) {
        std::string text;
        for (const auto& line : lines) text += line;
        return text;
    }
    Verdict VerdictOn(const std::string& text, std::string_view origin = {}) {
        const auto path = (folder_ / "file").string();
        std::ofstream(path, std::ios::binary) << text;
        return VerifyFile(path, signer_.key.Public(), {.origin = origin});
    }
    Verdict VerdictOn(const std::vector<std::string>& lines) { return VerdictOn(Join(lines)); }

    const LogSigner signer_{.origin = "clearway/audit", .key = crypto::PrivateKey::Generate()};
    MemoryLog log_;
    std::filesystem::path folder_;

private:
    static WriteLine Collect(std::vector<std::string>& lines) {
        return [&lines](std::string_view text) {
            std::string line;
            for (const char c : std::string(text) + '\n') {
                line += c;
                if (c == '\n') lines.push_back(std::exchange(line, {}));
            }
        };
    }
};

}  // namespace clearway::audit
