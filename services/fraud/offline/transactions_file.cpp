// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/offline/transactions_file.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace clearway::fraud {

namespace {

constexpr std::size_t kLineMax = 4'096;
constexpr unsigned kBuffer = 256 * 1'024;
constexpr int kDecimalsMax = 4;
constexpr std::size_t kWholeDigitsMax = 15;
constexpr std::int64_t kScale = 10'000;
constexpr std::size_t kFieldsMax = 64;
constexpr std::size_t kIdentifierMax = 128;

enum Column { kId, kTime, kCustomer, kTerminal, kAmount, kFraud, kColumns };
constexpr std::array<std::string_view, kColumns> kNames{"tx_id",       "tx_datetime", "customer_id",
                                                        "terminal_id", "amount",      "fraud"};

void Split(std::string_view line, std::vector<std::string_view>& fields) {
    fields.clear();
    while (true) {
        const auto comma = line.find(',');
        fields.push_back(line.substr(0, comma));
        if (comma == std::string_view::npos) return;
        line.remove_prefix(comma + 1);
    }
}

// False when 64 bits do not hold the number.
bool Append(std::int64_t& number, int digit) {
    return !__builtin_mul_overflow(number, std::int64_t{10}, &number) &&
           !__builtin_add_overflow(number, std::int64_t{digit}, &number);
}

// "12", "12.5", "12.3456" in ten-thousandths; nullopt for what is no positive amount.
std::optional<std::int64_t> ParseAmount(std::string_view text) {
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto decimals =
        point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() || whole.size() > kWholeDigitsMax || decimals.size() > kDecimalsMax ||
        (point != std::string_view::npos && decimals.empty()))
        return std::nullopt;
    std::int64_t scaled = 0;
    for (const auto part : {whole, decimals}) {
        for (const char digit : part) {
            if (digit < '0' || digit > '9') return std::nullopt;
            if (!Append(scaled, digit - '0')) return std::nullopt;
        }
    }
    for (auto i = decimals.size(); i < kDecimalsMax; ++i) {
        if (!Append(scaled, 0)) return std::nullopt;
    }
    return scaled;
}

std::optional<core::Timestamp> ParseTime(std::string_view text) {
    std::string full(text);
    if (full.size() > 10 && full[10] == ' ') full[10] = 'T';
    if (const auto zoned = core::ParseRfc3339(full)) return zoned;
    return core::ParseRfc3339(full + 'Z');
}

}  // namespace

struct TransactionsFile::State {
    std::string path;
    gzFile file = nullptr;
    std::uint64_t size = 0;
    std::uint64_t line = 0;
    std::array<char, kLineMax> buffer{};
    std::array<std::size_t, kColumns> columns{};
    std::size_t width = 0;
    bool has_labels = false;
    std::vector<std::string_view> fields;
    std::unordered_set<std::string> ids;
    std::optional<Transaction> report;  // comes next

    ~State() {
        if (file != nullptr) gzclose_r(file);
    }

    [[noreturn]] void Refuse(const std::string& what) const {
        throw BadTransactions(path + (line > 0 ? ", line " + std::to_string(line) : "") + ": " +
                              what);
    }

    // The next line without its end; nullopt at the end of the file.
    std::optional<std::string_view> ReadLine() {
        ++line;
        if (gzgets(file, buffer.data(), kLineMax) == nullptr) {
            int code = 0;
            const char* reason = gzerror(file, &code);
            if (code != Z_OK && code != Z_STREAM_END)
                Refuse(code == Z_BUF_ERROR ? "the gzip data ends too early" : reason);
            return std::nullopt;
        }
        std::string_view text(buffer.data());
        if (!text.empty() && text.back() == '\n') {
            text.remove_suffix(1);
        } else if (text.size() + 1 >= kLineMax) {
            Refuse("a line has at most " + std::to_string(kLineMax - 2) + " bytes");
        }
        if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
        return text;
    }

    void ReadNames() {
        auto names = ReadLine();
        if (!names) Refuse("the file is empty");
        if (names->starts_with("\xEF\xBB\xBF")) names->remove_prefix(3);
        Split(*names, fields);
        width = fields.size();
        if (width > kFieldsMax) Refuse("a file has at most 64 columns");
        for (std::size_t i = 0; i < kColumns; ++i) {
            const auto found = std::ranges::find(fields, kNames[i]);
            columns[i] = static_cast<std::size_t>(found - fields.begin());
            if (found == fields.end() && i != kFraud)
                Refuse("there is no column " + std::string(kNames[i]) +
                       "; the first line must name the columns");
        }
        has_labels = columns[kFraud] < width;
    }

    std::string_view Field(Column column) const { return fields[columns[column]]; }

    EntityKey Key(Column column, const char* kind) const {
        const auto text = Field(column);
        if (text.empty() || text.size() > kIdentifierMax)
            Refuse(std::string(kNames[column]) + " must be 1 to 128 bytes");
        return EntityKeyOf(kind + std::string(text));
    }
};

TransactionsFile::TransactionsFile(const std::string& path) : state_(std::make_unique<State>()) {
    state_->path = path;
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        state_->Refuse(error ? error.message() : "this is no file");
    state_->size = std::filesystem::file_size(path, error);
    state_->file = gzopen(path.c_str(), "rb");
    if (state_->file == nullptr) state_->Refuse(std::strerror(errno));
    gzbuffer(state_->file, kBuffer);
    state_->ReadNames();
}

TransactionsFile::~TransactionsFile() = default;

bool TransactionsFile::HasLabels() const { return state_->has_labels; }

std::string TransactionsFile::Name() const {
    return std::filesystem::path(state_->path).filename().string();
}

std::optional<HistoryEntry> TransactionsFile::Next() {
    if (state_->report)
        return HistoryEntry{.kind = HistoryEntry::Kind::kReport,
                            .transaction = *std::exchange(state_->report, std::nullopt)};
    auto transaction = NextTransaction();
    if (!transaction) return std::nullopt;
    if (transaction->fraud) state_->report = transaction;
    return HistoryEntry{.kind = HistoryEntry::Kind::kTransaction,
                        .transaction = *std::move(transaction)};
}

std::optional<Transaction> TransactionsFile::NextTransaction() {
    auto& state = *state_;
    const auto text = state.ReadLine();
    if (!text) return std::nullopt;
    Split(*text, state.fields);
    if (state.fields.size() != state.width)
        state.Refuse("there are " + std::to_string(state.fields.size()) + " fields and " +
                     std::to_string(state.width) + " columns");
    if (!state.ids.emplace(state.Field(kId)).second) state.Refuse("this tx_id was there before");
    const auto time = ParseTime(state.Field(kTime));
    if (!time) state.Refuse("tx_datetime must be like 2025-01-31T13:45:00");
    if (!IsPlausible(*time)) state.Refuse("tx_datetime must be from 2000 to 2099");
    const auto amount = ParseAmount(state.Field(kAmount));
    if (!amount) state.Refuse("amount must be a number with at most four decimals, like 12.50");

    Transaction transaction;
    transaction.line = state.line;
    transaction.id = state.Field(kId);
    transaction.attempt = {.payer = state.Key(kCustomer, "customer "),
                           .payee = state.Key(kTerminal, "terminal "),
                           .device = std::nullopt,
                           .terminal = std::nullopt,
                           // An amount of nothing counts as the least there is.
                           .scaled_amount = std::max(*amount, std::int64_t{1}),
                           .at = ToSecond(*time)};
    if (state.has_labels) {
        const auto label = state.Field(kFraud);
        if (label != "0" && label != "1") state.Refuse("fraud must be 0 or 1");
        transaction.fraud = label == "1";
    }
    return transaction;
}

double TransactionsFile::Progress() const {
    if (state_->size == 0) return 1;
    return std::min(static_cast<double>(gzoffset(state_->file)) / static_cast<double>(state_->size),
                    1.0);
}

}  // namespace clearway::fraud
