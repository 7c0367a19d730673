// SPDX-License-Identifier: Apache-2.0
#include "services/rail_simulator/books/batch.h"

#include <algorithm>
#include <stdexcept>

#include "core/digest.h"
#include "services/rail_simulator/store/account_days.h"
#include "telemetry/log.h"

namespace clearway::rail_simulator {
namespace {

constexpr char kGivenBack[] = "FOCR";          // following a cancellation request
constexpr std::size_t kStatedEntries = 1'000;  // of a page of a day's statement, below 1 MiB

Audience AudienceOf(const Payment& payment) { return {payment.participant, payment.rail}; }

Said SaidOf(const Payment& payment, Status status) {
    Said said{.references = payment.order.references, .status = std::move(status)};
    if (said.status.status == kAccepted) {
        said.amount = payment.settled_at ? payment.Settled() : payment.order.amount;
        said.settled_at = payment.settled_at;
    }
    return said;
}

core::Error DoorError(Door door) {
    if (door == Door::kRefuse)
        return core::InvalidField("content", "is refused: the scenario of the simulator says so");
    return {.code = core::ErrorCode::kUnavailable};
}

}  // namespace

core::Result<Reply> Batch::Take(const TakeMessage& message) {
    if (const auto* known = arrivals_.Known(message)) return Repeat(message, *known);
    return std::visit([&](const auto& request) { return Ask(message, request); }, message.request);
}

core::Result<Reply> Batch::Repeat(const TakeMessage& message, const std::string& known) {
    if (known != core::AsBytes(core::Sha256(message.content)))
        return core::ErrorCode::kIdempotencyKeyReused;
    const auto attempt = RepeatAttempt(transaction_, message.audience, message.message_id);
    if (attempt && attempt->meets_door && attempt->door == Door::kFailAfter)
        return DoorError(attempt->door);
    return Reply{.repeated = true};
}

core::Result<Reply> Batch::Ask(const TakeMessage& message, const TransferRequest& request) {
    if (arrivals_.HasAnyOf(message.audience, request.orders))
        return core::InvalidField("content", "must not repeat a TxId of another message");
    std::vector<const Rule*> rules;
    const Conduct* door = nullptr;
    bool answers_first = false;
    for (const auto& order : request.orders) {
        rules.push_back(scenario_.Find(message.audience.rail, order));
        if (rules.back() == nullptr) continue;
        const auto& then = rules.back()->then;
        if (!CanPlan(order, then))
            return core::InvalidField("content", "would settle with no amount: amount_off_by");
        if (door == nullptr && then.door != Door::kTake) door = &then;
        answers_first = answers_first || then.answers_first;
    }
    bool fails = false;
    if (door != nullptr) {
        const auto attempt = NoteAttempt(transaction_, message.audience, message.message_id,
                                         door->door, door->door_times);
        if (attempt.meets_door) {
            if (attempt.door == Door::kLose) return Reply{};
            if (attempt.door != Door::kFailAfter) return DoorError(attempt.door);
            fails = true;
        }
    }
    arrivals_.Take(message);
    Open(message, request.orders, rules);
    if (fails) return DoorError(Door::kFailAfter);
    return Reply{.answers_first = answers_first};
}

void Batch::Open(const TakeMessage& message, const std::vector<Order>& orders,
                 const std::vector<const Rule*>& rules) {
    std::vector<Payment> payments;
    for (std::size_t i = 0; i < orders.size(); ++i)
        payments.push_back({.participant = message.audience.participant,
                            .rail = message.audience.rail,
                            .order = orders[i],
                            .manner = MannerOf(rules[i])});
    const bool is_file = message.audience.rail == kBatch;
    const auto begin = is_file ? CycleEnd(now_, scenario_.batch_cycle) : now_;
    std::vector<DueStep> steps;
    int copies = 1;
    for (std::size_t i = 0; i < orders.size(); ++i) {
        const auto conduct = rules[i] ? rules[i]->then : Conduct{};
        copies = std::max(copies, conduct.answers);
        for (auto& step : is_file ? FilePlanOf(orders[i], conduct) : PlanOf(orders[i], conduct))
            steps.push_back({static_cast<std::int64_t>(i), begin + step.after, std::move(step)});
    }
    if (is_file) steps.push_back({0, begin, ReportStep(copies)});
    arrivals_.Open(std::move(payments), std::move(steps));
}

core::Result<Reply> Batch::Ask(const TakeMessage& message, const Enquiry& enquiry) {
    arrivals_.Take(message);
    arrivals_.Store();  // it may be about one of this batch
    for (const auto& references : enquiry.payments) {
        const auto payments = FindPayments(transaction_, message.audience, references);
        std::vector<Said> said;
        for (const auto& payment : payments)
            if (auto status = AnswerEnquiry(payment))
                said.push_back(SaidOf(payment, std::move(*status)));
        if (payments.empty())
            said.push_back(
                {.references = references,
                 .status = {.status = std::string(kRejected), .reason = std::string(kNeverHad)}});
        if (!said.empty()) Answered(message.audience, WriteStatus(said, message.message_id, now_));
    }
    return Reply{};
}

core::Result<Reply> Batch::Ask(const TakeMessage& message, const Recall& recall) {
    arrivals_.Take(message);
    arrivals_.Store();  // it may be about one of this batch
    for (const auto& references : recall.payments) {
        auto payments = FindPayments(transaction_, message.audience, references);
        for (auto& payment : payments)
            AnswerRecallOf(recall, payment.order.references, message.audience, &payment);
        if (payments.empty()) AnswerRecallOf(recall, references, message.audience, nullptr);
    }
    return Reply{};
}

void Batch::AnswerRecallOf(const Recall& recall, const References& references,
                           const Audience& audience, Payment* payment) {
    const auto answer = AnswerRecall(payment);
    Answered(audience, WriteRecallAnswer(recall, references, answer, now_));
    if (answer.cancels) payment->state = State::kCancelled;  // its steps no longer apply
    if (answer.returns)
        Do({.act = Act::kReturn, .reason = kGivenBack}, recall.assignment_id, now_, *payment);
    if (answer.cancels || answer.returns) {
        const Payment* changed[] = {payment};
        Save(changed);
    }
}

std::size_t Batch::RunDue(std::size_t max) {
    arrivals_.Store();
    const auto due = DueSteps(transaction_, now_, static_cast<int>(max));
    if (due.empty()) return 0;
    std::map<std::int64_t, Payment> payments;  // each once, whatever its steps
    for (const auto& loaded : due) payments.emplace(loaded.payment.number, loaded.payment);
    std::vector<const Payment*> changed;
    for (const auto& [number, payment] : payments) changed.push_back(&payment);
    std::vector<std::int64_t> done;
    for (const auto& loaded : due) {
        auto& payment = payments.at(loaded.payment.number);
        if (loaded.step.act == Act::kReport || loaded.step.act == Act::kState) Save(changed);
        DoOrPutAside(loaded, payment);
        done.push_back(loaded.id);
    }
    Save(changed);
    FinishSteps(transaction_, done);
    return due.size();
}

void Batch::DoOrPutAside(const LoadedStep& loaded, Payment& payment) {
    const auto before = payment;
    const auto bookings = bookings_.size(), answers = answers_.size();
    const auto sequences = sequences_;
    try {
        if (loaded.step.act == Act::kReport)
            Report(payment, loaded.due_at, loaded.step.copies);
        else if (loaded.step.act == Act::kState)
            State(payment, loaded.due_at);
        else
            Do(loaded.step, std::to_string(loaded.id), loaded.due_at, payment);
    } catch (const std::logic_error& error) {
        payment = before;
        bookings_.resize(bookings);
        answers_.resize(answers);
        sequences_ = sequences;
        log::Warn("a step of a payment cannot be done and is put aside",
                  {{"step", loaded.id}, {"payment", payment.number}, {"reason", error.what()}});
    }
}

void Batch::Save(std::span<const Payment* const> changed) {
    SavePayments(transaction_, changed);
    AddEntries(transaction_, bookings_);
    std::map<std::pair<Audience, std::string>, core::Timestamp> stated;
    for (const auto& booking : bookings_) {
        if (booking.payment->rail != kBatch) continue;
        const std::string currency(booking.payment->order.amount.GetCurrency().Code());
        auto& until = stated[{AudienceOf(*booking.payment), currency}];
        if (until == DayEnd(booking.at)) continue;
        until = DayEnd(booking.at);
        AddStatementStep(transaction_, *booking.payment, until);
    }
    bookings_.clear();
}

void Batch::Report(const Payment& payment, core::Timestamp at, int copies) {
    const References file{.message_id = payment.order.references.message_id,
                          .message_name = payment.order.references.message_name};
    const auto payments = FindPayments(transaction_, AudienceOf(payment), file);
    std::vector<Said> said;
    for (const auto& one : payments)
        if (!one.manner.silent) said.push_back(SaidOf(one, StatusOf(one)));
    if (said.empty()) return;
    Answered(AudienceOf(payment), WriteFileStatus(file, payments.size(), said, at), copies);
}

void Batch::Do(const Step& step, const std::string& occasion, core::Timestamp at,
               Payment& payment) {
    if (!Applies(step, payment)) return;
    Apply(step, at, payment);
    if (step.act == Act::kSettle || step.act == Act::kReturn) {
        bookings_.push_back(
            {&payment, step.act == Act::kSettle ? EntryKind::kPayment : EntryKind::kReturn, at});
        Notify(payment, step.act == Act::kReturn, at);
    }
    if (!step.told) return;
    if (step.act == Act::kReturn)
        return Answered(AudienceOf(payment), WriteReturn(payment, step.reason, at));
    const auto said = SaidOf(payment, {.status = step.status, .reason = step.reason});
    Answered(AudienceOf(payment), WriteStatus({&said, 1}, occasion, at), step.copies);
}

void Batch::State(const Payment& payment, core::Timestamp at) {
    const auto day = std::chrono::floor<std::chrono::days>(at) - std::chrono::days(1);
    const auto currency = payment.order.amount.GetCurrency();
    const auto account = ReadAccountDay(transaction_, AudienceOf(payment), currency, day);
    const StatementPage whole{.account = {payment.participant, payment.rail, currency},
                              .day = day,
                              .opening_minor = account.opening_minor,
                              .created = at};
    for (const auto& page : PagesOf(whole, account.entries, kStatedEntries))
        Answered(AudienceOf(payment), WriteStatement(page));
}

void Batch::Notify(const Payment& payment, bool is_return, core::Timestamp at) {
    if (!payment.manner.notifies) return;
    const StatementAccount account{payment.participant, payment.rail,
                                   payment.order.amount.GetCurrency()};
    Answered(AudienceOf(payment), WriteNotification(account, EntryOf(payment, is_return, at), at));
}

void Batch::Answered(const Audience& audience, Answer answer, int copies) {
    for (int copy = 0; copy < copies; ++copy) {
        const auto sequence = LastSequenceFor(audience) + 1;
        sequences_[audience] = sequence;
        answers_.push_back({.audience = audience,
                            .sequence = sequence,
                            .message_id = answer.message_id,
                            .type = answer.type,
                            .content = answer.content});
    }
}

std::int64_t Batch::LastSequenceFor(const Audience& audience) {
    const auto found = sequences_.find(audience);
    if (found != sequences_.end()) return found->second;
    return sequences_[audience] = LastSequence(transaction_, audience);
}

bool Batch::Finish() {
    AddAnswers(transaction_, answers_, now_);
    return !std::exchange(answers_, {}).empty();
}

}  // namespace clearway::rail_simulator
