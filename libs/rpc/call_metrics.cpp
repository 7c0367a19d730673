// SPDX-License-Identifier: Apache-2.0
#include "rpc/call_metrics.h"

namespace clearway::rpc {
namespace {

constexpr std::array<std::string_view, 17> kStatusNames{
    "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
    "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
    "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
    "DATA_LOSS", "UNAUTHENTICATED"};

std::size_t IndexOf(grpc::StatusCode code) {
    const auto index = static_cast<std::size_t>(code);
    return index < kStatusNames.size() ? index : static_cast<std::size_t>(grpc::UNKNOWN);
}

}  // namespace

std::string_view StatusName(grpc::StatusCode code) { return kStatusNames[IndexOf(code)]; }

StatusHistograms::StatusHistograms(std::string name, std::string help, metrics::Labels labels)
    : name_(std::move(name)), help_(std::move(help)), labels_(std::move(labels)) {}

StatusHistograms::~StatusHistograms() {
    for (auto& histogram : by_status_) delete histogram.load();
}

void StatusHistograms::Observe(grpc::StatusCode code, std::chrono::steady_clock::time_point begun) {
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
    Of(IndexOf(code)).Observe(taken.count());
}

const metrics::Histogram& StatusHistograms::Of(std::size_t code) {
    if (const auto* made = by_status_[code].load(std::memory_order_acquire)) return *made;
    const std::lock_guard lock(creation_);
    if (const auto* made = by_status_[code].load(std::memory_order_relaxed)) return *made;
    auto labels = labels_;
    labels.emplace_back("status", kStatusNames[code]);
    const auto* histogram = new metrics::Histogram(name_, help_, labels);
    by_status_[code].store(histogram, std::memory_order_release);
    return *histogram;
}

}  // namespace clearway::rpc
