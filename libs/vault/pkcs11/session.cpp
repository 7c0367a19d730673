// SPDX-License-Identifier: Apache-2.0
#include "vault/pkcs11/session.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace clearway::vault::pkcs11 {

namespace {

using Reason = KeyEncryptionError::Reason;

constexpr CK_ULONG kKeySize = 32;
constexpr std::size_t kHashSize = 32;

// Cryptoki takes what it only reads as if it would write.
CK_BYTE* Bytes(std::string_view text) {
    return reinterpret_cast<CK_BYTE*>(const_cast<char*>(text.data()));
}

CK_ULONG Size(std::string_view text) { return static_cast<CK_ULONG>(text.size()); }

template <class Value>
CK_ATTRIBUTE Attribute(CK_ATTRIBUTE_TYPE type, const Value& value) {
    return {type, const_cast<Value*>(&value), sizeof value};
}

CK_ATTRIBUTE TextAttribute(CK_ATTRIBUTE_TYPE type, std::string_view text) {
    return {type, Bytes(text), Size(text)};
}

bool HasLabel(const CK_TOKEN_INFO& info, std::string_view label) {
    std::string_view padded(reinterpret_cast<const char*>(info.label), sizeof info.label);
    return padded.starts_with(label) &&
           padded.find_first_not_of(' ', label.size()) == std::string_view::npos;
}

CK_SLOT_ID FindToken(CK_FUNCTION_LIST& call, const std::string& label) {
    CK_ULONG count = 0;
    Check("C_GetSlotList", call.C_GetSlotList(CK_TRUE, nullptr, &count));
    std::vector<CK_SLOT_ID> slots(count);
    Check("C_GetSlotList", call.C_GetSlotList(CK_TRUE, slots.data(), &count));
    slots.resize(std::min<std::size_t>(count, slots.size()));
    for (const auto slot : slots) {
        CK_TOKEN_INFO info{};
        if (call.C_GetTokenInfo(slot, &info) != CKR_OK || !HasLabel(info, label)) continue;
        if ((info.flags & CKF_USER_PIN_LOCKED) != 0)
            throw KeyEncryptionError(Reason::kWrongPin,
                                     "the PIN of the token '" + label + "' is locked");
        return slot;
    }
    throw KeyEncryptionError(Reason::kNoToken, "there is no token '" + label + "'");
}

std::optional<std::uint32_t> NumberIn(std::string_view label, std::string_view prefix) {
    if (!label.starts_with(prefix)) return std::nullopt;
    label.remove_prefix(prefix.size());
    std::uint32_t number = 0;
    const auto* end = label.data() + label.size();
    const auto [stopped, error] = std::from_chars(label.data(), end, number);
    if (error != std::errc() || stopped != end || label.starts_with('0')) return std::nullopt;
    return number;
}

struct Gcm {
    Gcm(std::string_view nonce, std::string_view bound) {
        parameters.pIv = Bytes(nonce);
        parameters.ulIvLen = Size(nonce);
        parameters.ulIvBits = Size(nonce) * 8;
        parameters.pAAD = Bytes(bound);
        parameters.ulAADLen = Size(bound);
        parameters.ulTagBits = crypto::kGcmTagSize * 8;
    }
    CK_GCM_PARAMS parameters{};
    CK_MECHANISM mechanism{CKM_AES_GCM, &parameters, sizeof parameters};
};

// How libraries say that a tag does not fit; SoftHSM has no more to say than that it failed.
bool SaysNotAuthentic(CK_RV code) {
    return code == CKR_ENCRYPTED_DATA_INVALID || code == CKR_ENCRYPTED_DATA_LEN_RANGE ||
           code == CKR_SIGNATURE_INVALID || code == CKR_GENERAL_ERROR;
}

}  // namespace

Session::Session(Module& module, const std::string& token, std::string_view pin)
    : module_(module), call_(module.Functions()), epoch_(module.Epoch()) {
    const auto slot = FindToken(call_, token);
    Check("C_OpenSession", call_.C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr,
                                               nullptr, &handle_));
    // All sessions of a process share one login.
    const auto code = call_.C_Login(handle_, CKU_USER, Bytes(pin), Size(pin));
    if (code == CKR_OK || code == CKR_USER_ALREADY_LOGGED_IN) return;
    call_.C_CloseSession(handle_);
    throw CallFailed("C_Login", code);
}

Session::~Session() {
    if (!IsOutdated()) call_.C_CloseSession(handle_);
}

std::string Session::LabelOf(CK_OBJECT_HANDLE object) {
    char label[64];
    CK_ATTRIBUTE attribute{CKA_LABEL, label, sizeof label};
    const auto code = call_.C_GetAttributeValue(handle_, object, &attribute, 1);
    if (code == CKR_BUFFER_TOO_SMALL) return {};  // none of ours
    Check("C_GetAttributeValue", code);
    return {label, attribute.ulValueLen};
}

Keys Session::FindKeys(const Purpose& purpose) {
    const CK_OBJECT_CLASS secret = CKO_SECRET_KEY;
    CK_ATTRIBUTE wanted[] = {Attribute(CKA_CLASS, secret), Attribute(CKA_KEY_TYPE, purpose.type)};
    Check("C_FindObjectsInit", call_.C_FindObjectsInit(handle_, wanted, std::size(wanted)));
    std::vector<CK_OBJECT_HANDLE> objects;
    CK_RV code = CKR_OK;
    for (CK_ULONG count = 1; count > 0;) {
        CK_OBJECT_HANDLE some[16];
        code = call_.C_FindObjects(handle_, some, std::size(some), &count);
        if (code != CKR_OK) break;
        objects.insert(objects.end(), some, some + count);
    }
    call_.C_FindObjectsFinal(handle_);
    Check("C_FindObjects", code);
    Keys keys;
    for (const auto object : objects)
        if (const auto number = NumberIn(LabelOf(object), purpose.label)) {
            const auto [key, is_only] = keys.emplace(*number, object);
            if (!is_only) key->second = kAmbiguous;
        }
    return keys;
}

void Session::MakeKey(const Purpose& purpose, std::uint32_t number) {
    const CK_BBOOL yes = CK_TRUE, no = CK_FALSE;
    const auto label = std::string(purpose.label) + std::to_string(number);
    const bool wraps = purpose.type == CKK_AES;
    const CK_BBOOL encrypts = wraps ? CK_TRUE : CK_FALSE, signs = wraps ? CK_FALSE : CK_TRUE;
    CK_ATTRIBUTE wanted[] = {Attribute(CKA_TOKEN, yes),
                             Attribute(CKA_PRIVATE, yes),
                             Attribute(CKA_SENSITIVE, yes),
                             Attribute(CKA_EXTRACTABLE, no),
                             Attribute(CKA_ENCRYPT, encrypts),
                             Attribute(CKA_DECRYPT, encrypts),
                             Attribute(CKA_SIGN, signs),
                             Attribute(CKA_VERIFY, no),
                             Attribute(CKA_WRAP, no),
                             Attribute(CKA_UNWRAP, no),
                             Attribute(CKA_VALUE_LEN, kKeySize),
                             TextAttribute(CKA_LABEL, label),
                             TextAttribute(CKA_ID, label)};
    CK_MECHANISM mechanism{purpose.made_by, nullptr, 0};
    CK_OBJECT_HANDLE key = 0;
    Check("C_GenerateKey",
          call_.C_GenerateKey(handle_, &mechanism, wanted, std::size(wanted), &key));
}

void Session::DestroyKey(CK_OBJECT_HANDLE key) {
    Check("C_DestroyObject", call_.C_DestroyObject(handle_, key));
}

std::string Session::GcmSeal(CK_OBJECT_HANDLE key, std::string_view text, std::string_view bound) {
    auto sealed = crypto::RandomBytes(crypto::kGcmNonceSize);
    const auto nonce = sealed;
    sealed.resize(text.size() + crypto::kGcmOverhead);
    Gcm gcm(nonce, bound);
    Check("C_EncryptInit", call_.C_EncryptInit(handle_, &gcm.mechanism, key));
    auto size = static_cast<CK_ULONG>(sealed.size() - nonce.size());
    Check("C_Encrypt",
          call_.C_Encrypt(handle_, Bytes(text), Size(text), Bytes(sealed) + nonce.size(), &size));
    if (size != text.size() + crypto::kGcmTagSize)
        throw KeyEncryptionError(Reason::kFailed, "the token encrypts to another length");
    return sealed;
}

std::string Session::GcmOpen(CK_OBJECT_HANDLE key, std::string_view sealed,
                             std::string_view bound) {
    const auto not_authentic = [] {
        throw KeyEncryptionError(Reason::kNotAuthentic,
                                 "the wrapped key was altered or belongs to another");
    };
    if (sealed.size() < crypto::kGcmOverhead) not_authentic();
    const auto body = sealed.substr(crypto::kGcmNonceSize);
    Gcm gcm(sealed.substr(0, crypto::kGcmNonceSize), bound);
    Check("C_DecryptInit", call_.C_DecryptInit(handle_, &gcm.mechanism, key));
    // SoftHSM wants room for the tag, too.
    std::string text(body.size(), '\0');
    auto size = Size(text);
    const auto code = call_.C_Decrypt(handle_, Bytes(body), Size(body), Bytes(text), &size);
    if (SaysNotAuthentic(code)) not_authentic();
    Check("C_Decrypt", code);
    text.resize(size);
    return text;
}

std::string Session::Hmac(CK_OBJECT_HANDLE key, std::string_view text) {
    CK_MECHANISM mechanism{CKM_SHA256_HMAC, nullptr, 0};
    std::string hash(kHashSize, '\0');
    auto size = Size(hash);
    Check("C_SignInit", call_.C_SignInit(handle_, &mechanism, key));
    Check("C_Sign", call_.C_Sign(handle_, Bytes(text), Size(text), Bytes(hash), &size));
    if (size != kHashSize)
        throw KeyEncryptionError(Reason::kFailed, "the token hashes to another length");
    return hash;
}

}  // namespace clearway::vault::pkcs11
