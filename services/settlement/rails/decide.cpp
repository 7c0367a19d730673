// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/decide.h"

#include <algorithm>

namespace clearway::settlement::rails {
namespace {

constexpr int kDoublingsMax = 30;

Decision Tell(FactBody fact) { return {.effect = Effect::kDone, .facts = {std::move(fact)}}; }

struct Decider {
    RailTransfer& transfer;
    const Deadlines& deadlines;
    core::Timestamp now;

    Decision operator()(const BeginSubmission& begin) const {
        if (transfer.state != State::kCreated) return {};
        const bool again = transfer.attempts > 0;
        if (again && (begin.route.rail != transfer.route.rail ||
                      begin.message_digest != transfer.message_digest)) {
            return Refused(kOtherMessage, "the message is not the one that was sent", "");
        }
        if (!again) {
            transfer.route = begin.route;
            transfer.message_digest = begin.message_digest;
        }
        Move(Input::kSubmit);
        ++transfer.attempts;
        transfer.due_at = now + deadlines.answer_within;
        return Tell(Submitted{transfer.route, transfer.attempts});
    }

    Decision operator()(const Postpone& postpone) const {
        if (transfer.state != State::kCreated) return {};
        transfer.due_at = postpone.until;
        return {.effect = Effect::kDone};
    }

    // How long the answer may take counts from here: the message arrived now.
    Decision operator()(const Taken&) const {
        if (!Move(Input::kTaken)) return {};
        transfer.due_at = now + deadlines.answer_within;
        return {.effect = Effect::kDone};
    }

    Decision operator()(const AnswerLost&) const {
        if (!Move(Input::kLost)) return {};
        transfer.due_at = now;  // the first enquiry follows at once
        return Tell(WentUnknown{});
    }

    Decision operator()(const EnquirySent&) const {
        if (transfer.state != State::kUnknown) return {};
        const auto doublings = std::min(transfer.enquiries, kDoublingsMax);
        ++transfer.enquiries;
        transfer.due_at = now + std::min(deadlines.enquire_after * (std::int64_t{1} << doublings),
                                         deadlines.enquire_after_max);
        if (transfer.enquiries != deadlines.enquiries_before_person)
            return {.effect = Effect::kDone};
        return Tell(Conflict(kNoAnswer, "the rail did not answer the enquiries", ""));
    }

    Decision operator()(const Verdict& verdict) const {
        switch (verdict.kind) {
            case Verdict::Kind::kAccepted: return OnAccepted(verdict);
            case Verdict::Kind::kRejected: return OnRejected(verdict.reason, verdict.message_id);
            case Verdict::Kind::kReturned: return OnReturned(verdict);
            case Verdict::Kind::kAbsent: return OnAbsent();
            case Verdict::Kind::kPending: return (*this)(Taken{});
            case Verdict::Kind::kRecallRefused: return OnRecallRefused(verdict.reason);
            case Verdict::Kind::kRecalled: return OnRecalled(verdict);
        }
        return {};
    }

    Decision operator()(const PersonDecides& word) const {
        if (transfer.state != State::kUnknown) return Decision{.effect = Effect::kRefused};
        const auto message_id = "operator:" + word.operator_id;
        if (!word.accepted) return OnRejected(word.reason, message_id);
        return OnAccepted({.kind = Verdict::Kind::kAccepted, .message_id = message_id});
    }

    Decision operator()(const RequestRecall&) const {
        if (transfer.recall != Recall::kNone) return {};
        if (transfer.state == State::kRejected || transfer.state == State::kReturned)
            return Decision{.effect = Effect::kRefused};
        // Nothing has left yet, so nothing has to be asked back.
        if (transfer.state == State::kCreated && transfer.attempts == 0)
            return OnRejected({"CUST", "Cancelled before it was submitted."}, "");
        // About to be sent again: what can be recalled is there in a moment.
        if (transfer.state == State::kCreated) return Decision{.effect = Effect::kRefused};
        transfer.recall = Recall::kRequested;
        transfer.due_at = now;
        return Tell(RecallRequested{});
    }

    Decision operator()(const RecallLost&) const {
        if (transfer.recall != Recall::kRequested) return {};
        transfer.due_at = now + deadlines.enquire_after;
        return {.effect = Effect::kDone};
    }

    Decision operator()(const RecallSent&) const {
        if (transfer.recall != Recall::kRequested) return {};
        transfer.recall = Recall::kSent;
        transfer.due_at.reset();
        if (!IsFinal(transfer.state)) transfer.due_at = now + deadlines.answer_within;
        return {.effect = Effect::kDone};
    }

private:
    Decision OnAccepted(const Verdict& verdict) const {
        if (Contradicts(transfer.state, Input::kAccept)) return Contradiction(verdict, "accepted");
        if (verdict.amount && *verdict.amount != transfer.order.amount)
            return OtherAmount(verdict.message_id);
        if (!Move(Input::kAccept)) return {};
        transfer.due_at.reset();
        return Tell(Accepted{});
    }

    Decision OnRejected(const Reason& reason, const std::string& message_id) const {
        if (Contradicts(transfer.state, Input::kReject))
            return Contradiction({.kind = Verdict::Kind::kRejected, .message_id = message_id},
                                 "rejected with " + reason.code);
        if (!Move(Input::kReject)) return {};
        transfer.reason = reason;
        transfer.due_at.reset();
        return Tell(Rejected{reason});
    }

    // Who returns money has had it: a return that overtakes the acceptance stands for both.
    Decision OnReturned(const Verdict& verdict) const {
        if (Contradicts(transfer.state, Input::kReturn)) return Contradiction(verdict, "returned");
        if (transfer.state == State::kReturned) {
            if (transfer.return_id == verdict.message_id) return {};
            return Tell(
                Conflict(kSecondReturn, "the money was returned twice", verdict.message_id));
        }
        if (verdict.amount && *verdict.amount != transfer.order.amount)
            return OtherAmount(verdict.message_id);
        Decision decision{.effect = Effect::kDone};
        if (Move(Input::kAccept)) decision.facts.push_back(Accepted{});
        Move(Input::kReturn);
        transfer.due_at.reset();
        transfer.reason = verdict.reason;
        transfer.return_id = verdict.message_id;
        if (IsOpen(transfer.recall)) transfer.recall = Recall::kAgreed;
        decision.facts.push_back(Returned{verdict.message_id, verdict.reason});
        return decision;
    }

    // What is to be stopped is not sent again, and what may yet arrive is not called stopped.
    Decision OnAbsent() const {
        if (IsOpen(transfer.recall) || !Move(Input::kAbsent)) return {};
        transfer.due_at = now;
        return {.effect = Effect::kDone};
    }

    Decision OnRecallRefused(const Reason& reason) const {
        if (!IsOpen(transfer.recall)) return {};
        transfer.recall = Recall::kRefused;
        return Tell(RecallRefused{reason});
    }

    // Stopped before it was settled; of one that was settled the money comes by a return.
    Decision OnRecalled(const Verdict& verdict) const {
        if (!IsOpen(transfer.recall)) return {};
        transfer.recall = Recall::kAgreed;
        if (IsFinal(transfer.state)) return {.effect = Effect::kDone};
        return OnRejected(verdict.reason, verdict.message_id);
    }

    bool Move(Input input) const {
        const auto next = Next(transfer.state, input);
        if (next) transfer.state = *next;
        return next.has_value();
    }

    ConflictOpened Conflict(const char* kind, std::string detail,
                            const std::string& message_id) const {
        const auto name = std::string("rail conflict:") + kind + ":" + message_id;
        return {core::Uuid::Derive(transfer.id.value, name), kind, std::move(detail)};
    }
    Decision Contradiction(const Verdict& verdict, const std::string& said) const {
        return Tell(Conflict(
            kContradiction,
            "it was " + std::string(NameOf(transfer.state)) + ", and the rail says it is " + said,
            verdict.message_id));
    }
    Decision OtherAmount(const std::string& message_id) const {
        return Tell(Conflict(kOtherAmount, "the rail names another amount", message_id));
    }
    // Kept from leaving: nothing is due until a person has looked.
    Decision Refused(const char* kind, std::string detail, const std::string& message_id) const {
        transfer.due_at.reset();
        return {.effect = Effect::kRefused,
                .facts = {Conflict(kind, std::move(detail), message_id)}};
    }
};

}  // namespace

Decision Decide(RailTransfer& transfer, const Event& event, const Deadlines& deadlines,
                core::Timestamp now) {
    return std::visit(Decider{transfer, deadlines, now}, event);
}

RailTransfer Create(const RailOrder& order, core::Timestamp now) {
    return {.id = DeriveRailTransferId(order.payment),
            .order = order,
            .created_at = now,
            .due_at = now};
}

}  // namespace clearway::settlement::rails
