// SPDX-License-Identifier: Apache-2.0
#include "gateway/net/session_tickets.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace clearway::gateway::net {
namespace {

constexpr unsigned char kSessionContext[] = "clearway-gateway";

using std::chrono::seconds;
using std::chrono::system_clock;

void FillRandom(unsigned char* bytes, std::size_t size) {
    if (RAND_bytes(bytes, static_cast<int>(size)) != 1)
        throw std::runtime_error("TLS: no random numbers for ticket keys");
}

int ContextIndex() {
    static const int index =
        CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_SSL_CTX, 0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

std::int64_t Seconds(SessionTickets::Time time) {
    return std::chrono::duration_cast<seconds>(time.time_since_epoch()).count();
}

// When the partner proved that it has its key; nullopt for a ticket that does not say.
std::optional<std::int64_t> ProofOf(SSL_SESSION* session) {
    void* data = nullptr;
    std::size_t size = 0;
    std::int64_t proved = 0;
    if (SSL_SESSION_get0_ticket_appdata(session, &data, &size) != 1 || size != sizeof proved)
        return std::nullopt;
    std::memcpy(&proved, data, sizeof proved);
    return proved;
}

}  // namespace

void SessionTickets::Attach(SSL_CTX* context) {
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);  // tickets are all there is
    SSL_CTX_set_num_tickets(context, 1);
    SSL_CTX_set_timeout(context, std::chrono::duration_cast<seconds>(kProofLife).count());
    // What is sent before the handshake ends could be sent again by anyone who saw it.
    SSL_CTX_set_max_early_data(context, 0);
    SSL_CTX_set_recv_max_early_data(context, 0);
    if (SSL_CTX_set_session_id_context(context, kSessionContext, sizeof kSessionContext - 1) != 1 ||
        SSL_CTX_set_ex_data(context, ContextIndex(), this) != 1 ||
        SSL_CTX_set_tlsext_ticket_key_evp_cb(context, OnKey) != 1 ||
        SSL_CTX_set_session_ticket_cb(context, OnIssue, OnPresented, this) != 1)
        throw std::runtime_error("TLS: tickets cannot be set up");
}

SessionTickets::Key SessionTickets::MakeKey(Time now) {
    Key key{.name = {}, .cipher = {}, .authenticity = {}, .made = now};
    FillRandom(key.name.data(), key.name.size());
    FillRandom(key.cipher.data(), key.cipher.size());
    FillRandom(key.authenticity.data(), key.authenticity.size());
    return key;
}

void SessionTickets::Rotate(Time now) {
    if (former_ && now - former_->made >= 2 * kKeyLife) former_.reset();
    if (current_ && now - current_->made < kKeyLife) return;
    former_.reset();
    if (current_ && now - current_->made < 2 * kKeyLife) former_ = current_;
    current_ = MakeKey(now);
}

SessionTickets::Key SessionTickets::CurrentKey() {
    const std::lock_guard lock(mutex_);
    Rotate(clock_());
    return *current_;
}

std::optional<SessionTickets::Key> SessionTickets::FindKey(const unsigned char* name) {
    const std::lock_guard lock(mutex_);
    Rotate(clock_());
    for (const auto& key : {current_, former_})
        if (key && std::equal(key->name.begin(), key->name.end(), name)) return key;
    return std::nullopt;
}

int SessionTickets::OnKey(SSL* ssl, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* cipher,
                          EVP_MAC_CTX* mac, int sealing) {
    auto* self = static_cast<SessionTickets*>(
        SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), ContextIndex()));
    constexpr int kFailed = -1, kUnknown = 0, kReady = 1;
    try {
        std::optional<Key> key = sealing ? self->CurrentKey() : self->FindKey(name);
        if (!key) return kUnknown;
        if (sealing) {
            std::copy(key->name.begin(), key->name.end(), name);
            FillRandom(iv, EVP_MAX_IV_LENGTH);
        }
        char digest[] = "sha256";
        const OSSL_PARAM parameters[] = {
            OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, key->authenticity.data(),
                                              key->authenticity.size()),
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
            OSSL_PARAM_construct_end()};
        const bool done =
            EVP_CipherInit_ex(cipher, EVP_aes_256_cbc(), nullptr, key->cipher.data(), iv,
                              sealing) == 1 &&
            EVP_MAC_CTX_set_params(mac, parameters) == 1;
        return done ? kReady : kFailed;
    } catch (const std::exception&) {
        return kFailed;  // this handshake fails, no other
    }
}

// A resumed session keeps the time of its first handshake: tickets cannot be chained for ever.
int SessionTickets::OnIssue(SSL* ssl, void* self) {
    SSL_SESSION* session = SSL_get_session(ssl);
    if (ProofOf(session)) return 1;
    const std::int64_t now = Seconds(static_cast<SessionTickets*>(self)->clock_());
    return SSL_SESSION_set1_ticket_appdata(session, &now, sizeof now);
}

bool SessionTickets::MayResume(SSL_SESSION* session) const {
    const auto now = clock_();
    const auto proved = ProofOf(session);
    if (!proved || Seconds(now) - *proved >= seconds(kProofLife).count()) return false;
    X509* certificate = SSL_SESSION_get0_peer(session);
    std::time_t at = system_clock::to_time_t(now);
    return certificate != nullptr && X509_cmp_time(X509_get0_notAfter(certificate), &at) > 0;
}

SSL_TICKET_RETURN SessionTickets::OnPresented(SSL*, SSL_SESSION* session, const unsigned char*,
                                              std::size_t, SSL_TICKET_STATUS status, void* self) {
    const bool opened = status == SSL_TICKET_SUCCESS || status == SSL_TICKET_SUCCESS_RENEW;
    if (!opened) return SSL_TICKET_RETURN_IGNORE_RENEW;
    return static_cast<SessionTickets*>(self)->MayResume(session)
               ? SSL_TICKET_RETURN_USE_RENEW
               : SSL_TICKET_RETURN_IGNORE_RENEW;
}

}  // namespace clearway::gateway::net
