// SPDX-License-Identifier: Apache-2.0
// Writes rows of numbers under named columns. The end of the name says how: .csv and .csv.gz as
// text that reads back to the same numbers (missing: empty), .npy as NumPy's float64 array
// (missing: NaN, without names). The file is at its place only once it is whole.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace clearway::fraud {

class MatrixFile {
public:
    virtual ~MatrixFile() = default;
    virtual void Write(std::span<const double> row) = 0;
    // Puts the file at its place. Without it nothing stays.
    virtual void Finish() = 0;
};

// Throws std::runtime_error for another ending and for a file that cannot be written; so do the
// calls of the file.
std::unique_ptr<MatrixFile> CreateMatrixFile(const std::string& path,
                                             const std::vector<std::string>& names);

}  // namespace clearway::fraud
