// SPDX-License-Identifier: Apache-2.0
// The part of the service that keeps customers, their limits and their exceptions: its writers,
// readers, use cases and calls, and the work that it does by itself. Part of the application's
// wiring. Never: a decision.
#pragma once

#include <memory>
#include <vector>

#include "async/periodic.h"
#include "events/outbox.h"
#include "events/subscription.h"
#include "host/service.h"
#include "services/compliance/books/exception_book.h"
#include "services/compliance/books/limit_book.h"
#include "services/compliance/books/party_book.h"
#include "services/compliance/config.h"
#include "services/compliance/rpc/party/exception_service.h"
#include "services/compliance/rpc/party/limit_service.h"
#include "services/compliance/rpc/party/party_desk_service.h"
#include "services/compliance/rpc/party/party_service.h"
#include "services/compliance/store/exceptions/exception_store.h"
#include "services/compliance/store/limits/limit_store.h"
#include "services/compliance/store/party_store.h"
#include "services/compliance/usecase/parties/profiles.h"
#include "services/compliance/usecase/parties/screen_party.h"

namespace clearway::compliance {

class Customers {
public:
    struct Parts {
        const ActiveList& lists;
        CaseCommands& cases;
        postgres::ReadPool& readers;
        vault::PersonKeys& keys;
        vault::KeyEncryption& token;
        NameDigests& digests;
        async::Executor executor;
        const core::Clock& clock;
    };

    // The parts must outlive it.
    Customers(const host::ServiceSettings& settings, const Config& config, const Parts& parts,
              rpc::Adapter& adapter);

    // What begins by itself, once all else is there. Its end waits for what is under way.
    void Start(const host::ServiceSettings& settings);

    std::vector<grpc::Service*> Services() {
        return {&party_service_, &desk_service_, &limit_service_, &exception_service_};
    }
    KnownParties& Known() { return known_reader_; }
    Profiles& GetProfiles() { return profiles_; }
    ExceptionBook& Exceptions() { return exceptions_; }
    LimitBook& Limits() { return limits_; }

private:
    void ScreenUnscreened();
    void SweepLimits();

    const async::Executor executor_;
    const core::Clock& clock_;
    PartyReader party_reader_;
    vault::PersonKeys known_keys_;
    PartyReader known_reader_;
    ExceptionReader exception_reader_;
    LimitReader limit_reader_;
    Profiles profiles_;
    // A lane for each writer.
    events::Outbox party_outbox_;
    events::Outbox exception_outbox_;
    events::Outbox limit_outbox_;
    PartyBook parties_;
    ExceptionBook exceptions_;
    LimitBook limits_;
    ScreenParty screen_;
    KeepParties keep_;
    DecideOnParties decide_;
    KeepExceptions keep_exceptions_;
    PartyServiceRpc party_service_;
    PartyDeskServiceRpc desk_service_;
    LimitServiceRpc limit_service_;
    ExceptionServiceRpc exception_service_;
    std::unique_ptr<events::Subscription> case_ends_;
    std::unique_ptr<async::Periodic> screening_;
    std::unique_ptr<async::Periodic> sweeping_;
    std::unique_ptr<async::Periodic> forgetting_;
};

}  // namespace clearway::compliance
