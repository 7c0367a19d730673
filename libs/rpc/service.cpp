// SPDX-License-Identifier: Apache-2.0
#include "rpc/service.h"

#include <google/protobuf/descriptor.h>
#include <grpcpp/impl/rpc_service_method.h>

#include <algorithm>
#include <stdexcept>

#include "rpc/call_stream_service.h"

namespace clearway::rpc {
namespace {

namespace pb = google::protobuf;

const pb::ServiceDescriptor& Linked(const std::string& name) {
    const auto* found = pb::DescriptorPool::generated_pool()->FindServiceByName(name);
    if (found == nullptr) throw std::logic_error("no descriptor of " + name + " is linked");
    return *found;
}

}  // namespace

Service::Service(Adapter& adapter, const std::string& name)
    : adapter_(adapter), descriptor_(Linked(name)) {}

Service::~Service() = default;

std::shared_ptr<detail::ServedMethod> Service::Find(const std::string& method,
                                                    const pb::Descriptor& request,
                                                    const pb::Descriptor& response) const {
    const auto* found = descriptor_.FindMethodByName(method);
    if (found == nullptr) throw std::logic_error(descriptor_.full_name() + " has no " + method);
    if (found->input_type() != &request || found->output_type() != &response)
        throw std::logic_error(found->full_name() + " has other messages than its handler");
    auto& methods = adapter_.methods_;
    return {methods, &methods->Find(found->full_name())};
}

void Service::Add(const std::string& method, std::unique_ptr<grpc::internal::MethodHandler> alone,
                  detail::BytesHandler in_frames, Runs runs) {
    auto path = "/" + descriptor_.full_name() + "/" + method;
    if (std::ranges::count(paths_, path) != 0) throw std::logic_error(path + " is served already");
    const auto index = static_cast<int>(paths_.size());
    AddMethod(new grpc::internal::RpcServiceMethod(paths_.emplace_back(std::move(path)).c_str(),
                                                   grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
    MarkMethodCallback(index, alone.release());
    adapter_.Stream().Add(descriptor_.full_name() + "." + method, std::move(in_frames), runs);
}

}  // namespace clearway::rpc
