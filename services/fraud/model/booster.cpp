// SPDX-License-Identifier: Apache-2.0
#include "services/fraud/model/booster.h"

#include <xgboost/c_api.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <string>

namespace clearway::fraud {

namespace {

// XGBoost parses these again in each call, so they hold no space and no more than it asks for.
constexpr const char* kPredict =
    R"({"type":0,"iteration_begin":0,"iteration_end":0,"strict_shape":true,"missing":NaN,)"
    R"("cache_id":0})";
constexpr const char* kExplain =
    R"({"type":2,"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":true})";

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr int kCheckedRows = 64;
constexpr double kTablesTolerance = 1e-4;  // XGBoost adds up in single precision

void Require(int answer, const char* what) {
    if (answer == 0) return;
    // XGBoost appends a stack trace; its first line says what is wrong.
    std::string reason = XGBGetLastError();
    reason.resize(std::min(reason.find('\n'), reason.size()));
    throw BoosterError(std::string(what) + ": " + reason);
}

// XGBoost's description of rows that lie in memory.
std::string ArrayInterface(const float* data, std::size_t rows, std::size_t width) {
    return R"({"data":[)" + std::to_string(reinterpret_cast<std::uintptr_t>(data)) +
           R"(,true],"shape":[)" + std::to_string(rows) + "," + std::to_string(width) +
           R"(],"typestr":"<f4","version":3})";
}

class Matrix {
public:
    Matrix() = default;
    Matrix(const Matrix&) = delete;
    Matrix& operator=(const Matrix&) = delete;
    ~Matrix() {
        if (handle_ != nullptr) XGDMatrixFree(handle_);
    }
    DMatrixHandle* Out() { return &handle_; }
    DMatrixHandle Get() const { return handle_; }

private:
    DMatrixHandle handle_ = nullptr;
};

// What a thread keeps from one prediction to the next: making these costs more than the trees.
class Desk {
public:
    Desk() { Require(XGProxyDMatrixCreate(proxy_.Out()), "cannot make a proxy matrix"); }

    const char* Lay(std::span<const float> row) {
        if (interface_.empty() || row.size() != row_.size()) {
            row_.resize(row.size());
            interface_ = ArrayInterface(row_.data(), 1, row_.size());
        }
        std::ranges::copy(row, row_.begin());
        return interface_.c_str();
    }
    DMatrixHandle Proxy() const { return proxy_.Get(); }

private:
    Matrix proxy_;
    std::vector<float> row_;
    std::string interface_;
};

Desk& MyDesk() {
    thread_local Desk desk;
    return desk;
}

// The answer lies in a buffer of the booster's that the thread's next call overwrites.
std::span<const float> PredictInPlace(BoosterHandle booster, const char* rows) {
    const bst_ulong* shape = nullptr;
    bst_ulong dimensions = 0;
    const float* result = nullptr;
    Require(XGBoosterPredictFromDense(booster, rows, kPredict, MyDesk().Proxy(), &shape,
                                      &dimensions, &result),
            "cannot predict");
    bst_ulong size = 1;
    for (bst_ulong i = 0; i < dimensions; ++i) size *= shape[i];
    return {result, static_cast<std::size_t>(size)};
}

}  // namespace

void Booster::Free::operator()(void* handle) const { XGBoosterFree(handle); }

Booster::Booster(std::string_view verified_bytes) {
    if (!verified_bytes.starts_with("{L"))
        throw BoosterError("the booster is no UBJSON file of XGBoost");
    BoosterHandle handle = nullptr;
    Require(XGBoosterCreate(nullptr, 0, &handle), "cannot make a booster");
    handle_.reset(handle);
    // One row is less work than waking a second thread for it.
    Require(XGBoosterSetParam(handle, "nthread", "1"), "cannot set nthread");
    Require(XGBoosterLoadModelFromBuffer(handle, verified_bytes.data(), verified_bytes.size()),
            "cannot load the booster");
    bst_ulong count = 0;
    Require(XGBoosterGetNumFeature(handle, &count), "cannot count the features");
    feature_count_ = count;
    if (feature_count_ == 0) throw BoosterError("the booster has no features");
    RequireLogistic();
    // XGBoost completes its set-up in the first calls; after these, calls only read.
    const std::vector<float> blank(feature_count_, kNan);
    if (PredictInPlace(handle, MyDesk().Lay(blank)).size() != 1)
        throw BoosterError("the booster answers more than one value a row");
    bias_ = ComputeContributions(blank).bias;
    MakeTables();
}

void Booster::RequireLogistic() const {
    bst_ulong size = 0;
    const char* text = nullptr;
    Require(XGBoosterSaveJsonConfig(handle_.get(), &size, &text), "cannot read the configuration");
    boost::json::error_code error;
    const auto config = boost::json::parse(boost::json::string_view(text, size), error);
    const auto says = [&](const char* where, const char* what) {
        const auto* found = config.find_pointer(where, error);
        return found != nullptr && *found == what;
    };
    if (!says("/learner/objective/name", "binary:logistic"))
        throw BoosterError("the booster's objective is not binary:logistic");
    if (!says("/learner/generic_param/nthread", "1"))
        throw BoosterError("the booster does not keep to one thread");
}

void Booster::RequireWidth(std::size_t width) const {
    if (width != feature_count_)
        throw std::invalid_argument("a row of " + std::to_string(width) +
                                    " values for a booster of " + std::to_string(feature_count_));
}

double Booster::Predict(std::span<const float> row) const {
    RequireWidth(row.size());
    return static_cast<double>(PredictInPlace(handle_.get(), MyDesk().Lay(row)).front());
}

std::vector<double> Booster::PredictMany(std::span<const float> rows) const {
    if (rows.empty()) return {};
    if (rows.size() % feature_count_ != 0) RequireWidth(rows.size() % feature_count_);
    const auto described =
        ArrayInterface(rows.data(), rows.size() / feature_count_, feature_count_);
    const auto result = PredictInPlace(handle_.get(), described.c_str());
    return {result.begin(), result.end()};
}

namespace {

// A value at which trees divide, or one that is just below it; now and then none.
float DrawAround(const std::vector<float>& splits, std::mt19937& random) {
    if (splits.empty() || random() % 8 == 0) return kNan;
    const auto split = splits[random() % splits.size()];
    return random() % 2 == 0 ? split : std::nextafter(split, -std::numeric_limits<float>::max());
}

}  // namespace

// Tables are used only when they say what XGBoost says: of a row without values, and of rows that
// are drawn around the values at which the trees divide.
void Booster::MakeTables() {
    const char* config = R"({"format": "json"})";
    bst_ulong size = 0;
    const char* text = nullptr;
    Require(XGBoosterSaveModelToBuffer(handle_.get(), config, &size, &text),
            "cannot write the booster");
    tables_ = ShapTables::Build({text, size});
    if (!tables_) return;
    std::vector<std::vector<float>> splits;
    for (std::uint32_t j = 0; j < feature_count_; ++j) splits.push_back(tables_->SplitsOf(j));
    std::mt19937 random(1);
    std::vector<float> row(feature_count_, kNan);
    for (int i = 0; i < kCheckedRows; ++i) {
        const auto ours = Contributions(row);
        const auto theirs = ComputeContributions(row);
        for (std::size_t j = 0; j < feature_count_; ++j) {
            if (std::abs(ours.features[j] - theirs.features[j]) <= kTablesTolerance) continue;
            tables_.reset();
            return;
        }
        for (std::size_t j = 0; j < feature_count_; ++j) row[j] = DrawAround(splits[j], random);
    }
}

Explanation Booster::Contributions(std::span<const float> row) const {
    RequireWidth(row.size());
    if (!tables_) return ComputeContributions(row);
    Explanation explanation{.features = std::vector<double>(feature_count_), .bias = bias_};
    tables_->Explain(row, explanation.features);
    return explanation;
}

Explanation Booster::ComputeContributions(std::span<const float> row) const {
    Matrix matrix;
    Require(XGDMatrixCreateFromMat_omp(row.data(), 1, row.size(),
                                       std::numeric_limits<float>::quiet_NaN(), matrix.Out(), 1),
            "cannot lay out a row");
    const bst_ulong* shape = nullptr;
    bst_ulong dimensions = 0;
    const float* result = nullptr;
    Require(XGBoosterPredictFromDMatrix(handle_.get(), matrix.Get(), kExplain, &shape, &dimensions,
                                        &result),
            "cannot explain");
    return {.features = {result, result + feature_count_},
            .bias = static_cast<double>(result[feature_count_])};
}

}  // namespace clearway::fraud
