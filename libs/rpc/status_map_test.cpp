// SPDX-License-Identifier: Apache-2.0
#include "rpc/status_map.h"

#include <gtest/gtest.h>

#include <set>

#include "rpc/method_table.h"

namespace clearway::rpc {
namespace {

TEST(StatusMap, EveryCodeComesBackAsItself) {
    for (const auto& row : core::AllErrors()) {
        std::string detail;
        const auto status = ToStatus({.code = row.code}, &detail);
        EXPECT_FALSE(status.ok());
        const auto error = FromStatus(status, detail);
        EXPECT_EQ(error.code, row.code) << row.name;
        EXPECT_EQ(error.Detail(), row.title);
    }
}

TEST(StatusMap, EachClassHasItsOwnStatus) {
    std::set<grpc::StatusCode> codes;
    std::set<core::ErrorClass> classes;
    for (const auto& row : core::AllErrors()) {
        codes.insert(StatusCodeOf(row.error_class));
        classes.insert(row.error_class);
    }
    EXPECT_EQ(codes.size(), classes.size());
    EXPECT_FALSE(codes.contains(grpc::StatusCode::OK));
}

TEST(StatusMap, ForeignTextIsDropped) {
    using enum core::ErrorCode;
    const auto code_of = [](grpc::StatusCode code, const std::string& detail) {
        const auto error = FromStatus({code, "10.0.0.1 refused the connection"}, detail);
        EXPECT_TRUE(error.detail.empty());
        return error.code;
    };
    EXPECT_EQ(code_of(grpc::StatusCode::UNAVAILABLE, ""), kUnavailable);
    EXPECT_EQ(code_of(grpc::StatusCode::DEADLINE_EXCEEDED, ""), kDeadlineExceeded);
    EXPECT_EQ(code_of(grpc::StatusCode::PERMISSION_DENIED, ""), kInternal);
    EXPECT_EQ(code_of(grpc::StatusCode::UNKNOWN, "\xff\xff not a message"), kInternal);
}

}  // namespace
}  // namespace clearway::rpc
