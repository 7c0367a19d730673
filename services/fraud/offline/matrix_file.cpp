// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/matrix_file.h"

#include <array>
#include <bit>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "cli/draft.h"

namespace clearway::fraud {

namespace {

static_assert(std::endian::native == std::endian::little, "the .npy header says little-endian");

class CsvFile final : public MatrixFile {
public:
    CsvFile(const std::string& path, const std::vector<std::string>& names, bool compressed)
        : file_(path, compressed) {
        for (const auto& name : names) line_ += (line_.empty() ? "" : ",") + name;
        file_.WriteLine(line_);
    }

    void Write(std::span<const double> row) override {
        line_.clear();
        std::array<char, 32> number;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) line_ += ',';
            if (std::isnan(row[i])) continue;
            const auto end = std::to_chars(number.data(), number.data() + number.size(), row[i]);
            line_.append(number.data(), end.ptr);
        }
        file_.WriteLine(line_);
    }

    void Finish() override { file_.Finish(); }

private:
    cli::TextDraft file_;
    std::string line_;
};

// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0. The number
// of rows is known at the end: the header has a fixed size and is written again then.
class NpyFile final : public MatrixFile {
public:
    NpyFile(const std::string& path, std::size_t columns) : draft_(path), columns_(columns) {
        file_ = std::fopen(draft_.DraftPath().c_str(), "wb");
        if (file_ == nullptr) draft_.Fail(std::strerror(errno));
        WriteHeader();
    }
    ~NpyFile() override {
        if (file_ != nullptr) std::fclose(file_);
    }

    void Write(std::span<const double> row) override {
        if (std::fwrite(row.data(), sizeof(double), row.size(), file_) != row.size())
            draft_.Fail(std::strerror(errno));
        ++rows_;
    }

    void Finish() override {
        if (std::fseek(file_, 0, SEEK_SET) != 0) draft_.Fail(std::strerror(errno));
        WriteHeader();
        if (std::fclose(std::exchange(file_, nullptr)) != 0) draft_.Fail(std::strerror(errno));
        draft_.Place();
    }

private:
    static constexpr std::size_t kHeaderSize = 128;

    void WriteHeader() {
        std::string header("\x93NUMPY\x01\x00", 8);
        header += static_cast<char>(kHeaderSize - 10);
        header += '\0';
        header += "{'descr': '<f8', 'fortran_order': False, 'shape': (" + std::to_string(rows_) +
                  ", " + std::to_string(columns_) + "), }";
        header.resize(kHeaderSize - 1, ' ');
        header += '\n';
        if (std::fwrite(header.data(), 1, header.size(), file_) != header.size())
            draft_.Fail(std::strerror(errno));
    }

    cli::Draft draft_;
    std::size_t columns_;
    std::uint64_t rows_ = 0;
    std::FILE* file_ = nullptr;
};

}  // namespace

std::unique_ptr<MatrixFile> CreateMatrixFile(const std::string& path,
                                             const std::vector<std::string>& names) {
    if (path.ends_with(".csv")) return std::make_unique<CsvFile>(path, names, false);
    if (path.ends_with(".csv.gz")) return std::make_unique<CsvFile>(path, names, true);
    if (path.ends_with(".npy")) return std::make_unique<NpyFile>(path, names.size());
    throw std::runtime_error(path + ": the name must end in .csv, .csv.gz or .npy");
}

}  // namespace clearway::fraud
