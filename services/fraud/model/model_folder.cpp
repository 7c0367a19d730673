// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/model_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "cli/bounded_file.h"

namespace clearway::fraud {

namespace {

constexpr std::size_t kSignatureBytesMax = 1024;
constexpr std::size_t kCardBytesMax = std::size_t{1} << 20;

// All files come from the folder that was opened, even when its path names another by now.
class OpenFolder {
public:
    explicit OpenFolder(const std::filesystem::path& path)
        : folder_(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), error_(errno) {}
    OpenFolder(const OpenFolder&) = delete;
    OpenFolder& operator=(const OpenFolder&) = delete;
    ~OpenFolder() {
        if (folder_ >= 0) ::close(folder_);
    }
    bool IsOpen() const { return folder_ >= 0; }
    int Error() const { return error_; }

    std::string Read(std::string_view name, std::size_t bytes_max, bool required,
                     std::vector<std::string>& faults) const {
        auto file = cli::ReadBoundedFile(folder_, std::string(name), bytes_max);
        if (file.text) return std::move(*file.text);
        if (required || !file.missing) faults.push_back(std::string(name) + ": " + file.fault);
        return {};
    }

private:
    int folder_;
    int error_;
};

}  // namespace

ModelFolder ReadModelFolder(const std::filesystem::path& path) {
    ModelFolder result;
    const OpenFolder folder(path);
    if (!folder.IsOpen()) {
        result.faults.push_back("the folder cannot be opened: " +
                                std::generic_category().message(folder.Error()));
        return result;
    }
    auto& faults = result.faults;
    ModelPackage package{
        .manifest = folder.Read(kManifestFile, kManifestBytesMax, true, faults),
        .signature = folder.Read(kSignatureFile, kSignatureBytesMax, false, faults),
        .booster = folder.Read(kBoosterFile, kBoosterBytesMax, true, faults),
        .card = folder.Read(kCardFile, kCardBytesMax, false, faults)};
    if (faults.empty()) result.package = std::move(package);
    return result;
}

}  // namespace clearway::fraud
