// SPDX-License-Identifier: Apache-2.0
#include "host/serve.h"

#include <algorithm>
#include <csignal>
#include <iostream>
#include <mutex>
#include <string_view>

#include "host/admin_server.h"
#include "host/start_failure.h"
#include "telemetry/metrics.h"

namespace clearway::host {
namespace {

// SIGTERM and SIGINT are blocked before the first thread exists, so that every thread inherits the
// mask and only Wait() ever receives them: no code runs in a signal handler.
class StopSignals {
public:
    StopSignals() {
        sigemptyset(&set_);
        sigaddset(&set_, SIGTERM);
        sigaddset(&set_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
        std::signal(SIGPIPE, SIG_IGN);  // a peer that hangs up is an error of a write
    }

    std::string Wait() const {
        int signal = 0;
        while (sigwait(&set_, &signal) != 0) {
        }
        return signal == SIGINT ? "SIGINT" : "SIGTERM";
    }

private:
    sigset_t set_{};
};

// What /readyz asks; the application comes and goes while the admin port stays.
class Readiness {
public:
    void Set(Application* application) {
        const std::lock_guard lock(mutex_);
        application_ = application;
    }
    bool Ready() {
        const std::lock_guard lock(mutex_);
        return application_ != nullptr && application_->Ready();
    }

private:
    std::mutex mutex_;
    Application* application_ = nullptr;
};

// `stage` follows what is being done, for the message of a failure.
void RunUntilStopped(const StopSignals& signals, const ServeOptions& options,
                     std::string_view& stage) {
    Readiness readiness;
    const AdminServer admin(options.admin_listen, [&readiness] { return readiness.Ready(); });
    const auto application = options.build();
    readiness.Set(application.get());
    log::Info("started", {{"version", CLEARWAY_VERSION}, {"admin_port", admin.Port()}});

    const auto signal = signals.Wait();
    stage = " did not stop cleanly";
    log::Info("stopping", {{"signal", signal}});
    readiness.Set(nullptr);
    application->Drain();
}

}  // namespace

int Serve(const std::string& name, const ServeOptions& options) {
    const StopSignals signals;
    log::Init(name, options.level);
    const metrics::Gauge build_info("clearway_build_info", "1; the labels tell what runs.",
                                    {{"service", name}, {"version", CLEARWAY_VERSION}});
    build_info.Set(1);
    std::string_view stage = " did not start";
    try {
        RunUntilStopped(signals, options, stage);
    } catch (const std::exception& failure) {
        log::Flush();
        return PrintFailure("clearway-" + name + std::string(stage), failure);
    }
    log::Info("stopped");
    log::Flush();
    return 0;
}

int PrintFailure(const std::string& what, const std::exception& failure) {
    std::string reason = log::Redact(failure.what());
    std::replace(reason.begin(), reason.end(), '\n', ' ');
    while (!reason.empty() && (reason.back() == ' ' || reason.back() == '.')) reason.pop_back();
    const auto* advised = dynamic_cast<const StartFailure*>(&failure);
    const std::string advice =
        advised != nullptr ? advised->Advice()
                           : "check the settings with check-config, and the log";
    std::cerr << what << ": " << reason << "; " << advice << std::endl;
    return 1;
}

}  // namespace clearway::host
