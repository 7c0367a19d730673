// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/statements/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace clearway::reconciliation::statements {
namespace {

class MemoryFile {
public:
    explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("statement", 0)) {
        if (descriptor_ < 0) Throw();
        while (!bytes.empty()) {
            const auto written = write(descriptor_, bytes.data(), bytes.size());
            if (written < 0) {
                close(descriptor_);
                Throw();
            }
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile() { close(descriptor_); }

    std::string Path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    [[noreturn]] static void Throw() {
        throw std::system_error(errno, std::generic_category(), "a file in memory");
    }

    int descriptor_;
};

}  // namespace

FileText ReadMemoryFile(std::string name, std::string_view bytes) {
    const MemoryFile file(bytes);
    auto text = ReadFileText(file.Path());
    text.name = std::move(name);
    return text;
}

}  // namespace clearway::reconciliation::statements
