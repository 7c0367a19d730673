// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/rows_file.h"

#include <stdexcept>

#include "core/clock.h"

namespace clearway::fraud {

namespace {

constexpr std::int64_t kScale = 10'000;
constexpr std::int64_t kSecondMicros = 1'000'000;

bool IsCompressed(const std::string& path) {
    if (path.ends_with(".csv.gz")) return true;
    if (path.ends_with(".csv")) return false;
    throw std::runtime_error(path + ": the name must end in .csv or .csv.gz");
}

// Without the zone: not every reader of the file takes a Z.
std::string TimeText(Second at) {
    auto text = core::FormatRfc3339(core::FromMicros(std::int64_t{at} * kSecondMicros));
    text.pop_back();
    return text;
}

// As many decimals as are needed, two at least.
std::string AmountText(std::int64_t scaled) {
    auto decimals = std::to_string(kScale + scaled % kScale).substr(1);
    while (decimals.size() > 2 && decimals.back() == '0') decimals.pop_back();
    return std::to_string(scaled / kScale) + '.' + decimals;
}

}  // namespace

RowsFile::RowsFile(const std::string& path, bool with_labels)
    : file_(path, IsCompressed(path)), with_labels_(with_labels) {
    line_ = "tx_id,tx_datetime,customer_id,terminal_id,amount";
    file_.WriteLine(with_labels_ ? line_ + ",fraud" : line_);
}

void RowsFile::Write(const Transaction& transaction) {
    const auto& attempt = transaction.attempt;
    line_ = transaction.id;
    for (const auto& field : {TimeText(attempt.at), attempt.payer.ToString(),
                              attempt.payee.ToString(), AmountText(attempt.scaled_amount)})
        (line_ += ',') += field;
    if (with_labels_) line_ += transaction.fraud ? ",1" : ",0";
    file_.WriteLine(line_);
}

}  // namespace clearway::fraud
