// SPDX-License-Identifier: Apache-2.0
#include "host/admin_server.h"

#include <civetweb.h>

#include <chrono>
#include <future>
#include <stdexcept>
#include <string>
#include <string_view>

#include "telemetry/log.h"
#include "telemetry/metrics.h"

namespace clearway::host {
namespace {

struct Answer {
    int status = 200;
    std::string_view reason = "OK";
    std::string_view type = "text/plain; charset=utf-8";
    std::string body;
};

Answer AnswerTo(std::string_view method, std::string_view path,
                const std::function<bool()>& ready) {
    const bool reads = method == "GET" || method == "HEAD";
    if (reads && path == "/healthz") return {.body = "ok\n"};
    if (reads && path == "/readyz") {
        if (ready()) return {.body = "ready\n"};
        return {.status = 503, .reason = "Service Unavailable", .body = "not ready\n"};
    }
    if (reads && path == "/metrics")
        return {.type = "text/plain; version=0.0.4; charset=utf-8", .body = metrics::Expose()};
    return {.status = 404, .reason = "Not Found", .body = "not found\n"};
}

void Send(mg_connection* connection, const Answer& answer, bool with_body) {
    std::string text = "HTTP/1.1 " + std::to_string(answer.status) + " ";
    text.append(answer.reason).append("\r\nContent-Type: ").append(answer.type);
    text.append("\r\nContent-Length: ").append(std::to_string(answer.body.size()));
    text.append("\r\nConnection: close\r\n\r\n");
    if (with_body) text.append(answer.body);
    mg_write(connection, text.data(), text.size());
}

}  // namespace

struct AdminServer::State {
    std::function<bool()> ready;
    std::string host;
    mg_context* context = nullptr;
    int port = 0;
};

namespace {

// Answers every request, so that civetweb's own file and CGI handling is never reached. No
// exception may pass into C.
int OnRequest(mg_connection* connection) noexcept {
    const auto* request = mg_get_request_info(connection);
    const auto& ready = *static_cast<const std::function<bool()>*>(request->user_data);
    Answer answer;
    try {
        answer = AnswerTo(request->request_method, request->local_uri, ready);
    } catch (const std::exception& failure) {
        log::Warn("an admin request failed", {{"reason", log::Redact(failure.what())}});
        answer = {.status = 500, .reason = "Internal Server Error", .body = "internal error\n"};
    }
    Send(connection, answer, std::string_view(request->request_method) != "HEAD");
    return answer.status;
}

void Knock(const std::string& host, int port) {
    char error[128] = {};
    auto* connection = mg_connect_client(host.c_str(), port, 0, error, sizeof error);
    if (connection != nullptr) mg_close_connection(connection);
}

}  // namespace

AdminServer::AdminServer(const config::HostPort& listen, std::function<bool()> ready)
    : state_(std::make_unique<State>()) {
    state_->ready = std::move(ready);
    // civetweb takes addresses, not names.
    const auto host = listen.host == "localhost" ? std::string("127.0.0.1") : listen.host;
    state_->host = host;
    const auto address = config::HostPort{.host = host, .port = listen.port}.ToString();
    const char* options[] = {"listening_ports", address.c_str(), "num_threads", "2",
                             "request_timeout_ms", "5000", "enable_keep_alive", "no", nullptr};
    mg_callbacks callbacks{};
    callbacks.begin_request = OnRequest;
    mg_init_library(0);
    state_->context = mg_start(&callbacks, &state_->ready, options);
    if (state_->context == nullptr) {
        mg_exit_library();
        throw std::runtime_error("cannot listen on " + address + " (admin port)");
    }
    mg_server_port bound{};
    if (mg_get_server_ports(state_->context, 1, &bound) == 1) state_->port = bound.port;
}

AdminServer::~AdminServer() {
    // civetweb looks for the end only every two seconds, or when a connection comes: we make one.
    auto stopped = std::async(std::launch::async, [this] { mg_stop(state_->context); });
    while (stopped.wait_for(std::chrono::milliseconds(10)) != std::future_status::ready)
        Knock(state_->host, state_->port);
    mg_exit_library();
}

int AdminServer::Port() const { return state_->port; }

}  // namespace clearway::host
