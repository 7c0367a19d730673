// SPDX-License-Identifier: Apache-2.0
// An activity as bytes: numbers of seven bits a byte, times as distances from the one before.
#include <stdexcept>

#include "services/compliance/monitoring/activity.h"

namespace clearway::compliance {

namespace {

constexpr char kForm = 1;

class Writer {
public:
    void Number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
        bytes += static_cast<char>(value);
    }
    // Small in either direction.
    void Signed(std::int64_t value) {
        Number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
    }
    void Time(core::Timestamp time) {
        const auto micros = core::ToMicros(time);
        Signed(micros - before_);
        before_ = micros;
    }
    void Text(std::string_view text) {
        Number(text.size());
        bytes += text;
    }
    void OptionalTime(const std::optional<core::Timestamp>& time) {
        Number(time ? 1 : 0);
        if (time) Time(*time);
    }

    std::string bytes{kForm};

private:
    std::int64_t before_ = 0;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {
        if (Byte() != static_cast<unsigned char>(kForm)) Refuse();
    }
    std::uint64_t Number() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const auto byte = Byte();
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
        Refuse();
    }
    std::int64_t Signed() {
        const auto value = Number();
        return static_cast<std::int64_t>(value >> 1 ^ (~(value & 1) + 1));
    }
    core::Timestamp Time() { return core::FromMicros(before_ += Signed()); }
    std::optional<core::Timestamp> OptionalTime() {
        return Number() == 0 ? std::nullopt : std::optional(Time());
    }
    std::string Text() {
        const auto size = Number();
        if (size > bytes_.size()) Refuse();
        std::string text(bytes_.substr(0, size));
        bytes_.remove_prefix(size);
        return text;
    }
    core::Currency Currency() {
        const auto currency = core::Currency::Parse(Text());
        if (!currency) Refuse();
        return *currency;
    }
    Direction ReadDirection() {
        const auto value = Number();
        if (value > 1) Refuse();
        return static_cast<Direction>(value);
    }
    // How many follow, at most what may be there.
    std::size_t Count(std::size_t most) {
        const auto count = Number();
        if (count > most) Refuse();
        return count;
    }
    void End() const {
        if (!bytes_.empty()) Refuse();
    }

private:
    [[noreturn]] static void Refuse() {
        throw std::runtime_error("these bytes are no activity of a subject");
    }
    unsigned char Byte() {
        if (bytes_.empty()) Refuse();
        const auto byte = static_cast<unsigned char>(bytes_.front());
        bytes_.remove_prefix(1);
        return byte;
    }

    std::string_view bytes_;
    std::int64_t before_ = 0;
};

constexpr std::size_t kRulesMax = 1'000;

}  // namespace

std::string Activity::Encode() const {
    Writer writer;
    writer.OptionalTime(last_at_);
    writer.OptionalTime(woke_at_);
    writer.Signed(quiet_days_);
    writer.Number(cells_.size());
    for (const auto& cell : cells_) {
        writer.Time(cell.first_at);
        writer.Time(cell.last_at);
        writer.Number(static_cast<std::uint64_t>(cell.direction));
        writer.Text(cell.currency.Code());
        writer.Signed(cell.count);
        writer.Signed(cell.sum);
        if (cell.count > 1) {
            writer.Signed(cell.least);
            writer.Signed(cell.most);
        }
        writer.Number(cell.counterparty);
    }
    writer.Number(merged_parties_.size());
    for (const auto& party : merged_parties_) {
        writer.Number(party.counterparty);
        writer.Number(static_cast<std::uint64_t>(party.direction));
        writer.Time(party.last_at);
    }
    writer.Number(anchors_.size());
    for (const auto& [rule, first] : anchors_) {
        writer.Text(rule);
        writer.Number(first.size());
        for (const auto anchor : first) writer.Time(anchor);
    }
    return std::move(writer.bytes);
}

Activity Activity::Decode(std::string_view bytes) {
    Reader reader(bytes);
    Activity activity;
    activity.last_at_ = reader.OptionalTime();
    activity.woke_at_ = reader.OptionalTime();
    activity.quiet_days_ = reader.Signed();
    for (auto left = reader.Count(kCellsMax); left > 0; --left) {
        const auto first_at = reader.Time(), last_at = reader.Time();
        const auto direction = reader.ReadDirection();
        const auto currency = reader.Currency();
        const auto count = reader.Signed(), sum = reader.Signed();
        const auto least = count > 1 ? reader.Signed() : sum;
        const auto most = count > 1 ? reader.Signed() : sum;
        activity.cells_.push_back(
            {first_at, last_at, direction, currency, count, sum, least, most, reader.Number()});
    }
    for (auto left = reader.Count(kMergedPartiesMax); left > 0; --left) {
        const auto counterparty = reader.Number();
        const auto direction = reader.ReadDirection();
        activity.merged_parties_.push_back({counterparty, direction, reader.Time()});
    }
    for (auto left = reader.Count(kRulesMax); left > 0; --left) {
        auto& first = activity.anchors_[reader.Text()];
        for (auto anchors = reader.Count(kAnchorsMax); anchors > 0; --anchors)
            first.push_back(reader.Time());
    }
    reader.End();
    return activity;
}

}  // namespace clearway::compliance
