// SPDX-License-Identifier: Apache-2.0
#include "gateway/operator/catalogue.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>

#include "clearway/common/v1/options.pb.h"
#include "gateway/operator/linked_services.h"

namespace clearway::gateway::console {
namespace {

constexpr std::string_view kPrefix = "clearway.";
constexpr char kShared[] = "common";  // the package of services that every process serves

OperatorCall Describe(const google::protobuf::MethodDescriptor& method) {
    const std::string name = method.service()->full_name().substr(kPrefix.size());
    const std::string package = name.substr(0, name.find('.'));
    return {&method, name + "/" + method.name(), package == kShared ? "" : package,
            method.options().GetExtension(common::v1::operation).summary()};
}

bool MayCall(const google::protobuf::MethodDescriptor& method) {
    const auto& callers = method.options().GetExtension(common::v1::operation).callers();
    return std::find(callers.begin(), callers.end(), "operator") != callers.end();
}

}  // namespace

std::vector<OperatorCall> OperatorCalls() {
    std::vector<OperatorCall> calls;
    for (const auto* file : OperatorServices()) {
        for (int s = 0; s < file->service_count(); ++s) {
            const auto& service = *file->service(s);
            for (int m = 0; m < service.method_count(); ++m) {
                if (MayCall(*service.method(m))) calls.push_back(Describe(*service.method(m)));
            }
        }
    }
    return calls;
}

bool MayAwaitSecondOperator(const OperatorCall& call) {
    return !call.method->name().starts_with("Get") &&
           call.method->output_type()->FindFieldByName(kAwaitsSecondOperator) != nullptr;
}

std::optional<OperatorCall> FindCall(std::string_view name) {
    if (name.starts_with(kPrefix)) name.remove_prefix(kPrefix.size());
    for (OperatorCall& call : OperatorCalls()) {
        if (call.name == name) return std::move(call);
    }
    return std::nullopt;
}

}  // namespace clearway::gateway::console
