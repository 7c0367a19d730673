// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/domain/list/list_bytes.h"

#include <utility>

namespace clearway::compliance {
namespace {

// The last byte is the version of the form.
constexpr std::string_view kBegin("clearway-list\x01", 14);

// Numbers are written seven bits a byte, the lowest first; texts behind their length.
struct Writer {
    void Number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
        bytes += static_cast<char>(value);
    }
    void Text(std::string_view text) {
        Number(text.size());
        bytes += text;
    }
    void Texts(const std::vector<std::string>& texts) {
        Number(texts.size());
        for (const auto& text : texts) Text(text);
    }

    std::string bytes;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}

    std::uint64_t Number() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (rest_.empty()) break;
            const auto byte = static_cast<unsigned char>(rest_.front());
            rest_.remove_prefix(1);
            value |= std::uint64_t{byte & 0x7Fu} << shift;
            if (byte < 0x80) return value;
        }
        whole_ = false;
        return 0;
    }
    // A number below `end`.
    std::uint64_t Below(std::uint64_t end) {
        const auto value = Number();
        if (value >= end) whole_ = false;
        return whole_ ? value : 0;
    }
    // How many parts follow, each of a byte at least.
    std::uint64_t Count() { return Below(rest_.size() + 1); }
    std::string Text() {
        const auto size = Below(rest_.size() + 1);
        if (size > rest_.size()) whole_ = false;
        if (!whole_) return {};
        std::string text(rest_.substr(0, size));
        rest_.remove_prefix(size);
        return text;
    }
    std::vector<std::string> Texts() {
        std::vector<std::string> texts;
        for (auto left = Count(); left > 0 && whole_; --left) texts.push_back(Text());
        return texts;
    }
    bool Whole() const { return whole_; }
    bool AtEnd() const { return whole_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool whole_ = true;
};

void Write(const ListEntry& entry, Writer& out) {
    out.Number(static_cast<std::uint64_t>(entry.number));
    out.Number(static_cast<std::uint64_t>(entry.type));
    out.Text(entry.program);
    out.Text(entry.id);
    out.Number(entry.facts.births.size());
    for (const auto& birth : entry.facts.births)
        for (const int part : {birth.year_from, birth.year_to, birth.month, birth.day})
            out.Number(static_cast<std::uint64_t>(part));
    out.Texts(entry.facts.countries);
    out.Texts(entry.facts.identifiers);
}

int ReadSmall(Reader& in) { return static_cast<int>(in.Below(1 << 20)); }

ListEntry ReadEntry(Reader& in) {
    ListEntry entry;
    entry.number = static_cast<std::int64_t>(in.Number());
    entry.type = static_cast<EntryType>(in.Below(4));
    entry.program = in.Text();
    entry.id = in.Text();
    for (auto left = in.Count(); left > 0 && in.Whole(); --left) {
        BirthDate birth;
        for (auto* part : {&birth.year_from, &birth.year_to, &birth.month, &birth.day})
            *part = ReadSmall(in);
        entry.facts.births.push_back(birth);
    }
    entry.facts.countries = in.Texts();
    entry.facts.identifiers = in.Texts();
    return entry;
}

}  // namespace

std::string PackList(const SanctionsList& list) {
    Writer out{.bytes = std::string(kBegin)};
    out.Text(list.version);
    out.Number(list.entries.size());
    for (const auto& entry : list.entries) Write(entry, out);
    out.Number(list.names.size());
    for (const auto& name : list.names) {
        out.Number(name.entry);
        out.Number(static_cast<std::uint64_t>(name.quality));
        out.Text(name.name);
    }
    return std::move(out.bytes);
}

core::Result<SanctionsList> UnpackList(std::string_view bytes) {
    const auto broken = [] {
        return core::Error{.code = core::ErrorCode::kUnavailable,
                           .detail = "the stored list is not whole"};
    };
    if (!bytes.starts_with(kBegin)) return broken();
    Reader in(bytes.substr(kBegin.size()));
    SanctionsList list;
    list.version = in.Text();
    for (auto left = in.Count(); left > 0 && in.Whole(); --left)
        list.entries.push_back(ReadEntry(in));
    for (auto left = in.Count(); left > 0 && in.Whole(); --left) {
        ListedName name;
        name.entry = static_cast<std::uint32_t>(in.Below(list.entries.size()));
        name.quality = static_cast<NameQuality>(in.Below(3));
        name.name = in.Text();
        list.names.push_back(std::move(name));
    }
    if (!in.AtEnd()) return broken();
    return list;
}

}  // namespace clearway::compliance
