// SPDX-License-Identifier: Apache-2.0
// What `clearway-iso20022 read` tells of a file, as one line of JSON: always valid UTF-8, whatever
// the file held.
#pragma once

#include <memory>
#include <string>

#include "iso20022/message_reader.h"

namespace clearway::iso20022 {

class ReadReport {
public:
    // `transactions_max`: so many are told one by one; all are counted.
    ReadReport(std::string file, std::size_t transactions_max);
    ReadReport(const ReadReport&) = delete;
    ReadReport& operator=(const ReadReport&) = delete;
    ~ReadReport();

    void Take(const Part& part);
    // Without the end of the line.
    std::string Line(const ReadResult& result);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Of a file that could not be read at all.
std::string UnreadableLine(const std::string& file, const std::string& why);

}  // namespace clearway::iso20022
