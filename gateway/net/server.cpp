// SPDX-License-Identifier: Apache-2.0
#include "gateway/net/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>
#include <vector>

#include "gateway/net/session.h"
#include "gateway/net/worker.h"

namespace clearway::gateway::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

struct Server::State {
    State(const ServerOptions& options, Handler& handler);
    ~State();

    void Listen(const ServerOptions& options);
    async::Task<void> Accept();
    void StartSession(Worker& worker, tcp::socket socket);
    Worker& NextWorker() { return *workers[next++ % workers.size()]; }

    bool HasRoom() const {
        return live.Get() < connections_max && shaking.Get() < handshakes_max;
    }

    Handler& handler;
    const std::size_t connections_max;
    const std::size_t handshakes_max;
    LiveCount live;
    LiveCount shaking;  // hands
    SessionFactory sessions;
    std::vector<std::unique_ptr<Worker>> workers;
    std::unique_ptr<tcp::acceptor> acceptor;  // on the first worker
    std::uint16_t port = 0;
    std::size_t next = 0;
    bool drained = false;
};

Server::State::State(const ServerOptions& options, Handler& to)
    : handler(to),
      connections_max(options.connections_max),
      handshakes_max(options.handshakes.in_flight_max),
      sessions(options, handler) {
    const HandshakePace pace(options.handshakes.between, options.handshakes.burst);
    for (std::size_t i = 0; i < options.threads; ++i)
        workers.push_back(std::make_unique<Worker>(handler, options.timeouts.tick, pace));
    Listen(options);
    asio::co_spawn(workers.front()->Io(), Accept(), asio::detached);
    for (auto& worker : workers) worker->Start();
}

Server::State::~State() {
    for (auto& worker : workers) worker->Join();
    // The loops rest; frames of sessions end with them, before the factory they refer to.
    acceptor.reset();
    workers.clear();
}

void Server::State::Listen(const ServerOptions& options) {
    error_code error;
    const auto address = asio::ip::make_address(options.host, error);
    if (error) throw std::runtime_error("not an IP address to listen on: " + options.host);
    acceptor = std::make_unique<tcp::acceptor>(workers.front()->Io());
    const tcp::endpoint endpoint(address, options.port);
    acceptor->open(endpoint.protocol());
    acceptor->set_option(tcp::acceptor::reuse_address(true));
    acceptor->bind(endpoint, error);
    if (error)
        throw std::runtime_error("cannot listen on " + options.host + ":" +
                                 std::to_string(options.port) + ": " + error.message());
    acceptor->listen(asio::socket_base::max_listen_connections);
    port = acceptor->local_endpoint().port();
}

async::Task<void> Server::State::Accept() {
    asio::steady_timer pause(workers.front()->Io());
    while (acceptor->is_open()) {
        Worker& worker = NextWorker();
        error_code error;
        tcp::socket socket = co_await acceptor->async_accept(
            worker.Io(), asio::redirect_error(asio::use_awaitable, error));
        if (error == asio::error::operation_aborted) co_return;
        if (error) {
            // Out of descriptors, mostly: trying again at once would only burn the CPU.
            pause.expires_after(std::chrono::milliseconds(50));
            co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
            continue;
        }
        if (HasRoom()) {
            StartSession(worker, std::move(socket));
        } else {
            // Closed at once, which costs no handshake.
            handler.NoteHandshake("no_room");
        }
    }
}

void Server::State::StartSession(Worker& worker, tcp::socket socket) {
    try {
        sessions.Start(worker, std::move(socket), live, shaking);
    } catch (const std::exception&) {
        // No memory for one more connection: it is closed, the next one may fit again.
    }
}

Server::Server(const ServerOptions& options, Handler& handler)
    : state_(std::make_unique<State>(options, handler)) {}

Server::~Server() = default;

std::uint16_t Server::Port() const { return state_->port; }
std::size_t Server::Connections() const { return state_->live.Get(); }

bool Server::Drain(std::chrono::milliseconds limit) {
    if (state_->drained) return true;
    state_->drained = true;
    for (auto& worker : state_->workers) worker->BeginDrain();
    asio::post(state_->workers.front()->Io(), [this] {
        error_code ignored;
        state_->acceptor->close(ignored);
    });
    if (state_->live.WaitUntilEmpty(limit)) return true;
    for (auto& worker : state_->workers) worker->CutAll();
    state_->live.WaitUntilEmpty(std::chrono::seconds(1));
    return false;
}

}  // namespace clearway::gateway::net
