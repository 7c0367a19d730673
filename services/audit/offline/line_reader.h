// SPDX-License-Identifier: Apache-2.0
// A text file line by line, strictly: each line ends with a line end and is of a bounded length.
#pragma once

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace clearway::audit {

class LineReader {
public:
    // Throws std::runtime_error when there is no such file.
    explicit LineReader(const std::string& path);

    // The next line without its end, until the next call; nullopt at the end, or before something
    // that is no line: Fault then says what.
    std::optional<std::string_view> Next();
    const std::string& Fault() const { return fault_; }

    // All that is left; nullopt when that is too much for what stands at the end of a file.
    std::optional<std::string> Rest();

    std::uint64_t Line() const { return line_; }  // number of the last one, from 1
    double Share() const;                         // of the file that was read: 0 to 1

private:
    std::ifstream file_;
    std::uint64_t size_;
    std::uint64_t read_ = 0;
    std::uint64_t line_ = 0;
    std::string buffer_;
    std::string fault_;
};

}  // namespace clearway::audit
