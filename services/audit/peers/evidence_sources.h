// SPDX-License-Identifier: Apache-2.0
// The parts of an evidence pack from the running services, over mutual TLS as an operator. Blocks;
// one thread.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>

#include "async/runtime.h"
#include "config/environment.h"
#include "rpc/client.h"
#include "services/audit/usecase/collect_pack.h"

namespace clearway::audit {

class EvidenceSources final : public PackSources {
public:
    // Certificate (CLEARWAY_TLS_*) and addresses (CLEARWAY_PEER_*) come from `environment`; throws
    // NoPack with its faults.
    explicit EvidenceSources(config::Environment& environment);
    ~EvidenceSources() override;

    Found Find(const PackSubject& subject) override;
    Proven Prove(std::vector<PackedFact>& facts) override;
    std::string Sign(const PackStatement& statement) override;

private:
    template <class Response, class Request>
    core::Result<Response> Ask(const std::string& peer, const char* method, const Request& request);
    template <class Response, class Request>
    Response Require(const std::string& peer, const char* method, const Request& request);
    // Empty: there is none of this id.
    std::string FindCase(const std::string& case_id, Found& found, std::string& payment_id,
                         std::string& subject_id);

    async::Runtime runtime_{1};
    std::map<std::string, std::unique_ptr<rpc::Peer>> peers_;  // last: ends before the runtime
};

}  // namespace clearway::audit
