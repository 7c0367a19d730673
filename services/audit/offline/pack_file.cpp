// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/pack_file.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <limits>
#include <stdexcept>

#include "crypto/base64.h"

namespace clearway::audit {

namespace {

namespace json = boost::json;

constexpr std::uint64_t kNumberMax = std::uint64_t{1} << 62;

json::object Write(const PackedFact& fact) {
    json::array proof;
    for (const auto& hash : fact.proof) proof.emplace_back(crypto::ToBase64(merkle::BytesOf(hash)));
    return {{"number", fact.number},
            {"service", fact.entry.source},
            {"stream_id", fact.entry.stream_id.ToString()},
            {"version", fact.entry.version},
            {"type", fact.entry.type},
            {"occurred_at", core::FormatRfc3339(fact.entry.occurred_at)},
            {"summary", fact.summary},
            {"message", json::parse(fact.message.empty() ? "{}" : fact.message)},
            {"payload", crypto::ToBase64(fact.payload)},
            {"proof", std::move(proof)}};
}

// A fault of the document, with its path.
struct Malformed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Reader {
public:
    Reader(const json::object& object, std::string path)
        : object_(object), path_(std::move(path)) {}

    const std::string& Path() const { return path_; }

    const json::value& Member(std::string_view name) const {
        const auto* found = object_.if_contains(name);
        if (found == nullptr) Fail(name, "is missing");
        return *found;
    }
    std::string Text(std::string_view name) const {
        const auto* text = Member(name).if_string();
        if (text == nullptr) Fail(name, "is no text");
        return std::string(*text);
    }
    std::int64_t Number(std::string_view name, std::int64_t least, std::int64_t most) const {
        const auto* number = Member(name).if_int64();
        if (number == nullptr || *number < least || *number > most)
            Fail(name, "is no number that it can be");
        return *number;
    }
    const json::array& List(std::string_view name) const {
        const auto* list = Member(name).if_array();
        if (list == nullptr) Fail(name, "is no list");
        return *list;
    }
    Reader Object(std::string_view name) const {
        return Of(Member(name), path_ + std::string(name));
    }
    std::string Bytes(std::string_view name) const {
        auto bytes = crypto::FromBase64(Text(name));
        if (!bytes) Fail(name, "is no base64");
        return *std::move(bytes);
    }
    std::string Json(std::string_view name) const { return json::serialize(Member(name)); }
    core::Timestamp Time(std::string_view name) const {
        const auto time = core::ParseRfc3339(Text(name));
        if (!time) Fail(name, "is no time");
        return *time;
    }
    [[noreturn]] void Fail(std::string_view name, std::string_view what) const {
        throw Malformed(path_ + std::string(name) + " " + std::string(what));
    }
    // Nothing beside what is known: what is not read is not judged.
    void Only(std::size_t members) const {
        if (object_.size() != members) Fail("", "has members that are not known");
    }

    static Reader Of(const json::value& value, const std::string& path) {
        if (!value.is_object()) throw Malformed(path + " is no object");
        return {value.get_object(), path.empty() ? path : path + "."};
    }

private:
    const json::object& object_;
    std::string path_;
};

std::vector<merkle::Hash> ReadProof(const Reader& fact) {
    std::vector<merkle::Hash> proof;
    for (const auto& one : fact.List("proof")) {
        const auto bytes = one.is_string() ? crypto::FromBase64(one.get_string()) : std::nullopt;
        if (!bytes || bytes->size() != merkle::kHashSize)
            fact.Fail("proof", "is no list of hashes");
        proof.push_back(merkle::HashOfBytes(bytes->data()));
    }
    return proof;
}

PackedFact ReadFact(const Reader& from) {
    const auto stream = core::Uuid::Parse(from.Text("stream_id"));
    if (!stream) from.Fail("stream_id", "is no UUID");
    // Member by member: what throws inside of an initialiser list is destroyed twice by GCC 12.
    PackedFact fact;
    fact.entry.source = from.Text("service");
    fact.entry.stream_id = *stream;
    fact.entry.version = static_cast<std::int32_t>(
        from.Number("version", 1, std::numeric_limits<std::int32_t>::max()));
    fact.entry.type = from.Text("type");
    fact.entry.occurred_at = from.Time("occurred_at");
    fact.payload = from.Bytes("payload");
    fact.message = from.Json("message");
    fact.summary = from.Text("summary");
    fact.number =
        static_cast<std::uint64_t>(from.Number("number", 0, static_cast<std::int64_t>(kNumberMax)));
    fact.proof = ReadProof(from);
    fact.entry.payload_hash = core::Sha256(fact.payload);
    from.Only(10);
    if (!IsLoggable(fact.entry)) from.Fail("type", "names no fact");
    return fact;
}

template <class Read>
auto ReadAll(const Reader& from, const std::string& name, const Read& read) {
    std::vector<decltype(read(from))> all;
    for (const auto& one : from.List(name))
        all.push_back(read(Reader::Of(one, name + "[" + std::to_string(all.size()) + "]")));
    return all;
}

EvidencePack Read(const Reader& from) {
    const auto subject = from.Object("subject");
    EvidencePack pack;
    pack.subject.kind = subject.Text("kind");
    pack.subject.id = subject.Text("id");
    pack.collected_at = from.Time("collected_at");
    pack.facts = ReadAll(from, "facts", ReadFact);
    pack.documents = ReadAll(from, "documents", [](const Reader& one) {
        PackedDocument document;
        document.name = one.Text("name");
        document.text = one.Text("text");
        one.Only(2);
        return document;
    });
    pack.case_view = from.Json("case");
    pack.checkpoint = from.Text("checkpoint");
    subject.Only(2);
    from.Only(6);
    return pack;
}

}  // namespace

std::string BodyOf(const EvidencePack& pack) {
    json::array facts, documents;
    for (const auto& fact : pack.facts) facts.push_back(Write(fact));
    for (const auto& document : pack.documents)
        documents.push_back(json::object{{"name", document.name}, {"text", document.text}});
    return json::serialize(json::object{
        {"subject", json::object{{"kind", pack.subject.kind}, {"id", pack.subject.id}}},
        {"collected_at", core::FormatRfc3339(pack.collected_at)},
        {"facts", std::move(facts)},
        {"documents", std::move(documents)},
        {"case", json::parse(pack.case_view.empty() ? "null" : pack.case_view)},
        {"checkpoint", pack.checkpoint}});
}

std::string PackFile(std::string_view statement, std::string_view body) {
    return std::string(statement) + std::string(kPackBodyLine) + std::string(body);
}

std::optional<PackParts> PartsOf(std::string_view file) {
    const auto line = file.find("\n" + std::string(kPackBodyLine));
    if (line == std::string_view::npos) return std::nullopt;
    return PackParts{.statement = file.substr(0, line + 1),
                     .body = file.substr(line + 1 + kPackBodyLine.size())};
}

ParsedPack ParsePackBody(std::string_view body) {
    boost::system::error_code fault;
    const auto document = json::parse(body, fault);
    if (fault) return {std::nullopt, "is no JSON"};
    try {
        return {Read(Reader::Of(document, "")), {}};
    } catch (const Malformed& malformed) {
        return {std::nullopt, malformed.what()};
    }
}

}  // namespace clearway::audit
