// SPDX-License-Identifier: Apache-2.0
#include "services/payment/store/sealed_terms.h"

#include <charconv>

#include "telemetry/log.h"
#include "vault/search_token.h"

namespace clearway::payment {
namespace {

// Of the party tokens in events and of fingerprints: never another.
constexpr char kDigestLabel[] = "payment.digests.v1";

vault::Place PlaceOf(const std::string& payment) {
    return {.table = "payments", .column = "sealed_terms", .row = payment};
}

// Each field with its length.
std::string TextOf(const Terms& terms) {
    std::string text;
    for (const auto* field : {&terms.external_creditor.name, &terms.external_creditor.iban,
                              &terms.remittance_information})
        text.append(std::to_string(field->Reveal().size())).append(1, ':').append(field->Reveal());
    return text;
}

std::optional<core::Sensitive<std::string>> TakeField(std::string_view& text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::size_t size = 0;
    const auto read = std::from_chars(text.data(), text.data() + colon, size);
    if (read.ptr != text.data() + colon || size > text.size() - colon - 1) return std::nullopt;
    core::Sensitive<std::string> field(std::string(text.substr(colon + 1, size)));
    text.remove_prefix(colon + 1 + size);
    return field;
}

bool ReadText(std::string_view text, Terms& terms) {
    auto name = TakeField(text);
    auto iban = name ? TakeField(text) : std::nullopt;
    auto remittance = iban ? TakeField(text) : std::nullopt;
    if (!remittance) return false;
    terms.external_creditor.name = std::move(*name);
    terms.external_creditor.iban = std::move(*iban);
    terms.remittance_information = std::move(*remittance);
    return true;
}

void Open(const vault::Keyring& ring, Terms& terms) {
    const auto id = terms.payment_id.ToString();
    const auto opened = ring.Open(PlaceOf(id), terms.sealed.text);
    const auto* text = std::get_if<core::Sensitive<std::string>>(&opened);
    if (text != nullptr && ReadText(text->Reveal(), terms)) return;
    terms.erased = text == nullptr && std::get<vault::Refusal>(opened) == vault::Refusal::kErased;
    if (!terms.erased) log::Error("the order of a payment does not open", {{"payment_id", id}});
}

}  // namespace

Task<Result<SealedOrders::SharedKey>> SealedOrders::Key() {
    if (auto known = key_.load()) co_return known;
    const std::function<SharedKey(vault::KeyEncryption&)> derive = [](auto& token) {
        return std::make_shared<const vault::DerivedKey>(token, kDigestLabel);
    };
    auto derived = co_await vault_.Ask(derive);
    if (derived) key_.store(*derived);
    co_return derived;
}

Task<Result<Terms>> SealedOrders::Identify(Terms terms) {
    auto key = co_await Key();
    if (!key) co_return std::move(key).error();
    const KeyedHash hash = [&key](std::string_view text) { return (*key)->Hash(text); };
    terms.fingerprint = FingerprintOf(terms, hash);
    if (!terms.creditor)
        terms.sealed.person = TokenOf(terms.partner_id, terms.external_creditor, hash);
    co_return terms;
}

Task<Result<Terms>> SealedOrders::Seal(Terms terms) {
    auto ring = co_await vault_.ForSealing(vault::PersonId(terms.sealed.person));
    if (!ring) co_return std::move(ring).error();
    auto sealed = (*ring)->Seal(PlaceOf(terms.payment_id.ToString()), TextOf(terms));
    if (const auto* refusal = std::get_if<vault::Refusal>(&sealed)) {
        if (*refusal != vault::Refusal::kErased) co_return core::ErrorCode::kUnavailable;
        co_return core::InvalidField(terms.creditor ? "remittance_information" : "creditor",
                                     "belongs to a person who was erased: nothing is kept of them");
    }
    terms.sealed.text = std::move(std::get<std::string>(sealed));
    const auto iban = vault::NormalIban(terms.external_creditor.iban.Reveal());
    if (!iban) co_return terms;
    const std::function<vault::SearchToken(vault::KeyEncryption&)> hash = [&iban](auto& token) {
        return vault::MakeSearchToken(token, kCreditorIban, *iban);
    };
    auto token = co_await vault_.Ask(hash);
    if (!token) co_return std::move(token).error();
    terms.sealed.iban_hash = std::move(token->hash);
    terms.sealed.iban_key_id = std::move(token->key_id);
    co_return terms;
}

Result<core::Done> OpenTerms(vault::ServiceVault& vault, std::span<Payment* const> payments) {
    std::vector<Terms*> shut;
    std::vector<vault::PersonId> persons;
    for (auto* payment : payments) {
        if (!IsShut(payment->terms)) continue;
        shut.push_back(&payment->terms);
        persons.emplace_back(payment->terms.sealed.person);
    }
    if (shut.empty()) return core::Done{};
    auto rings = vault.ForOpening(persons);
    if (!rings) return std::move(rings).error();
    for (std::size_t i = 0; i < shut.size(); ++i) Open(*(*rings)[i], *shut[i]);
    return core::Done{};
}

}  // namespace clearway::payment
