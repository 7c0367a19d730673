// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/events/erasures.h"

#include "async/runtime.h"
#include "clearway/compliance/v1/person_events.pb.h"
#include "events/reactions.h"

namespace clearway::settlement {
namespace {

using Persons = std::vector<vault::PersonId>;
using Reactions = events::Reactions<Persons>;

Persons OnErased(const compliance::v1::PersonErased& erased, const events::ReceivedEvent& event) {
    const auto id = vault::PersonId::Parse(erased.person_id());
    if (!id) throw events::UnreadableEvent(event.type);
    return {*id};
}

const Reactions& OnCompliance() {
    static const Reactions reactions = Reactions().On(OnErased);
    return reactions;
}

}  // namespace

std::vector<std::string> ErasureTypes() { return OnCompliance().Types(); }

Persons ErasedPersons(const std::vector<events::ReceivedEvent>& batch) {
    Persons erased;
    for (const auto& event : batch)
        for (const auto& person : OnCompliance().To(event)) erased.push_back(person);
    return erased;
}

void ErasureHandler::operator()(const std::vector<events::ReceivedEvent>& batch) {
    persons_.Erase(ErasedPersons(batch));
    std::vector<Runner::Consumed> consumed;
    for (const auto& event : batch)
        consumed.push_back({.mark = events::MarkOf(event), .commands = {}});
    const auto done =
        async::BlockOn(executor_, runner_.Consume(kErasuresConsumer, std::move(consumed)));
    if (!done) throw std::runtime_error(std::string(core::Describe(done.error().code).name));
}

}  // namespace clearway::settlement
