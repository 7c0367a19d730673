// SPDX-License-Identifier: Apache-2.0
#include "cli/draft.h"

#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace clearway::cli {

Draft::~Draft() {
    std::error_code ignored;
    if (!placed_) std::filesystem::remove(draft_, ignored);
}

void Draft::Place() {
    std::error_code error;
    std::filesystem::rename(draft_, path_, error);
    if (error) Fail(error.message().c_str());
    placed_ = true;
}

void Draft::Fail(const char* reason) const {
    throw std::runtime_error(path_ + " cannot be written: " + reason);
}

TextDraft::TextDraft(const std::string& path, bool compressed) : draft_(path) {
    // "T": as it is, without compression.
    file_ = gzopen(draft_.DraftPath().c_str(), compressed ? "wb6" : "wbT");
    if (file_ == nullptr) draft_.Fail(std::strerror(errno));
    gzbuffer(file_, 256 * 1'024);
}

TextDraft::~TextDraft() {
    if (file_ != nullptr) gzclose_w(file_);
}

void TextDraft::WriteLine(std::string_view line) {
    line_.assign(line);
    line_ += '\n';
    if (gzwrite(file_, line_.data(), static_cast<unsigned>(line_.size())) == 0)
        draft_.Fail("the disk took not all of it");
}

void TextDraft::Finish() {
    if (gzclose_w(std::exchange(file_, nullptr)) != Z_OK)
        draft_.Fail("the disk took not all of it");
    draft_.Place();
}

}  // namespace clearway::cli
