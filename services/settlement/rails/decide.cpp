// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/rails/decide.h"

#include <algorithm>

namespace clearway::settlement::rails {
namespace {

constexpr int kDoublingsMax = 30;
constexpr char kByNotice[] = "notice/";
const Reason kStopped{"CUST", "Stopped before the rail had it."};

Decision Tell(FactBody fact) { return {.effect = Effect::kDone, .facts = {std::move(fact)}}; }

struct Decider {
    RailTransfer& transfer;
    const Deadlines& deadlines;
    core::Timestamp now;

    Decision operator()(const Gather& gather) const {
        if (transfer.state != State::kCreated || transfer.attempts > 0 || transfer.cut_off)
            return {};
        transfer.route = gather.route;
        transfer.cut_off = transfer.due_at = gather.cut_off;
        return Tell(Gathered{gather.route, gather.cut_off});
    }

    Decision operator()(const BeginSubmission& begin) const {
        if (transfer.state != State::kCreated) return {};
        const bool again = transfer.attempts > 0;
        // What was gathered for a file leaves in one, and nothing else does.
        if (!again && transfer.cut_off.has_value() != begin.place.has_value()) return {};
        if (again && (begin.route.rail != transfer.route.rail ||
                      begin.message_digest != transfer.message_digest)) {
            return Refused(kOtherMessage, "the message is not the one that was sent", "");
        }
        if (!again) {
            transfer.route = begin.route;
            transfer.message_digest = begin.message_digest;
            transfer.place = begin.place;
        }
        Move(Input::kSubmit);
        ++transfer.attempts;
        transfer.due_at =
            now + (deadlines.cycle.count() == 0 ? deadlines.answer_within : deadlines.taken_within);
        return Tell(Submitted{transfer.route, transfer.attempts});
    }

    Decision operator()(const Postpone& postpone) const {
        if (transfer.state != State::kCreated) return {};
        transfer.due_at = postpone.until;
        return {.effect = Effect::kDone};
    }

    // How long the answer may take counts from here: the message arrived now. A recall may follow.
    Decision operator()(const Taken&) const {
        if (!Move(Input::kTaken)) return {};
        transfer.due_at = transfer.recall == Recall::kRequested ? now : AnswerDue();
        return {.effect = Effect::kDone};
    }

    Decision operator()(const AnswerLost&) const {
        if (!Move(Input::kLost)) return {};
        // Not at once: what is still on its way would be called absent. Of a file some after the
        // others.
        const int turn =
            transfer.place ? transfer.place->position / deadlines.enquiries_at_once : 0;
        transfer.due_at = now + deadlines.enquire_after * (1 + turn);
        return Tell(WentUnknown{});
    }

    Decision operator()(const EnquirySent& enquiry) const {
        if (transfer.state != State::kUnknown || enquiry.number != transfer.enquiries + 1)
            return {};
        transfer.due_at = now + BackOff(transfer.EnquiriesNow());
        ++transfer.enquiries;
        if (transfer.EnquiriesNow() != deadlines.enquiries_before_person)
            return {.effect = Effect::kDone};
        // Each silence is a conflict of its own: that of an earlier one may be resolved.
        return Tell(Conflict(kNoAnswer, "the rail did not answer the enquiries",
                             std::to_string(transfer.enquiries)));
    }

    // Whoever sees an older state of it than is stored must not end what another has sent.
    Decision operator()(const GiveUp& why) const {
        if (transfer.state != State::kCreated || transfer.attempts > 0) return {};
        return OnRejected(why.reason, "");
    }

    Decision operator()(const StopUnsent&) const {
        if (transfer.state != State::kCreated || !IsOpen(transfer.recall)) return {};
        return OnRejected(kStopped, "");
    }

    Decision operator()(const Verdict& verdict) const {
        if (verdict.not_taken && transfer.attempts > 1) return {};
        switch (verdict.kind) {
            case Verdict::Kind::kAccepted: return OnAccepted(verdict);
            case Verdict::Kind::kRejected: return OnRejected(verdict.reason, verdict.message_id);
            case Verdict::Kind::kReturned: return OnReturned(verdict);
            case Verdict::Kind::kAbsent: return OnAbsent(verdict);
            case Verdict::Kind::kPending: return OnPending();
            case Verdict::Kind::kRecallRefused: return OnRecallRefused(verdict.reason);
            case Verdict::Kind::kRecalled: return OnRecalled(verdict);
        }
        return {};
    }

    Decision operator()(const PersonDecides& word) const {
        if (Agrees(word)) return {};
        const bool waits_again = transfer.state == State::kCreated && transfer.attempts > 0;
        if (transfer.state != State::kUnknown && !waits_again)
            return Decision{.effect = Effect::kRefused};
        const Proposal said{word.accepted, word.reason.code, word.operator_id};
        auto agreed = said;
        if (transfer.proposal) agreed.operator_id = transfer.proposal->operator_id;
        if (transfer.proposal == said) return {};
        if (transfer.proposal != agreed) {
            transfer.proposal = said;
            return {.effect = Effect::kDone};
        }
        const auto message_id = "operators:" + agreed.operator_id + "," + word.operator_id;
        if (!word.accepted) return OnRejected(word.reason, message_id);
        return OnAccepted({.kind = Verdict::Kind::kAccepted, .message_id = message_id});
    }

    Decision operator()(const RequestRecall&) const {
        if (transfer.recall != Recall::kNone) return {};
        // Stopped already, before the rail had it.
        if (transfer.state == State::kRejected && transfer.reason == kStopped) return {};
        if (transfer.state == State::kRejected || transfer.state == State::kReturned)
            return Decision{.effect = Effect::kRefused};
        // Nothing has left, so nothing has to be asked back.
        if (transfer.state == State::kCreated && transfer.attempts == 0)
            return OnRejected(kStopped, "");
        Move(Input::kAskBack);
        transfer.recall = Recall::kRequested;
        // It does not overtake the payment that is being sent.
        if (transfer.state != State::kSubmitting) transfer.due_at = now;
        return Tell(RecallRequested{});
    }

    Decision operator()(const RecallLost&) const {
        if (transfer.recall != Recall::kRequested) return {};
        transfer.due_at = now + BackOff(transfer.recalls++);
        if (transfer.recalls != deadlines.enquiries_before_person) return {.effect = Effect::kDone};
        return Tell(Conflict(kNoAnswer, "the rail did not take the recall", "recall"));
    }

    Decision operator()(const RecallSent&) const {
        if (transfer.recall != Recall::kRequested) return {};
        transfer.recall = Recall::kSent;
        transfer.due_at.reset();
        if (!IsFinal(transfer.state)) transfer.due_at = AnswerDue();
        return {.effect = Effect::kDone};
    }

private:
    Decision OnAccepted(const Verdict& verdict) const {
        if (Contradicts(transfer.state, Input::kAccept)) return Contradiction(verdict, "accepted");
        if (verdict.amount && *verdict.amount != transfer.order.amount)
            return OtherAmount(verdict.message_id);
        if (!Move(Input::kAccept)) return {};
        if (transfer.recall != Recall::kRequested) transfer.due_at.reset();  // that is still due
        return Tell(Accepted{});
    }

    Decision OnRejected(const Reason& reason, const std::string& message_id) const {
        if (Contradicts(transfer.state, Input::kReject))
            return Contradiction({.kind = Verdict::Kind::kRejected, .message_id = message_id},
                                 "rejected with " + reason.code);
        if (!Move(Input::kReject)) return {};
        transfer.reason = reason;
        transfer.due_at.reset();
        // Nothing is left that could be asked back, and nobody agreed to give it back.
        if (IsOpen(transfer.recall)) transfer.recall = Recall::kNone;
        return Tell(Rejected{reason});
    }

    // Who returns money has had it: a return that overtakes the acceptance stands for both.
    Decision OnReturned(const Verdict& verdict) const {
        if (verdict.amount && *verdict.amount != transfer.order.amount)
            return OtherAmount(verdict.message_id);
        // It was settled unheard, stopped when it was recalled, and so given back: nothing is owed.
        if (transfer.state == State::kRejected && transfer.recall == Recall::kAgreed) return {};
        if (Contradicts(transfer.state, Input::kReturn)) return Contradiction(verdict, "returned");
        if (transfer.state == State::kReturned) {
            if (verdict.notified || transfer.return_id == verdict.message_id) return {};
            if (transfer.return_id.starts_with(kByNotice)) {  // the message of what a line told
                transfer.return_id = verdict.message_id;
                return {.effect = Effect::kDone};
            }
            return Tell(
                Conflict(kSecondReturn, "the money was returned twice", verdict.message_id));
        }
        Decision decision{.effect = Effect::kDone};
        if (Move(Input::kAccept)) decision.facts.push_back(Accepted{});
        Move(Input::kReturn);
        transfer.due_at.reset();
        transfer.reason = verdict.reason;
        transfer.return_id = (verdict.notified ? kByNotice : "") + verdict.message_id;
        if (IsOpen(transfer.recall)) transfer.recall = Recall::kAgreed;
        decision.facts.push_back(Returned{transfer.return_id, verdict.reason});
        return decision;
    }

    // Nobody has it: it is sent again, unless it was to be stopped, for then it is. A rail that
    // refused to stop it cannot mean both: a person asks.
    Decision OnAbsent(const Verdict& verdict) const {
        if (IsFinal(transfer.state)) return OnRecallRefused(verdict.reason);
        if (!Next(transfer.state, Input::kAbsent)) return {};
        if (transfer.recall == Recall::kRefused) {
            return Tell(Conflict(kContradiction,
                                 "the rail refused to stop what it says it never had", "absent"));
        }
        // A file is sent again whole: what was to be stopped in it is asked back after that.
        if (transfer.place && transfer.recall == Recall::kSent)
            transfer.recall = Recall::kRequested;
        else if (!transfer.place && transfer.recall != Recall::kNone)
            return OnRejected(kStopped, verdict.message_id);
        Move(Input::kAbsent);
        transfer.due_at = now;
        // The copies may be refused, each as the one before: not in a circle, and not for ever
        // without a person.
        const int copies = transfer.attempts - 1;
        if (copies > 0) *transfer.due_at += BackOff(copies - 1);
        if (transfer.attempts % deadlines.enquiries_before_person != 0)
            return {.effect = Effect::kDone};
        return Tell(Conflict(kNotTaken, "the rail never had it, however often it was sent",
                             std::to_string(transfer.attempts)));
    }

    // A rail that works in cycles has it, and says no more before the end of one.
    Decision OnPending() const {
        const bool asked = transfer.state == State::kUnknown && deadlines.cycle.count() > 0;
        if (!asked || transfer.recall == Recall::kRequested) return (*this)(Taken{});
        transfer.due_at = AnswerDue();
        return {.effect = Effect::kDone};
    }

    Decision OnRecallRefused(const Reason& reason) const {
        if (!IsOpen(transfer.recall)) return {};
        transfer.recall = Recall::kRefused;
        if (IsFinal(transfer.state)) transfer.due_at.reset();
        return Tell(RecallRefused{reason});
    }

    // Stopped before it was settled, asked for or not; of one that was settled the money comes by a
    // return.
    Decision OnRecalled(const Verdict& verdict) const {
        const bool asked = IsOpen(transfer.recall);
        Decision decision{.effect = Effect::kDone};
        if (!IsFinal(transfer.state))
            decision = OnRejected(verdict.reason, verdict.message_id);
        else if (!asked)
            return {};
        if (asked) transfer.recall = Recall::kAgreed;
        transfer.due_at.reset();
        return decision;
    }

    core::Timestamp AnswerDue() const {
        if (deadlines.cycle.count() == 0) return now + deadlines.answer_within;
        const std::chrono::microseconds cycle = deadlines.cycle;
        const auto& days = deadlines.business_days;
        const auto taken = OnBusinessDay(days, now).time_since_epoch();
        return OnBusinessDay(days, core::Timestamp((taken / cycle + 1) * cycle)) +
               deadlines.answer_within;
    }

    // What a person says has come about: said again, or by the rail meanwhile.
    bool Agrees(const PersonDecides& word) const {
        if (word.accepted) return transfer.state == State::kAccepted;
        return transfer.state == State::kRejected && transfer.reason.code == word.reason.code;
    }
    std::chrono::milliseconds BackOff(int times) const {
        const auto wait =
            deadlines.enquire_after * (std::int64_t{1} << std::min(times, kDoublingsMax));
        return std::min<std::chrono::milliseconds>(wait, deadlines.enquire_after_max);
    }
    bool Move(Input input) const {
        const auto next = Next(transfer.state, input);
        if (!next) return false;
        transfer.state = *next;
        if (*next == State::kUnknown) transfer.enquiries_before = transfer.enquiries;
        transfer.proposal.reset();
        return true;
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
