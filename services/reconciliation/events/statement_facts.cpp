// SPDX-License-Identifier: Apache-2.0
#include "services/reconciliation/events/statement_facts.h"

#include "clearway/reconciliation/v1/reconciliation_events.pb.h"

namespace clearway::reconciliation {
namespace {

// One overload an alternative: a new fact does not compile until it is handled here.
struct Writer {
    events::NewEvent operator()(const FileJudged& judged) const {
        const auto& file = judged.file;
        v1::StatementFileJudged message;
        message.set_file_id(file.file_id.ToString());
        message.set_sha256(file.sha256);
        message.set_state(std::string(NameOf(file.State())));
        message.set_waits(file.Waits());
        message.set_lines(file.lines);
        message.set_by(judged.by);
        return events::MakeEvent(file.file_id, file.version, message, judged.at,
                                 "statement file " + message.state());
    }
    events::NewEvent operator()(const ExceptionStepTaken& taken) const {
        const auto& after = taken.after;
        v1::StatementExceptionStepTaken message;
        message.set_exception_id(after.exception_id.ToString());
        message.set_step(std::string(NameOf(taken.step)));
        message.set_state(std::string(NameOf(after.state)));
        message.set_exception_class(after.exception_class);
        message.set_by(taken.by);
        if (after.payment_id) message.set_payment_id(after.payment_id->ToString());
        if (after.IsReversed())
            message.set_transfer_id(after.ReversalTransfer().ToString());
        else if (after.IsAdjusted())
            message.set_transfer_id(after.Transfer().ToString());
        return events::MakeEvent(after.exception_id, after.version, message, after.changed_at,
                                 "statement exception " + message.step());
    }
};

}  // namespace

events::NewEvent ToStatementEvent(const StatementFact& fact) { return std::visit(Writer{}, fact); }

}  // namespace clearway::reconciliation
