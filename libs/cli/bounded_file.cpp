// SPDX-License-Identifier: Apache-2.0
#include "cli/bounded_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace clearway::cli {

namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int Get() const { return number_; }

private:
    int number_;
};

std::string Reason(int error) { return std::generic_category().message(error); }

FileText Refused(std::string fault) { return {.text = {}, .fault = std::move(fault)}; }

FileText NotOpened(int error) {
    if (error == ELOOP) return Refused("is a symbolic link");
    if (error == ENOENT) return {.text = {}, .fault = "is missing", .missing = true};
    return Refused("cannot be opened: " + Reason(error));
}

// One byte more than the file had when it was measured shows that it grows.
FileText ReadAll(int file, std::size_t size) {
    std::string text(size + 1, '\0');
    std::size_t filled = 0;
    while (filled < text.size()) {
        const auto count = ::read(file, text.data() + filled, text.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return Refused("cannot be read: " + Reason(errno));
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    if (filled != size) return Refused("changed while it was read");
    text.resize(size);
    return {.text = std::move(text), .fault = {}};
}

[[noreturn]] void Fail(const std::filesystem::path& path, int error) {
    throw std::system_error(error, std::generic_category(), path.string());
}

void WriteAll(int file, std::string_view text, const std::filesystem::path& path) {
    while (!text.empty()) {
        const auto count = ::write(file, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) Fail(path, errno);
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    if (::fsync(file) != 0) Fail(path, errno);
}

}  // namespace

FileText ReadBoundedFile(int folder, const std::string& name, std::size_t bytes_max) {
    // Without O_NONBLOCK opening a pipe waits for its other end.
    const Descriptor file(
        ::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (file.Get() < 0) return NotOpened(errno);
    struct stat status {};
    if (::fstat(file.Get(), &status) != 0) return Refused("cannot be read: " + Reason(errno));
    if (!S_ISREG(status.st_mode)) return Refused("is no regular file");
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size > bytes_max)
        return Refused("is larger than " + std::to_string(bytes_max / 1024) + " KiB");
    return ReadAll(file.Get(), size);
}

FileText ReadBoundedFile(const std::filesystem::path& path, std::size_t bytes_max) {
    return ReadBoundedFile(AT_FDCWD, path.string(), bytes_max);
}

bool MakeFile(const std::filesystem::path& path, std::string_view text, unsigned mode) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (file.Get() < 0 && errno == EEXIST) return false;
    if (file.Get() < 0) Fail(path, errno);
    try {
        WriteAll(file.Get(), text, path);
    } catch (...) {
        ::unlink(path.c_str());
        throw;
    }
    return true;
}

void ReplaceFile(const std::filesystem::path& path, std::string_view text, unsigned mode) {
    const auto beside = path.string() + ".new";
    ::unlink(beside.c_str());  // of a run that was broken off
    if (!MakeFile(beside, text, mode)) Fail(beside, EEXIST);
    if (::rename(beside.c_str(), path.c_str()) != 0) {
        const int error = errno;
        ::unlink(beside.c_str());
        Fail(path, error);
    }
}

}  // namespace clearway::cli
