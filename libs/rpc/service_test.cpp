// SPDX-License-Identifier: Apache-2.0
#include "rpc/service.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "async/runtime.h"
#include "clearway/common/v1/event_log.pb.h"
#include "rpc/operator_fixture.h"

namespace clearway::rpc {
namespace {

namespace common = clearway::common::v1;
using ListRequest = common::ListPaymentEventsRequest;
using ListResponse = common::ListPaymentEventsResponse;
using ExportRequest = common::ExportEventsRequest;

template <class Request>
async::Task<core::Result<ListResponse>> List(CallContext&, const Request&) {
    co_return ListResponse();
}

class OpenService final : public Service {
public:
    explicit OpenService(Adapter& adapter,
                         const std::string& name = "clearway.common.v1.EventLogService")
        : Service(adapter, name) {}
    using Service::Serve;
};

class ServiceTest : public testing::Test {
protected:
    async::Runtime runtime_{1};
    OperatorNotes operators_;
    Adapter adapter_{runtime_.GetExecutor(), operators_};
    OpenService service_{adapter_};
};

TEST_F(ServiceTest, ItsNameAndThoseOfItsCallsAreInTheDescriptors) {
    EXPECT_THROW(OpenService(adapter_, "clearway.common.v1.NoSuchService"), std::logic_error);
    EXPECT_THROW(service_.Serve("NoSuchCall", List<ListRequest>), std::logic_error);
}

TEST_F(ServiceTest, AHandlerHasTheMessagesOfItsCall) {
    EXPECT_THROW(service_.Serve("ExportEvents", List<ListRequest>), std::logic_error) << "request";
    EXPECT_THROW(service_.Serve("ExportEvents", List<ExportRequest>), std::logic_error) << "answer";
    EXPECT_NO_THROW(service_.Serve("ListPaymentEvents", List<ListRequest>));
}

TEST_F(ServiceTest, ACallIsServedOnce) {
    service_.Serve("ListPaymentEvents", List<ListRequest>);
    EXPECT_THROW(service_.Serve("ListPaymentEvents", List<ListRequest>), std::logic_error);
}

}  // namespace
}  // namespace clearway::rpc
