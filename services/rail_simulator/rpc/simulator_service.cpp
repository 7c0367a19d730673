// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/rpc/simulator_service.h"

#include "clearway/rail/v1/rail_simulator_service.pb.h"
#include "rpc/times.h"
#include "services/rail_simulator/rules/scenario_file.h"

namespace clearway::rail_simulator {
namespace {

namespace v1 = clearway::rail::v1;

constexpr std::int64_t kForwardSecondsMax = 366LL * 24 * 3600;
constexpr int kListedMax = 1000;

core::Error FaultsOf(const std::vector<std::string>& faults) {
    core::Error error{.code = core::ErrorCode::kInvalidArgument,
                      .detail = "The scenario has faults."};
    for (const auto& fault : faults) {
        const auto colon = fault.find(": ");
        const bool has_path = colon != std::string::npos;
        auto one = core::InvalidField(has_path ? "document." + fault.substr(0, colon) : "document",
                                      has_path ? fault.substr(colon + 2) : fault);
        error.field_errors.push_back(std::move(one.field_errors.front()));
    }
    return error;
}

async::Task<core::Result<v1::LoadScenarioResponse>> Load(BookWriter& writer,
                                                         const v1::LoadScenarioRequest& request) {
    const auto file = ReadScenarioFile(request.document());
    if (!file.faults.empty()) co_return FaultsOf(file.faults);
    Command command = LoadScenario{request.document()};
    auto loading = writer.Submit(std::move(command));
    const auto reply = co_await std::move(loading);
    if (!reply) co_return reply.error();
    v1::LoadScenarioResponse response;
    response.set_version(reply->scenario_version);
    response.set_rules(static_cast<int>(file.scenario.rules.size()));
    co_return response;
}

async::Task<core::Result<v1::TurnClockResponse>> Turn(BookWriter& writer,
                                                      const v1::TurnClockRequest& request) {
    if (request.forward_seconds() < 0 || request.forward_seconds() > kForwardSecondsMax)
        co_return core::InvalidField("forward_seconds", "must be 0 to 31622400");
    Command command = TurnClock{std::chrono::seconds(request.forward_seconds())};
    auto turning = writer.Submit(std::move(command));
    const auto reply = co_await std::move(turning);
    if (!reply) co_return reply.error();
    v1::TurnClockResponse response;
    *response.mutable_now() = rpc::ToTimestamp(reply->now);
    co_return response;
}

void ToProto(const Payment& payment, v1::SimulatedPayment& message) {
    const auto& references = payment.order.references;
    message.set_number(payment.number);
    message.set_rail(payment.rail);
    message.set_participant(payment.participant);
    message.set_message_id(references.message_id);
    message.set_transaction_id(references.transaction_id);
    message.set_uetr(references.uetr);
    message.set_end_to_end_id(references.end_to_end_id);
    message.set_state(std::string(NameOf(payment.state)));
    message.set_rule(payment.manner.rule);
    message.set_currency(std::string(payment.order.amount.GetCurrency().Code()));
    message.set_minor_units(payment.order.amount.MinorUnits());
    message.set_reason(payment.reason);
}

async::Task<core::Result<v1::ListSimulatedPaymentsResponse>> List(
    BookReader& reader, const v1::ListSimulatedPaymentsRequest& request) {
    if (request.after_number() < 0)
        co_return core::InvalidField("after_number", "must not be negative");
    if (request.max() < 1 || request.max() > kListedMax)
        co_return core::InvalidField("max", "must be 1 to 1000");
    auto reading = reader.PaymentsAfter(request.after_number(), request.max());
    const auto payments = co_await std::move(reading);
    if (!payments) co_return payments.error();
    v1::ListSimulatedPaymentsResponse response;
    for (const auto& payment : *payments) ToProto(payment, *response.add_payments());
    co_return response;
}

}  // namespace

SimulatorService::SimulatorService(rpc::Adapter& adapter, BookWriter& writer, BookReader& reader)
    : Service(adapter, "clearway.rail.v1.RailSimulatorService") {
    Serve("LoadScenario", [&writer](rpc::CallContext&, const v1::LoadScenarioRequest& request) {
        return Load(writer, request);
    });
    Serve("TurnClock", [&writer](rpc::CallContext&, const v1::TurnClockRequest& request) {
        return Turn(writer, request);
    });
    Serve("ListSimulatedPayments",
          [&reader](rpc::CallContext&, const v1::ListSimulatedPaymentsRequest& request) {
              return List(reader, request);
          });
}

}  // namespace clearway::rail_simulator
