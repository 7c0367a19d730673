// SPDX-License-Identifier: Apache-2.0
// What the audit log costs: entries a second, proofs of a large log, verification of files.
// Usage: audit_bench [entries of the large log] [seconds of appending to PostgreSQL].
// CLEARWAY_DATABASE_URL names an empty database of its own; without it that part is left out.
#include <boost/asio/use_future.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "async/runtime.h"
#include "cli/draft.h"
#include "merkle/merkle_fixture.h"
#include "merkle/verify.h"
#include "services/audit/log_writer.h"
#include "services/audit/offline/export_log.h"
#include "services/audit/offline/verify_command.h"
#include "services/audit/schema.h"
#include "services/audit/store/stored_log.h"
#include "services/audit/usecase/log_fixture.h"

namespace clearway::audit {
namespace {

constexpr int kProofs = 10'000;
constexpr int kSubmitters = 4;
constexpr std::uint64_t kBatch = 1'000;

class Stopwatch {
public:
    double Seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    }

private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

class LargeLog {
public:
    explicit LargeLog(std::uint64_t size) : size_(size) {}

    void Grow() {
        const Stopwatch watch;
        merkle::TileAppender appender;
        Entry entry = MakeEntry(0);
        for (std::uint64_t i = 0; i < size_; ++i) {
            entry.occurred_at = core::FromMicros(static_cast<std::int64_t>(i));
            appender.Append(merkle::HashLeaf(LeafOf(entry)));
            if (i % kBatch == kBatch - 1) tiles_.Store(appender.TakeAll());
        }
        tiles_.Store(appender.TakeAll());
        std::printf("hashing: %.0f entries/s, %llu entries in %.2f s\n",
                    static_cast<double>(size_) / watch.Seconds(),
                    static_cast<unsigned long long>(size_), watch.Seconds());
        root_ = appender.Tree().Root();
    }

    void Prove() {
        std::mt19937_64 random(1);
        std::vector<std::uint64_t> indices;
        std::vector<merkle::Proof> proofs;
        const Stopwatch proving;
        for (int i = 0; i < kProofs; ++i) {
            indices.push_back(random() % size_);
            proofs.push_back(tree_.Inclusion(indices.back(), size_));
        }
        const auto made = proving.Seconds();
        std::size_t longest = 0;
        for (const auto& proof : proofs) longest = std::max(longest, proof.size());
        Entry entry = MakeEntry(0);
        int verified = 0;
        const Stopwatch verifying;
        for (std::size_t i = 0; i < proofs.size(); ++i) {
            entry.occurred_at = core::FromMicros(static_cast<std::int64_t>(indices[i]));
            const auto leaf = merkle::HashLeaf(LeafOf(entry));
            verified += merkle::VerifyInclusion(leaf, indices[i], size_, proofs[i], root_) ? 1 : 0;
        }
        Print("inclusion", made, verifying.Seconds(), longest, verified);
    }

    void ProveConsistency() {
        std::mt19937_64 random(2);
        double made = 0, checked = 0;
        std::size_t longest = 0;
        int verified = 0;
        for (int i = 0; i < kProofs / 10; ++i) {
            const auto older = 1 + random() % size_;
            const merkle::TreeState before{older, tree_.Root(older)};
            const Stopwatch proving;
            const auto proof = tree_.Consistency(older, size_);
            made += proving.Seconds();
            const Stopwatch verifying;
            verified += merkle::VerifyConsistency(before, {size_, root_}, proof) ? 1 : 0;
            checked += verifying.Seconds();
            longest = std::max(longest, proof.size());
        }
        Print("consistency", made * 10, checked * 10, longest, verified);
    }

private:
    static void Print(const char* kind, double made, double verified_in, std::size_t longest,
                      int verified) {
        std::printf(
            "%s proofs: %.1f us to make, %.1f us to verify, at most %zu hashes = %zu "
            "bytes, %d verified\n",
            kind, made * 1e6 / kProofs, verified_in * 1e6 / kProofs, longest,
            longest * merkle::kHashSize, verified);
    }

    std::uint64_t size_;
    merkle::MemoryTiles tiles_;
    merkle::Tree tree_{tiles_};
    merkle::Hash root_{};
};

class StoredBench {
public:
    explicit StoredBench(std::string url) : url_(std::move(url)) { Migrate(url_); }

    void Append(std::chrono::seconds length) {
        LogWriter writer(url_);
        const Stopwatch watch;
        const auto end = std::chrono::steady_clock::now() + length;
        std::vector<std::future<std::uint64_t>> submitters;
        for (std::uint64_t i = 0; i < kSubmitters; ++i)
            submitters.push_back(boost::asio::co_spawn(
                runtime_.GetExecutor(), Submit(writer, i, end), boost::asio::use_future));
        std::uint64_t appended = 0;
        for (auto& submitter : submitters) appended += submitter.get();
        std::printf("PostgreSQL: %.0f entries/s, batches of %llu of %d submitters\n",
                    static_cast<double>(appended) / watch.Seconds(),
                    static_cast<unsigned long long>(kBatch), kSubmitters);
    }

    void Files() {
        const LogSigner signer{.origin = "clearway/bench", .key = crypto::PrivateKey::Generate()};
        StoredLog log(url_);
        const auto made = SignLog(log, signer);
        log.AddCheckpoint(made.size, made.note);
        const StoredCheckpoint checkpoint{.size = made.size, .note = made.note};
        Verify("log", signer, [&](const WriteLine& write) {
            cli::Progress progress("export");
            ExportLog(log, checkpoint, write, progress);
        });
        Verify("bundle", signer, [&](const WriteLine& write) {
            ExportBundle(log, checkpoint, MakeEntry(1).stream_id, write);
        });
    }

private:
    static async::Task<std::uint64_t> Submit(LogWriter& writer, std::uint64_t submitter,
                                             std::chrono::steady_clock::time_point end) {
        std::uint64_t appended = 0;
        for (auto next = submitter << 32; std::chrono::steady_clock::now() < end; next += kBatch) {
            LogCommand command;
            for (auto i = next; i < next + kBatch; ++i)
                command.facts.push_back({.mark = {}, .entry = MakeEntry(i)});
            auto appending = writer.Append(std::move(command));
            const auto reply = co_await std::move(appending);
            if (reply) appended += reply->count;
        }
        co_return appended;
    }

    template <class Export>
    static void Verify(const char* kind, const LogSigner& signer, const Export& write_file) {
        const auto path =
            (std::filesystem::temp_directory_path() / ("audit_bench." + std::string(kind)))
                .string();
        const Stopwatch exporting;
        cli::TextDraft file(path, false);
        write_file([&](std::string_view line) { file.WriteLine(line); });
        file.Finish();
        const auto exported = exporting.Seconds();
        const Stopwatch verifying;
        const auto verdict = VerifyFile(path, signer.key.Public());
        std::printf("%s: %llu entries, %ju bytes, exported in %.1f ms, verified in %.2f ms%s\n",
                    kind, static_cast<unsigned long long>(verdict.entries),
                    static_cast<std::uintmax_t>(std::filesystem::file_size(path)), exported * 1e3,
                    verifying.Seconds() * 1e3, verdict.Verified() ? "" : " NOT VERIFIED");
        std::filesystem::remove(path);
    }

    std::string url_;
    async::Runtime runtime_{1};
};

int Main(int argc, char** argv) {
    LargeLog large(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10'000'000);
    large.Grow();
    large.Prove();
    large.ProveConsistency();
    const char* url = std::getenv("CLEARWAY_DATABASE_URL");
    if (url == nullptr) return 0;
    StoredBench stored(url);
    stored.Append(std::chrono::seconds(argc > 2 ? std::atoi(argv[2]) : 10));
    stored.Files();
    return 0;
}

}  // namespace
}  // namespace clearway::audit

int main(int argc, char** argv) { return clearway::audit::Main(argc, argv); }
