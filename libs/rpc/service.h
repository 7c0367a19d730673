// SPDX-License-Identifier: Apache-2.0
// A gRPC service as the table of its calls, one line each in the constructor of a derived class:
//     Serve("CreatePayment", &PaymentService::Create);
// which serves the call alone and in frames of CallStreamService. Once for all calls: the caller is
// checked against the method's `callers` option, the CallContext is read, the deadline applied, an
// operator's call recorded, the handler run as an awaitable on the runtime, everything caught, the
// error mapped, and metrics and one log line written for a call that failed on our side.
//
// The linked descriptors are the truth about names and messages. A line that does not fit them
// throws std::logic_error when the service is built; rpc::Server refuses a service of which a call
// is missing. Not thread-safe: the table is complete before the server starts.
#pragma once

#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/service_type.h>

#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "rpc/adapter.h"
#include "rpc/bytes_handler.h"
#include "rpc/unary_call.h"

namespace google::protobuf {
class Descriptor;
class ServiceDescriptor;
}  // namespace google::protobuf

namespace clearway::rpc {

class Service : public grpc::Service {
public:
    ~Service() override;

protected:
    // `name`: "clearway.payment.v1.PaymentService". `adapter` must outlive the server.
    Service(Adapter& adapter, const std::string& name);

    // `handler` is called with (CallContext&, const Request&), both of which live until it ends,
    // and gives an async::Task<core::Result<Response>>. A lambda that is a coroutine itself is safe
    // here: it lives as long as this service, which must outlive the server.
    template <class Callable>
    void Serve(const std::string& method, Callable handler, Runs runs = Runs::kOnRuntime) {
        Bind(method, std::function(std::move(handler)), runs);
    }
    template <class Self, class Request, class Response>
    void Serve(const std::string& method,
               async::Task<core::Result<Response>> (Self::*handler)(CallContext&, const Request&),
               Runs runs = Runs::kOnRuntime) {
        auto* self = static_cast<Self*>(this);
        Serve(
            method,
            [self, handler](CallContext& call, const Request& request) {
                return (self->*handler)(call, request);
            },
            runs);
    }

private:
    template <class Request, class Response>
    void Bind(const std::string& method, Handler<Request, Response> handler, Runs runs) {
        auto metrics = Find(method, *Request::descriptor(), *Response::descriptor());
        const auto kept = std::make_shared<const Handler<Request, Response>>(std::move(handler));
        using Alone = grpc::internal::CallbackUnaryHandler<Request, Response>;
        Add(method,
            std::make_unique<Alone>([runtime = adapter_.runtime_, metrics = std::move(metrics),
                                     kept](grpc::CallbackServerContext* context,
                                           const Request* request, Response* response) {
                return detail::StartUnary(runtime, metrics, *kept, context, request, response);
            }),
            detail::OfBytes(kept), runs);
    }

    std::shared_ptr<detail::ServedMethod> Find(const std::string& method,
                                               const google::protobuf::Descriptor& request,
                                               const google::protobuf::Descriptor& response) const;
    void Add(const std::string& method, std::unique_ptr<grpc::internal::MethodHandler> alone,
             detail::BytesHandler in_frames, Runs runs);

    Adapter& adapter_;
    const google::protobuf::ServiceDescriptor& descriptor_;
    std::deque<std::string> paths_;  // gRPC keeps pointers to them
};

}  // namespace clearway::rpc
