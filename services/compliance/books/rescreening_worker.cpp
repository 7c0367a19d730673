// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/books/rescreening_worker.h"

#include <sys/resource.h>
#include <unistd.h>

#include <exception>

#include "telemetry/log.h"

namespace clearway::compliance {
namespace {

constexpr int kLowestPriority = 19;

// On Linux the priority is the thread's own.
void YieldToPayments() {
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kLowestPriority);
}

}  // namespace

RescreeningWorker::RescreeningWorker(Rescreener& rescreener, std::chrono::milliseconds every)
    : rescreener_(rescreener),
      failures_("clearway_rescreening_failures_total",
                "Pages of known parties that could not be screened again; they are tried again."),
      periodic_(every, [this] { Work(); }) {}

RescreeningWorker::~RescreeningWorker() { stopping_ = true; }

void RescreeningWorker::Work() {
    YieldToPayments();
    try {
        while (!stopping_ && rescreener_.Step()) {
        }
    } catch (const std::exception& failure) {
        failures_.Add();
        log::Warn("known parties could not be screened again", {{"reason", failure.what()}});
    }
}

}  // namespace clearway::compliance
