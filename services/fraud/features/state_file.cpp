// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/features/state_file.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/digest.h"

namespace clearway::fraud {

namespace {

constexpr std::size_t kBuffer = 1 << 20;
constexpr std::size_t kDigestSize = 64;  // hex digits

}  // namespace

struct StateDigest::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
};

StateDigest::StateDigest() : state_(std::make_unique<State>()) {
    if (EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("SHA-256 is not to be had");
}

StateDigest::~StateDigest() = default;

void StateDigest::Update(const void* bytes, std::size_t size) {
    EVP_DigestUpdate(state_->context, bytes, size);
}

std::string StateDigest::Hex() const {
    State copy;
    core::Sha256Digest digest{};
    EVP_MD_CTX_copy_ex(copy.context, state_->context);
    EVP_DigestFinal_ex(copy.context, digest.data(), nullptr);
    return core::ToHex(digest);
}

StateWriter::StateWriter(std::filesystem::path path) : path_(std::move(path)) {
    if (path_.empty()) return;
    draft_ = path_.string() + ".part";
    file_ = ::open(draft_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file_ < 0)
        throw std::runtime_error(draft_.string() + " cannot be written: " + std::strerror(errno));
}

StateWriter::~StateWriter() {
    if (file_ < 0) return;
    ::close(file_);
    ::unlink(draft_.c_str());
}

void StateWriter::Bytes(const void* bytes, std::size_t size) {
    digest_.Update(bytes, size);
    if (file_ < 0) return;
    const auto* from = static_cast<const char*>(bytes);
    buffer_.insert(buffer_.end(), from, from + size);
    if (buffer_.size() >= kBuffer) Flush();
}

void StateWriter::Flush() {
    for (std::size_t done = 0; done < buffer_.size();) {
        const auto wrote = ::write(file_, buffer_.data() + done, buffer_.size() - done);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0)
            throw std::runtime_error(draft_.string() +
                                     " cannot be written: " + std::strerror(errno));
        done += static_cast<std::size_t>(wrote);
    }
    buffer_.clear();
}

void StateWriter::Finish() {
    if (file_ < 0) return;
    const auto digest = digest_.Hex();
    buffer_.insert(buffer_.end(), digest.begin(), digest.end());
    Flush();
    const auto fail = [&] {
        throw std::runtime_error(path_.string() + " cannot be written: " + std::strerror(errno));
    };
    if (::fsync(file_) != 0) fail();
    ::close(std::exchange(file_, -1));
    if (::rename(draft_.c_str(), path_.c_str()) != 0) fail();
    // The name is on the disk only with its folder.
    const int folder = ::open(path_.parent_path().empty() ? "." : path_.parent_path().c_str(),
                              O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) fail();
    const bool kept = ::fsync(folder) == 0;
    ::close(folder);
    if (!kept) fail();
}

StateReader::StateReader(const std::filesystem::path& path) : path_(path) {
    file_ = std::fopen(path.c_str(), "rb");
    if (file_ == nullptr) Refuse(std::strerror(errno));
    std::setvbuf(file_, nullptr, _IOFBF, kBuffer);
}

StateReader::~StateReader() {
    if (file_ != nullptr) std::fclose(file_);
}

void StateReader::Bytes(void* bytes, std::size_t size) {
    if (size > 0 && std::fread(bytes, 1, size, file_) != size) Refuse("it ends too early");
    digest_.Update(bytes, size);
}

void StateReader::Refuse(const std::string& why) const {
    throw BadState(path_.string() + ": " + why);
}

std::string StateReader::Finish() {
    std::array<char, kDigestSize + 1> found{};
    const auto size = std::fread(found.data(), 1, found.size(), file_);
    const auto digest = digest_.Hex();
    if (size != kDigestSize || std::string_view(found.data(), size) != digest)
        Refuse("its checksum does not fit");
    return digest;
}

}  // namespace clearway::fraud
