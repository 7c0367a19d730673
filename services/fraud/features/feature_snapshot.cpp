// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/features/feature_snapshot.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "services/fraud/features/state_file.h"

namespace clearway::fraud {

namespace {

namespace fs = std::filesystem;

// Goes up with each change of what histories hold.
constexpr std::array<char, 16> kFormat{'c', 'l', 'e', 'a', 'r', 'w', 'a', 'y',
                                       ' ', 's', 't', 'a', 't', 'e', ' ', '1'};
constexpr std::string_view kPrefix = "features-";
constexpr std::string_view kSuffix = ".state";
constexpr std::size_t kKept = 2;

struct Named {
    std::int64_t position;
    fs::path path;
};

fs::path PathOf(const fs::path& folder, std::int64_t position) {
    std::array<char, 64> name{};
    std::snprintf(name.data(), name.size(), "features-%019lld.state",
                  static_cast<long long>(position));
    return folder / name.data();
}

// The newest first.
std::vector<Named> List(const fs::path& folder) {
    std::vector<Named> found;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const auto name = entry.path().filename().string();
        if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix)) continue;
        std::int64_t position = 0;
        const auto* first = name.data() + kPrefix.size();
        const auto* last = name.data() + name.size() - kSuffix.size();
        const auto [stopped, fault] = std::from_chars(first, last, position);
        if (fault == std::errc() && stopped == last) found.push_back({position, entry.path()});
    }
    std::ranges::sort(found, std::ranges::greater{}, &Named::position);
    return found;
}

FeatureEngine Load(const Named& snapshot, const core::Uuid& log, const FeatureTable& table,
                   std::size_t entities_max) {
    StateReader in(snapshot.path);
    if (in.Value<std::array<char, 16>>() != kFormat) in.Refuse("it is of another format");
    if (in.Value<core::Uuid::Bytes>() != log.AsBytes()) in.Refuse("it is of another database");
    if (in.Value<std::int64_t>() != snapshot.position) in.Refuse("its name is of another one");
    FeatureEngine engine(table, entities_max);
    engine.Load(in);
    in.Finish();
    return engine;
}

}  // namespace

fs::path SaveSnapshot(const fs::path& folder, const core::Uuid& log, std::int64_t position,
                      const FeatureEngine& engine) {
    fs::create_directories(folder);
    const auto path = PathOf(folder, position);
    StateWriter out(path);
    out.Value(kFormat);
    out.Value(log.AsBytes());
    out.Value(position);
    engine.Save(out);
    out.Finish();
    const auto all = List(folder);
    for (std::size_t i = kKept; i < all.size(); ++i) {
        std::error_code ignored;
        fs::remove(all[i].path, ignored);
    }
    return path;
}

RestoredSnapshot LoadSnapshot(const fs::path& folder, const core::Uuid& log,
                              std::int64_t position_max, const FeatureTable& table,
                              std::size_t entities_max) {
    RestoredSnapshot restored;
    for (const auto& snapshot : List(folder)) {
        if (snapshot.position > position_max) {
            restored.refused.push_back(snapshot.path.string() + ": the log ends before it");
            continue;
        }
        try {
            restored.engine.emplace(Load(snapshot, log, table, entities_max));
            restored.position = snapshot.position;
            return restored;
        } catch (const BadState& bad) {
            restored.refused.emplace_back(bad.what());
        }
    }
    return restored;
}

}  // namespace clearway::fraud
