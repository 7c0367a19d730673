// SPDX-License-Identifier: Apache-2.0
// The calls that operators may make, read from the `callers` option of the linked descriptors. Must
// not know one by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace google::protobuf {
class MethodDescriptor;
}

namespace clearway::gateway::console {

// The member of an answer that says so.
inline constexpr char kAwaitsSecondOperator[] = "awaits_second_operator";

struct OperatorCall {
    const google::protobuf::MethodDescriptor* method;
    std::string name;  // "compliance.v1.ComplianceService/ListCases", as `list` shows it
    std::string peer;  // "compliance"; empty: every service serves it, the operator says which
    std::string summary;
};

std::vector<OperatorCall> OperatorCalls();

// It decides something, and its answer may be that a second operator has to say the same.
bool MayAwaitSecondOperator(const OperatorCall& call);

// By name, with or without the leading "clearway.".
std::optional<OperatorCall> FindCall(std::string_view name);

}  // namespace clearway::gateway::console
