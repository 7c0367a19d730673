// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/events/list_facts.h"

#include "clearway/compliance/v1/compliance_events.pb.h"

namespace clearway::compliance {
namespace {

template <class Message>
Message About(const ListVersion& version) {
    Message message;
    message.set_list_version_id(version.id.ToString());
    message.set_source(version.source);
    message.set_version(version.version);
    return message;
}

std::string IdOrEmpty(const core::Uuid& id) { return id.IsNil() ? std::string() : id.ToString(); }

events::NewEvent ToEvent(const ListVersion& version, const ListImported&) {
    auto message = About<v1::ListImported>(version);
    message.set_format(version.format);
    message.set_date(version.date);
    message.set_checksum(core::ToHex(version.checksum));
    message.set_content_digest(core::ToHex(version.content));
    message.set_entries(version.entries);
    message.set_names(version.names);
    message.set_refused(version.refused);
    message.set_imported_by(version.imported_by);
    return events::MakeEvent(version.id, version.facts, message, {},
                             "list imported: " + version.version);
}

events::NewEvent ToEvent(const ListVersion& version, const ListActivated& activated) {
    auto message = About<v1::ListActivated>(version);
    message.set_approved_by(version.approved_by);
    message.set_activated_by(version.activated_by);
    message.set_override_reason(version.override_reason);
    message.set_replaced_list_version_id(IdOrEmpty(version.replaced));
    message.set_added(activated.change.added);
    message.set_gone(activated.change.gone);
    message.set_changed(activated.change.changed);
    message.set_activation(version.activation);
    message.set_rolled_back_to(activated.rolled_back_to);
    return events::MakeEvent(version.id, version.facts, message, {},
                             "list active: " + version.version);
}

events::NewEvent ToEvent(const ListVersion& version, const ListRolledBack& rolled_back) {
    auto message = About<v1::ListRolledBack>(version);
    message.set_rolled_back_by(rolled_back.by);
    message.set_reason(rolled_back.reason);
    message.set_active_list_version_id(rolled_back.successor.ToString());
    return events::MakeEvent(version.id, version.facts, message, {},
                             "list rolled back: " + version.version);
}

}  // namespace

events::NewEvent ToEvent(const ListFact& fact) {
    auto event =
        std::visit([&](const auto& body) { return ToEvent(fact.version, body); }, fact.body);
    event.occurred_at = fact.at;
    event.traceparent = fact.traceparent;
    return event;
}

}  // namespace clearway::compliance
