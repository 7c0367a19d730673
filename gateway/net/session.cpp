// SPDX-License-Identifier: Apache-2.0
#include "gateway/net/session.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "gateway/net/response_writer.h"
#include "gateway/net/tls_settings.h"

namespace clearway::gateway::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

struct SessionShared {
    Handler& handler;
    const MessageLimits limits;
    const Timeouts timeouts;
    SessionTickets tickets;
    asio::ssl::context tls{asio::ssl::context::tls_server};
};

namespace {

constexpr std::size_t kLingerBytesMax = 16 * 1024 * 1024;
constexpr std::size_t kKeptBufferMax = 16 * 1024;
constexpr char kContinue[] = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr char kPlainHttpAnswer[] =
    "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\n"
    "Content-Length: 33\r\n\r\nThis port speaks HTTPS, not HTTP.";

enum class Arrival { kRequest, kRefused, kTimedOut, kGone };

}  // namespace

// All members are touched on the worker's thread only.
class Session final : public LiveSession {
public:
    Session(std::shared_ptr<SessionShared> shared, Worker& worker, tcp::socket socket,
            LiveCount& live, LiveCount& shaking);
    ~Session() override;

    static async::Task<void> Run(std::shared_ptr<Session> self);

    void CheckDeadline(SteadyTime now) override;
    void BeginDrain() override;
    void Cut() override;

private:
    async::Task<bool> Handshake();
    async::Task<bool> ServeOne();
    async::Task<Arrival> ReadRequest();
    async::Task<bool> Write(const char* data, std::size_t size);
    async::Task<bool> Respond(http::Response response, Framing framing);
    async::Task<void> RefuseAndClose(http::GatewayError error);
    async::Task<void> Close();
    async::Task<void> Linger();
    async::Task<void> Rest(std::chrono::nanoseconds time);
    void EndHandshake();
    void PlanRest(bool held_back);
    void IdentifyPeer();

    void Arm(std::chrono::milliseconds limit);
    void Disarm() { deadline_ = SteadyTime::max(); }
    const Timeouts& Limits() const { return shared_->timeouts; }

    std::shared_ptr<SessionShared> shared_;
    Worker& worker_;
    LiveCount& live_;
    LiveCount* shaking_;  // null once the handshake is over
    asio::ssl::stream<tcp::socket> stream_;
    RequestReader reader_;
    std::shared_ptr<const http::Peer> peer_;
    std::string out_;
    SteadyTime deadline_ = SteadyTime::max();
    asio::steady_timer resting_;
    std::chrono::milliseconds rest_{0};
    bool timed_out_ = false;
    bool waiting_idle_ = false;
    bool entered_ = false;
};

Session::Session(std::shared_ptr<SessionShared> shared, Worker& worker, tcp::socket socket,
                 LiveCount& live, LiveCount& shaking)
    : shared_(std::move(shared)),
      worker_(worker),
      live_(live),
      shaking_(&shaking),
      stream_(std::move(socket), shared_->tls),
      reader_(shared_->limits),
      resting_(stream_.get_executor()) {}

Session::~Session() {
    EndHandshake();
    if (entered_) worker_.Leave(*this);
    live_.Leave();
}

void Session::Arm(std::chrono::milliseconds limit) {
    timed_out_ = false;
    deadline_ = std::chrono::steady_clock::now() + limit;
}

void Session::CheckDeadline(SteadyTime now) {
    if (now < deadline_) return;
    timed_out_ = true;
    error_code ignored;
    stream_.next_layer().cancel(ignored);
}

void Session::BeginDrain() {
    resting_.cancel();
    if (!waiting_idle_) return;
    error_code ignored;
    stream_.next_layer().cancel(ignored);
}

void Session::Cut() {
    resting_.cancel();
    error_code ignored;
    stream_.next_layer().close(ignored);
}

async::Task<void> Session::Run(std::shared_ptr<Session> self) {
    self->worker_.Enter(*self);
    self->entered_ = true;
    const auto wait = self->worker_.Handshakes().TakeTurn(std::chrono::steady_clock::now());
    if (wait.count() > 0) co_await self->Rest(wait);
    if (self->worker_.Draining()) co_return;
    const bool trusted = co_await self->Handshake();
    self->EndHandshake();
    if (!trusted) co_return;
    bool goes_on = true;
    while (goes_on) {
        if (self->rest_.count() > 0) co_await self->Rest(self->rest_);
        goes_on = co_await self->ServeOne();
    }
}

void Session::EndHandshake() {
    if (shaking_ != nullptr) std::exchange(shaking_, nullptr)->Leave();
}

// Who comes back at once after a refusal is read ever later, until a request of it gets through: what
// it sends waits in its own buffers, and refusing stays cheap however many want in. Whoever heeds
// Retry-After never notices.
void Session::PlanRest(bool held_back) {
    rest_ = held_back ? std::clamp(rest_ * 2, Limits().rest_min, Limits().rest_max)
                      : std::chrono::milliseconds(0);
}

async::Task<void> Session::Rest(std::chrono::nanoseconds time) {
    Disarm();
    if (worker_.Draining()) co_return;
    error_code ignored;
    resting_.expires_after(time);
    co_await resting_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

void Session::IdentifyPeer() {
    http::Peer peer;
    if (X509* certificate = SSL_get0_peer_certificate(stream_.native_handle());
        certificate != nullptr && !IsExpired(certificate))
        peer.pin = PublicKeyPin(certificate);
    error_code error;
    const auto endpoint = stream_.next_layer().remote_endpoint(error);
    if (!error) peer.address = endpoint.address().to_string();
    peer_ = std::make_shared<const http::Peer>(std::move(peer));
}

async::Task<bool> Session::Handshake() {
    Arm(Limits().handshake);
    error_code error;
    co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                     asio::redirect_error(asio::use_awaitable, error));
    if (!error) {
        IdentifyPeer();
        const bool resumed = SSL_session_reused(stream_.native_handle()) == 1;
        // No pin: a resumed session whose certificate has ended meanwhile.
        if (peer_->pin.empty()) {
            shared_->handler.NoteHandshake("certificate_expired");
            co_await Close();
            co_return false;
        }
        shared_->handler.NoteHandshake(resumed ? "resumed" : "ok");
        co_return true;
    }
    const auto code = static_cast<unsigned long>(error.value());
    const bool from_tls = error.category() == asio::error::get_ssl_category();
    if (timed_out_) {
        shared_->handler.NoteHandshake("timeout");
    } else if (!from_tls) {
        shared_->handler.NoteHandshake("connection");
    } else {
        shared_->handler.NoteHandshake(
            HandshakeFailure(code, SSL_get_verify_result(stream_.native_handle())));
    }
    if (from_tls && IsPlainHttp(code)) {
        error_code ignored;
        Arm(Limits().close);
        co_await asio::async_write(stream_.next_layer(),
                                   asio::buffer(kPlainHttpAnswer, sizeof kPlainHttpAnswer - 1),
                                   asio::redirect_error(asio::use_awaitable, ignored));
    }
    // The alert, or the answer above, must not be lost to a reset.
    if (from_tls) co_await Linger();
    co_return false;
}

async::Task<Arrival> Session::ReadRequest() {
    using State = RequestReader::State;
    State state = reader_.Commit(0);
    State armed_for = State::kComplete;
    for (;;) {
        if (state == State::kComplete) co_return Arrival::kRequest;
        if (state == State::kRefused) co_return Arrival::kRefused;
        if (state == State::kEmpty && worker_.Draining()) co_return Arrival::kGone;
        if (state != armed_for) {
            Arm(state == State::kEmpty    ? Limits().idle
                : state == State::kHeader ? Limits().header
                                          : Limits().body);
            armed_for = state;
        }
        if (reader_.TakeExpectContinue()) {
            const bool written = co_await Write(kContinue, sizeof kContinue - 1);
            if (!written) co_return Arrival::kGone;
        }
        const auto room = reader_.Prepare();
        error_code error;
        waiting_idle_ = state == State::kEmpty;
        const std::size_t count =
            co_await stream_.async_read_some(asio::buffer(room.data(), room.size()),
                                             asio::redirect_error(asio::use_awaitable, error));
        waiting_idle_ = false;
        if (error)
            co_return timed_out_&& state != State::kEmpty ? Arrival::kTimedOut : Arrival::kGone;
        state = reader_.Commit(count);
    }
}

async::Task<bool> Session::ServeOne() {
    const Arrival arrival = co_await ReadRequest();
    switch (arrival) {
        case Arrival::kGone:
            co_await Close();
            co_return false;
        case Arrival::kTimedOut:
            co_await RefuseAndClose(http::GatewayError::kRequestTimeout);
            co_return false;
        case Arrival::kRefused:
            co_await RefuseAndClose(reader_.Refusal());
            co_return false;
        case Arrival::kRequest:
            break;
    }
    http::Request request = reader_.Take();
    request.peer = peer_;
    Framing framing{.connection = Connection::kClose, .head_only = request.method == "HEAD"};
    const bool keep_alive = reader_.KeepAlive();
    Disarm();
    http::Response response = co_await shared_->handler.Handle(std::move(request));
    if (keep_alive && !worker_.Draining())
        framing.connection =
            reader_.IsHttp10() ? Connection::kKeepAliveHttp10 : Connection::kKeepAlive;
    PlanRest(response.held_back);
    const bool written = co_await Respond(std::move(response), framing);
    if (written && framing.connection != Connection::kClose) co_return true;
    if (written) co_await Close();
    co_return false;
}

async::Task<bool> Session::Write(const char* data, std::size_t size) {
    error_code error;
    co_await asio::async_write(stream_, asio::buffer(data, size),
                               asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
}

async::Task<bool> Session::Respond(http::Response response, Framing framing) {
    out_.clear();
    AppendResponse(response, framing, out_);
    Arm(Limits().write);
    const bool written = co_await Write(out_.data(), out_.size());
    if (out_.capacity() > kKeptBufferMax) out_ = std::string();
    co_return written;
}

async::Task<void> Session::RefuseAndClose(http::GatewayError error) {
    http::Response response = shared_->handler.Refuse(error, reader_.Partial());
    const Framing framing{.connection = Connection::kClose,
                          .head_only = reader_.Partial().method == "HEAD"};
    const bool written = co_await Respond(std::move(response), framing);
    if (written) co_await Close();
}

async::Task<void> Session::Close() {
    Arm(Limits().close);
    error_code ignored;
    // Also reads on until the other side's close_notify, or fails at data that still comes.
    co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, ignored));
    co_await Linger();
}

// Closing with unread bytes would send a reset, and a reset can overtake the answer.
async::Task<void> Session::Linger() {
    Arm(Limits().close);
    error_code error;
    auto& socket = stream_.next_layer();
    socket.shutdown(tcp::socket::shutdown_send, error);
    std::array<char, 4096> sink;
    std::size_t total = 0;
    while (!error && total < kLingerBytesMax) {
        const std::size_t count = co_await socket.async_read_some(
            asio::buffer(sink), asio::redirect_error(asio::use_awaitable, error));
        total += count;
    }
}

SessionFactory::SessionFactory(const ServerOptions& options, Handler& handler)
    : shared_(new SessionShared{
          .handler = handler,
          .limits = options.limits,
          .timeouts = options.timeouts,
          .tickets = SessionTickets(options.ticket_clock)}) {
    ConfigureServerTls(shared_->tls.native_handle(), options.ca_file, options.certificate_file,
                       options.key_file);
    shared_->tickets.Attach(shared_->tls.native_handle());
}

SessionFactory::~SessionFactory() = default;

void SessionFactory::Start(Worker& worker, tcp::socket socket, LiveCount& live,
                           LiveCount& shaking) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const auto executor = socket.get_executor();
    live.Enter();
    shaking.Enter();
    auto session = std::make_shared<Session>(shared_, worker, std::move(socket), live, shaking);
    // Whatever a session throws ends that connection and nothing else.
    asio::co_spawn(executor, Session::Run(std::move(session)), [](std::exception_ptr) {});
}

}  // namespace clearway::gateway::net
