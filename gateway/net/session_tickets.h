// SPDX-License-Identifier: Apache-2.0
// Tickets with which a returning partner skips the costly half of the handshake. A ticket carries the
// partner's certificate, sealed with keys that exist in this process's memory only, are shared by its
// threads and change every half hour. It says when the partner last showed that it has the key of that
// certificate: after an hour, or when the certificate has ended meanwhile, it must show it again, and
// everything is checked as at first. Which partner it is, each request asks anew. Internal to net/.
#pragma once

#include <openssl/ssl.h>

#include <array>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>

namespace clearway::gateway::net {

class SessionTickets {
public:
    using Time = std::chrono::system_clock::time_point;
    using Clock = std::function<Time()>;

    static constexpr std::chrono::minutes kKeyLife{30};   // then it only opens, as long again
    static constexpr std::chrono::minutes kProofLife{60};

    explicit SessionTickets(Clock clock) : clock_(std::move(clock)) {}
    SessionTickets(const SessionTickets&) = delete;
    SessionTickets& operator=(const SessionTickets&) = delete;

    // The context refers to this object from then on.
    void Attach(SSL_CTX* context);

private:
    using Name = std::array<unsigned char, 16>;
    struct Key {
        Name name;
        std::array<unsigned char, 32> cipher;
        std::array<unsigned char, 32> authenticity;
        Time made;
    };

    static Key MakeKey(Time now);
    Key CurrentKey();
    std::optional<Key> FindKey(const unsigned char* name);
    void Rotate(Time now);
    bool MayResume(SSL_SESSION* session) const;

    static int OnKey(SSL* ssl, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* cipher,
                     EVP_MAC_CTX* mac, int sealing);
    static int OnIssue(SSL* ssl, void* self);
    static SSL_TICKET_RETURN OnPresented(SSL* ssl, SSL_SESSION* session, const unsigned char* name,
                                         std::size_t name_size, SSL_TICKET_STATUS status,
                                         void* self);

    const Clock clock_;
    std::mutex mutex_;
    std::optional<Key> current_;
    std::optional<Key> former_;
};

}  // namespace clearway::gateway::net
