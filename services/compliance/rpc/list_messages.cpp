// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/rpc/list_messages.h"

#include <algorithm>

#include "rpc/times.h"

namespace clearway::compliance {
namespace {

// Numbers of the domain's enumeration are those of the proto: both are stored.
static_assert(static_cast<int>(ListState::kImported) == v1::LIST_STATE_IMPORTED);
static_assert(static_cast<int>(ListState::kActive) == v1::LIST_STATE_ACTIVE);
static_assert(static_cast<int>(ListState::kSuperseded) == v1::LIST_STATE_SUPERSEDED);
static_assert(static_cast<int>(ListState::kRolledBack) == v1::LIST_STATE_ROLLED_BACK);

std::string IdOrEmpty(const core::Uuid& id) { return id.IsNil() ? std::string() : id.ToString(); }

void AddEntries(const std::vector<EntryChange>& changes, int entries_max,
                google::protobuf::RepeatedPtrField<v1::ListEntryChange>& to) {
    const auto count = std::min(changes.size(), static_cast<std::size_t>(entries_max));
    for (std::size_t i = 0; i < count; ++i) {
        auto* entry = to.Add();
        entry->set_entry_id(changes[i].id);
        entry->set_name(changes[i].name);
        entry->set_changed(changes[i].what);
    }
}

}  // namespace

v1::ListVersion ToProto(const ListVersion& version) {
    v1::ListVersion message;
    message.set_list_version_id(version.id.ToString());
    message.set_source(version.source);
    message.set_format(version.format);
    message.set_version(version.version);
    message.set_date(version.date);
    message.set_checksum(core::ToHex(version.checksum));
    message.set_content_digest(core::ToHex(version.content));
    message.set_entries(version.entries);
    message.set_names(version.names);
    message.set_refused(version.refused);
    message.set_state(static_cast<v1::ListState>(version.state));
    message.set_imported_by(version.imported_by);
    *message.mutable_imported_at() = rpc::ToTimestamp(version.imported_at);
    message.set_approved_by(version.approved_by);
    message.set_awaits_second_operator(AwaitsSecondOperator(version));
    message.set_override_reason(version.override_reason);
    message.set_activated_by(version.activated_by);
    if (version.activated_at)
        *message.mutable_activated_at() = rpc::ToTimestamp(*version.activated_at);
    message.set_replaced_list_version_id(IdOrEmpty(version.replaced));
    return message;
}

v1::ListVersion ToProto(const ListedVersion& listed, bool with_report) {
    auto message = ToProto(listed.version);
    if (with_report) message.set_report_json(listed.version.report);
    if (const auto& state = listed.rescreening) {
        auto* rescreening = message.mutable_rescreening();
        rescreening->set_parties(state->parties);
        rescreening->set_alerts(state->alerts);
        rescreening->set_done(state->done);
    }
    return message;
}

v1::ListDelta ToProto(const VersionDelta& of, int entries_max) {
    const auto& delta = of.delta;
    v1::ListDelta message;
    message.set_list_version_id(of.version.ToString());
    message.set_active_list_version_id(IdOrEmpty(of.active));
    message.set_active_entries(static_cast<std::int64_t>(delta.previous_entries));
    message.set_added(std::ssize(delta.added));
    message.set_gone(std::ssize(delta.gone));
    message.set_changed(std::ssize(delta.changed));
    message.set_lost_too_many(LostTooMany(delta));
    AddEntries(delta.added, entries_max, *message.mutable_added_entries());
    AddEntries(delta.gone, entries_max, *message.mutable_gone_entries());
    AddEntries(delta.changed, entries_max, *message.mutable_changed_entries());
    return message;
}

core::Result<core::Uuid> ReadListVersionId(const std::string& text) {
    const auto id = core::Uuid::Parse(text);
    if (!id) return core::InvalidField("list_version_id", "must be a UUID");
    return *id;
}

core::Result<core::Done> CheckListReason(const std::string& field, const std::string& reason) {
    if (reason.size() > kListReasonBytesMax || reason.find('\0') != std::string::npos)
        return core::InvalidField(field, "must be a text of up to 500 bytes");
    return core::Done{};
}

core::Result<int> ReadDeltaEntriesMax(int entries_max) {
    if (entries_max < 0 || entries_max > kDeltaEntriesMax)
        return core::InvalidField("entries_max", "must be 1 to 5000");
    return entries_max == 0 ? kDeltaEntriesDefault : entries_max;
}

}  // namespace clearway::compliance
