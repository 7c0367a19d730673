// SPDX-License-Identifier: Apache-2.0
#include "services/audit/peers/evidence_sources.h"

#include <optional>
#include <set>

#include "clearway/audit/v1/audit_service.pb.h"
#include "clearway/common/v1/event_log.pb.h"
#include "clearway/compliance/v1/compliance_service.pb.h"
#include "core/ids.h"
#include "crypto/base64.h"
#include "rpc/times.h"
#include "services/audit/peers/shown_fact.h"
#include "transcode/json_writer.h"

namespace clearway::audit {

namespace {

using common::v1::ExportedEvent;
using common::v1::ExportEventsRequest;
using common::v1::ExportEventsResponse;

constexpr const char* kFactOwners[] = {"payment", "settlement", "fraud", "compliance",
                                       "reconciliation"};
constexpr char kExport[] = "clearway.common.v1.EventLogService.ExportEvents";
constexpr char kGetCase[] = "clearway.compliance.v1.ComplianceService.GetCase";
constexpr char kListEntries[] = "clearway.audit.v1.AuditService.ListEntries";
constexpr char kSignPack[] = "clearway.audit.v1.AuditService.SignPack";
constexpr std::chrono::seconds kCallLimit(10);
constexpr std::size_t kStreamsAtOnce = 64;  // of a ListEntries call

std::string UpperCase(std::string text) {
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

PackedFact FactOf(const ExportedEvent& exported) {
    const auto& event = exported.event();
    const auto stream = core::Uuid::Parse(event.stream_id());
    if (!stream) throw NoPack(event.service() + " exported a fact of no stream");
    const auto occurred_at = rpc::FromTimestamp(event.occurred_at());
    if (!occurred_at) throw NoPack(event.service() + " exported a fact of no time");
    return {.entry = {.source = event.service(),
                      .stream_id = *stream,
                      .version = event.version(),
                      .type = event.type(),
                      .occurred_at = *occurred_at,
                      .payload_hash = core::Sha256(exported.payload())},
            .payload = exported.payload(),
            .message = ShownFact(event.type(), exported.payload()),
            .summary = event.summary()};
}

// The facts by the leaf that they should have.
std::map<std::string, PackedFact*> ByLeaf(std::vector<PackedFact>& facts) {
    std::map<std::string, PackedFact*> by_leaf;
    for (auto& fact : facts) by_leaf.emplace(LeafOf(fact.entry), &fact);
    return by_leaf;
}

void TakeProof(const audit::v1::ProvenEntry& entry, PackedFact& fact) {
    fact.number = static_cast<std::uint64_t>(entry.number());
    fact.proof.clear();
    for (const auto& text : entry.proof()) {
        const auto hash = crypto::FromBase64(text);
        if (!hash || hash->size() != merkle::kHashSize) throw NoPack("audit gave a broken proof");
        fact.proof.push_back(merkle::HashOfBytes(hash->data()));
    }
}

template <class Response>
async::Task<std::optional<core::Result<Response>>> Optional(
    async::Task<core::Result<Response>> asked) {
    co_return co_await std::move(asked);
}

}  // namespace

EvidenceSources::EvidenceSources(config::Environment& environment) {
    const rpc::TlsFiles tls{.ca = environment.File("CLEARWAY_TLS_CA"),
                            .certificate = environment.File("CLEARWAY_TLS_CERT"),
                            .key = environment.File("CLEARWAY_TLS_KEY")};
    std::map<std::string, std::string> addresses;
    const auto add = [&](const std::string& name) {
        addresses[name] = environment.Address("CLEARWAY_PEER_" + UpperCase(name)).ToString();
    };
    for (const auto* name : kFactOwners) add(name);
    add("audit");
    if (!environment.Faults().empty()) throw NoPack(environment.Faults().front());
    for (const auto& [name, address] : addresses)
        peers_.emplace(name, std::make_unique<rpc::Peer>(
                                 rpc::PeerOptions{.name = name, .address = address, .tls = tls}));
}

EvidenceSources::~EvidenceSources() = default;

template <class Response, class Request>
core::Result<Response> EvidenceSources::Ask(const std::string& peer, const char* method,
                                            const Request& request) {
    rpc::CallContext call;
    call.request_id = core::Uuid::Random().ToString();
    auto asked = Optional(peers_.at(peer)->Call<Response>(
        call, std::chrono::milliseconds(kCallLimit), method, request));
    return *async::BlockOn(runtime_.GetExecutor(), std::move(asked));
}

template <class Response, class Request>
Response EvidenceSources::Require(const std::string& peer, const char* method,
                                  const Request& request) {
    auto answer = Ask<Response>(peer, method, request);
    if (!answer) throw NoPack(peer + ": " + std::string(answer.error().Detail()));
    return std::move(*answer);
}

std::string EvidenceSources::FindCase(const std::string& case_id, Found& found,
                                      std::string& payment_id, std::string& subject_id) {
    compliance::v1::GetCaseRequest request;
    request.set_case_id(case_id);
    auto answer = Ask<compliance::v1::Case>("compliance", kGetCase, request);
    if (!answer && answer.error().code == core::ErrorCode::kCaseNotFound) return {};
    if (!answer) throw NoPack("compliance: " + std::string(answer.error().Detail()));
    for (auto& alert : *answer->mutable_alerts()) {
        if (!alert.evidence().empty())
            found.documents.push_back({.name = "alert " + alert.alert_id(),
                                       .text = std::move(*alert.mutable_evidence())});
        alert.clear_evidence();
    }
    payment_id = answer->payment_id();
    subject_id = answer->subject_id();
    std::string view;
    transcode::AppendJson(*answer, view);
    return view;
}

PackSources::Found EvidenceSources::Find(const PackSubject& subject) {
    Found found;
    ExportEventsRequest request;
    std::string payment_id = subject.kind == "payment" ? subject.id : std::string();
    std::string subject_id;
    auto case_id = subject.id;
    if (const auto payment = core::PaymentId::Parse(payment_id))
        case_id = core::DeriveCaseId(*payment).ToString();
    found.case_view = FindCase(case_id, found, payment_id, subject_id);
    if (found.case_view.empty() && subject.kind == "case")
        throw NoPack("compliance has no case " + subject.id);
    if (subject.kind == "payment") payment_id = subject.id;
    request.set_payment_id(payment_id);
    if (payment_id.empty()) {
        request.add_stream_ids(case_id);
        if (core::Uuid::Parse(subject_id)) request.add_stream_ids(subject_id);
    }
    for (const auto* owner : kFactOwners) {
        const auto exported = Require<ExportEventsResponse>(owner, kExport, request);
        for (const auto& event : exported.events()) found.facts.push_back(FactOf(event));
    }
    return found;
}

PackSources::Proven EvidenceSources::Prove(std::vector<PackedFact>& facts) {
    Proven proven;
    auto by_leaf = ByLeaf(facts);
    std::set<std::string> streams;
    for (const auto& fact : facts) streams.insert(fact.entry.stream_id.ToString());
    if (streams.size() > kStreamsAtOnce)
        throw NoPack("the facts are of more streams than one proof is for");
    v1::ListEntriesRequest request;
    for (const auto& stream : streams) request.add_stream_ids(stream);
    do {
        const auto answer = Require<v1::ProvenEntries>("audit", kListEntries, request);
        proven.checkpoint = answer.checkpoint().note();
        for (const auto& entry : answer.entries()) {
            const auto fact = by_leaf.find(entry.leaf());
            if (fact == by_leaf.end()) continue;
            TakeProof(entry, *fact->second);
            ++proven.facts;
            by_leaf.erase(fact);
        }
        request.set_signed_size(answer.checkpoint().size());
        request.set_page_token(answer.next_page_token());
    } while (!request.page_token().empty());
    return proven;
}

std::string EvidenceSources::Sign(const PackStatement& statement) {
    v1::SignPackRequest request;
    request.set_subject_kind(statement.subject.kind);
    request.set_subject_id(statement.subject.id);
    request.set_content_sha256(crypto::ToBase64(merkle::BytesOf(statement.content)));
    return Require<v1::SignedPack>("audit", kSignPack, request).note();
}

}  // namespace clearway::audit
