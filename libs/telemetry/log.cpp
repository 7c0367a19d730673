// SPDX-License-Identifier: Apache-2.0
#include "telemetry/log.h"

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/sink.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "telemetry/json_line.h"
#include "telemetry/metrics.h"

namespace clearway::log {
namespace {

constexpr std::size_t kQueueLines = 8192;
constexpr std::size_t kBufferBytes = 32u << 10;
constexpr std::chrono::milliseconds kGather{2};
constexpr std::chrono::seconds kFlushMax{2};

void WriteToStderr(std::string_view line) {
    while (!line.empty()) {
        const auto written = ::write(STDERR_FILENO, line.data(), line.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;  // There is nowhere left to say so.
        line.remove_prefix(static_cast<std::size_t>(written));
    }
}

// Runs on the pool's single thread, so it needs no lock for writing.
class StderrSink final : public spdlog::sinks::sink {
public:
    StderrSink()
        : dropped_("clearway_log_lines_dropped_total",
                   "Log lines dropped because the queue to the sink was full") {}

    void Watch(spdlog::details::thread_pool* pool) { pool_.store(pool); }

    void log(const spdlog::details::log_msg& message) override {
        CountDropped();
        buffer_.append(message.payload.data(), message.payload.size());
        const bool more_wait = MoreWait();
        // A busy process logs a line every few hundred microseconds: waking this thread and writing
        // for each would cost more than the line. It lets some gather while it is awake.
        if (!more_wait) std::this_thread::sleep_for(kGather);
        if (!more_wait || buffer_.size() >= kBufferBytes) WriteBuffer();
    }

    void flush() override {
        CountDropped();
        WriteBuffer();
        const std::lock_guard lock(mutex_);
        ++flushes_;
        flushed_.notify_all();
    }

    void set_pattern(const std::string&) override {}
    void set_formatter(std::unique_ptr<spdlog::formatter>) override {}

    std::uint64_t Flushes() {
        const std::lock_guard lock(mutex_);
        return flushes_;
    }

    void AwaitFlush(std::uint64_t seen) {
        std::unique_lock lock(mutex_);
        flushed_.wait_for(lock, kFlushMax, [&] { return flushes_ > seen; });
    }

private:
    bool MoreWait() const {
        auto* pool = pool_.load();
        return pool != nullptr && pool->queue_size() > 0;
    }

    void WriteBuffer() {
        WriteToStderr(buffer_);
        buffer_.clear();
    }

    void CountDropped() {
        auto* pool = pool_.load();
        if (pool == nullptr) return;
        const auto total = pool->overrun_counter();
        if (total == counted_) return;
        dropped_.Add(static_cast<double>(total - counted_));
        counted_ = total;
    }

    metrics::Counter dropped_;
    std::atomic<spdlog::details::thread_pool*> pool_{nullptr};
    std::size_t counted_ = 0;
    std::string buffer_;
    std::mutex mutex_;
    std::condition_variable flushed_;
    std::uint64_t flushes_ = 0;
};

struct Logger {
    std::string service;
    Level level;
    std::shared_ptr<StderrSink> sink;
    std::shared_ptr<spdlog::details::thread_pool> pool;
    std::shared_ptr<spdlog::async_logger> queue;
    Logger* replaced;
};

// Never destroyed, nor is one that a later Init replaced (in tests): other threads may log while
// statics are torn down.
std::atomic<Logger*> g_logger{nullptr};

}  // namespace

void Init(std::string_view service, Level level) {
    auto sink = std::make_shared<StderrSink>();
    auto pool = std::make_shared<spdlog::details::thread_pool>(kQueueLines, 1);
    sink->Watch(pool.get());
    auto queue = std::make_shared<spdlog::async_logger>(
        std::string(service), sink, pool, spdlog::async_overflow_policy::overrun_oldest);
    queue->set_level(spdlog::level::trace);
    auto* fresh = new Logger{.service = std::string(service),
                             .level = level,
                             .sink = std::move(sink),
                             .pool = std::move(pool),
                             .queue = std::move(queue),
                             .replaced = g_logger.load()};
    g_logger.store(fresh);
    if (fresh->replaced == nullptr) std::atexit(Flush);
}

void Flush() {
    auto* logger = g_logger.load();
    if (logger == nullptr) return;
    const auto seen = logger->sink->Flushes();
    logger->queue->flush();
    logger->sink->AwaitFlush(seen);
}

void Write(Level level, std::string_view message, Fields fields) {
    auto* logger = g_logger.load(std::memory_order_acquire);
    if (level < (logger == nullptr ? Level::kWarn : logger->level)) return;
    thread_local std::string line;
    WriteJsonLine(line,
                  {.time = std::chrono::system_clock::now(),
                   .level = level,
                   .service = logger == nullptr ? std::string_view() : logger->service,
                   .message = message},
                  fields);
    if (logger == nullptr)
        WriteToStderr(line);
    else
        logger->queue->log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace clearway::log
