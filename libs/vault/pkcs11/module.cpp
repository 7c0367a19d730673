// SPDX-License-Identifier: Apache-2.0
#include "vault/pkcs11/module.h"

#include <dlfcn.h>

#include <cstdio>
#include <map>
#include <memory>

namespace clearway::vault::pkcs11 {

namespace {

using Reason = KeyEncryptionError::Reason;

Reason ReasonOf(CK_RV code) {
    switch (code) {
        case CKR_PIN_INCORRECT:
        case CKR_PIN_INVALID:
        case CKR_PIN_LEN_RANGE:
        case CKR_PIN_EXPIRED:
        case CKR_PIN_LOCKED: return Reason::kWrongPin;
        case CKR_TOKEN_NOT_PRESENT:
        case CKR_TOKEN_NOT_RECOGNIZED:
        case CKR_DEVICE_REMOVED:
        case CKR_SLOT_ID_INVALID: return Reason::kNoToken;
        default: return Reason::kFailed;
    }
}

std::string TextOf(std::string_view call, CK_RV code) {
    char number[24];
    std::snprintf(number, sizeof number, "0x%lx", static_cast<unsigned long>(code));
    const auto text = "the token answers " + std::string(number) + " to " + std::string(call);
    switch (ReasonOf(code)) {
        case Reason::kWrongPin: return text + ": the PIN is wrong or locked";
        case Reason::kNoToken: return text + ": the token is not there";
        default: return text;
    }
}

}  // namespace

CallFailed::CallFailed(std::string_view call, CK_RV code)
    : KeyEncryptionError(ReasonOf(code), TextOf(call, code)), code_(code) {}

void Check(std::string_view call, CK_RV code) {
    if (code != CKR_OK) throw CallFailed(call, code);
}

Module& Module::Load(const std::string& path) {
    static std::mutex mutex;
    // Never destroyed: threads of the library may outlive main.
    static auto& loaded = *new std::map<std::string, std::unique_ptr<Module>, std::less<>>();
    const std::lock_guard lock(mutex);
    auto& module = loaded[path];
    if (!module) module.reset(new Module(path));
    return *module;
}

Module::Module(const std::string& path) {
    const auto fail = [&](const char* why) {
        throw KeyEncryptionError(Reason::kNoModule, "the PKCS#11 module " + path + ' ' + why);
    };
    void* const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) fail("cannot be loaded");
    const auto get = reinterpret_cast<CK_C_GetFunctionList>(::dlsym(library, "C_GetFunctionList"));
    if (get == nullptr || get(&functions_) != CKR_OK || functions_ == nullptr)
        fail("is no PKCS#11 module");
}

CK_FUNCTION_LIST& Module::Functions() {
    if (!initialised_) {
        CK_C_INITIALIZE_ARGS arguments{};
        arguments.flags = CKF_OS_LOCKING_OK;
        const auto code = functions_->C_Initialize(&arguments);
        if (code != CKR_CRYPTOKI_ALREADY_INITIALIZED) Check("C_Initialize", code);
        initialised_ = true;
        ++epoch_;
    }
    return *functions_;
}

void Module::Restart() {
    if (initialised_) functions_->C_Finalize(nullptr);
    initialised_ = false;
    Functions();
}

}  // namespace clearway::vault::pkcs11
