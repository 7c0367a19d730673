// SPDX-License-Identifier: Apache-2.0
// Reads and makes whole files of a known largest size. Only regular files: a link, a pipe or a
// device in a place where others may write is not followed.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace clearway::cli {

struct FileText {
    std::optional<std::string> text;
    std::string fault;     // "is a symbolic link"; empty when there is a text
    bool missing = false;  // the fault is only that there is no such file
};

// One open, one read: what is judged is what is used. `folder`: a descriptor, or AT_FDCWD.
FileText ReadBoundedFile(int folder, const std::string& name, std::size_t bytes_max);
FileText ReadBoundedFile(const std::filesystem::path& path, std::size_t bytes_max);

// Makes a file that was not there; false when it was. Throws std::system_error for other failures,
// and leaves no half-written file behind.
bool MakeFile(const std::filesystem::path& path, std::string_view text, unsigned mode);

// Puts a text in the place of a file in one step: others see the old text or the new one.
void ReplaceFile(const std::filesystem::path& path, std::string_view text, unsigned mode);

}  // namespace clearway::cli
