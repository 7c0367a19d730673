// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/csv.h"

namespace clearway::compliance {
namespace {

constexpr char kEndOfFile = 0x1A;

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    core::Result<CsvFile> Run() {
        CsvFile file;
        while (at_ < text_.size()) {
            if (text_[at_] == kEndOfFile) {
                file.ended = OnlyLineEndsFollow();
                if (!file.ended) return Fault("text after the closing line");
                break;
            }
            if (SkipLineEnd()) continue;
            std::vector<std::string> row;
            file.lines.push_back(line_);
            do {
                std::string field;
                if (!ReadField(field)) return Fault("an open quote");
                row.push_back(std::move(field));
            } while (Skip(','));
            if (at_ < text_.size() && !SkipLineEnd()) return Fault("text after a quote");
            file.rows.push_back(std::move(row));
        }
        return file;
    }

private:
    core::Error Fault(std::string_view what) const {
        return {.code = core::ErrorCode::kUnavailable,
                .detail = "line " + std::to_string(line_) + ": " + std::string(what)};
    }

    bool Skip(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    bool SkipLineEnd() {
        const bool carriage = Skip('\r');
        if (!Skip('\n')) return carriage;
        ++line_;
        return true;
    }

    bool OnlyLineEndsFollow() const {
        return text_.find_first_not_of("\r\n", at_ + 1) == std::string_view::npos;
    }

    bool ReadField(std::string& field) {
        if (Skip('"')) return ReadQuoted(field);
        const auto end = text_.find_first_of(",\r\n", at_);
        const auto length = end == std::string_view::npos ? text_.size() - at_ : end - at_;
        field = std::string(text_.substr(at_, length));
        at_ += length;
        if (field == "-0- " || field == "-0-") field.clear();
        return true;
    }

    bool ReadQuoted(std::string& field) {
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"' && !Skip('"')) {
                while (Skip(' ')) {
                }
                return true;
            }
            if (c == '\n') ++line_;
            field += c;
        }
        return false;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

}  // namespace

core::Result<CsvFile> ParseCsv(std::string_view text) { return Reader(text).Run(); }

}  // namespace clearway::compliance
