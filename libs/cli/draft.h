// SPDX-License-Identifier: Apache-2.0
// A file that is written beside its place and gets there only once it is whole.
#pragma once

#include <string>
#include <string_view>

struct gzFile_s;

namespace clearway::cli {

class Draft {
public:
    explicit Draft(std::string path) : path_(std::move(path)), draft_(path_ + ".part") {}
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft();  // nothing stays of one that is not placed

    const std::string& Path() const { return path_; }
    const std::string& DraftPath() const { return draft_; }
    void Place();
    [[noreturn]] void Fail(const char* reason) const;

private:
    std::string path_;
    std::string draft_;
    bool placed_ = false;
};

// Lines of text, plain or gzip.
class TextDraft {
public:
    TextDraft(const std::string& path, bool compressed);
    ~TextDraft();

    void WriteLine(std::string_view line);
    void Finish();  // puts the file at its place

private:
    Draft draft_;
    gzFile_s* file_ = nullptr;
    std::string line_;
};

}  // namespace clearway::cli
