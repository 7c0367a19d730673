// SPDX-License-Identifier: Apache-2.0
#include "rpc/method_table.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor_database.h>

#include <algorithm>

namespace clearway::rpc {
namespace {

namespace pb = google::protobuf;

Method ReadMethod(const pb::MethodDescriptor& descriptor) {
    const auto& operation = descriptor.options().GetExtension(common::v1::operation);
    Method method;
    method.service = descriptor.service()->full_name();
    method.name = descriptor.name();
    method.callers.assign(operation.callers().begin(), operation.callers().end());
    method.idempotency_key = operation.idempotency_key();
    method.repeatable = operation.repeatable();
    if (operation.deadline_ms_max() > 0)
        method.deadline_max = std::chrono::milliseconds(operation.deadline_ms_max());
    return method;
}

}  // namespace

bool Method::Allows(std::string_view caller) const {
    return std::find(callers.begin(), callers.end(), caller) != callers.end();
}

std::vector<Method> LinkedMethods() {
    std::vector<std::string> files;
    pb::DescriptorPool::internal_generated_database()->FindAllFileNames(&files);
    std::vector<Method> methods;
    for (const auto& name : files) {
        if (name.rfind("clearway/", 0) != 0) continue;
        const auto* file = pb::DescriptorPool::generated_pool()->FindFileByName(name);
        for (int s = 0; file != nullptr && s < file->service_count(); ++s)
            for (int m = 0; m < file->service(s)->method_count(); ++m)
                methods.push_back(ReadMethod(*file->service(s)->method(m)));
    }
    return methods;
}

}  // namespace clearway::rpc
