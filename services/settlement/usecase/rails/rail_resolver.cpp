// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/rail_resolver.h"

#include <algorithm>

#include "services/settlement/usecase/rails/rail_files.h"
#include "services/settlement/usecase/rails/sending.h"

namespace clearway::settlement::usecase {
namespace {

using namespace std::chrono_literals;
using rails::Effect;
using rails::RailTransfer;
using rails::State;
using Taken = async::Task<bool>;

// A table may change, and a rail be well again, sooner than was thought.
constexpr auto kLongestPostponement = 1h;

const rails::Reason kNoRail{"AG03", "No rail takes a payment of this kind."};
const rails::Reason kNobodyToAsk{"NARR", "Our own books have settled it."};

}  // namespace

RailResolver::RailResolver(const RailPorts& ports, RailRouter& router, const rails::Rails& speakers)
    : ports_(ports), router_(router), speakers_(speakers) {}

Taken RailResolver::Do(RailTransfer transfer) {
    // A file that is to be sent again goes before: what is to be stopped is in it.
    const bool leaves_first = transfer.state == State::kSubmitting ||
                              (transfer.state == State::kCreated && transfer.place);
    const bool to_recall = transfer.recall == rails::Recall::kRequested && !leaves_first;
    // A recall that does not arrive keeps no enquiry from leaving.
    const bool enquiry_first =
        transfer.state == State::kUnknown && transfer.recalls > transfer.EnquiriesNow();
    if (to_recall && !enquiry_first) return Recall(std::move(transfer));
    switch (transfer.state) {
        case State::kCreated: return Submit(std::move(transfer));
        case State::kUnknown: return Enquire(std::move(transfer));
        case State::kSubmitting:
        case State::kSubmitted: break;
        case State::kAccepted:
        case State::kRejected:
        case State::kReturned: break;  // of these only a recall is due: absorbed
    }
    router_.Failed(transfer.route.rail);
    return Step({.id = transfer.id, .event = rails::AnswerLost{}});
}

Taken RailResolver::Submit(RailTransfer transfer) {
    if (transfer.place) co_return co_await Again(transfer.place->file);
    const auto choice = Choose(transfer);
    if (choice.cut_off) {
        RailStep gather{.id = transfer.id,
                        .event = rails::Gather{*choice.route, *choice.cut_off},
                        .left_out = choice.left_out};
        co_return co_await Step(std::move(gather));
    }
    if (choice.route) co_return co_await Build(std::move(transfer), choice);
    if (choice.again_at) {
        const auto longest = ports_.clock.Now() + kLongestPostponement;
        const auto again = std::min<core::Timestamp>(*choice.again_at, longest);
        co_return co_await Postpone(std::move(transfer), again);
    }
    RailStep give_up{.id = transfer.id, .event = rails::GiveUp{kNoRail}};
    co_return co_await Step(std::move(give_up));
}

Taken RailResolver::Again(core::Uuid file) {
    if (!ports_.files) co_return false;
    auto sending = ports_.files->SendAgain(file);
    co_return co_await std::move(sending);
}

Taken RailResolver::Build(RailTransfer transfer, rails::Choice choice) {
    auto asking = AskWhatToPay(ports_.instructions, transfer.order);
    auto told = co_await std::move(asking);
    if (!told.instruction && !told.never) {
        const auto now = ports_.clock.Now();
        const auto again = now + WaitBehind(transfer.created_at, now);
        co_return co_await Postpone(std::move(transfer), again);
    }
    if (!told.instruction)
        co_return co_await CannotBuild(std::move(transfer), std::move(choice), *told.never);
    const auto* speaker = SpeakerOf(choice.route->rail);
    auto message = speaker ? speaker->Submit(rails::Alone(transfer, *told.instruction))
                           : core::Result<rails::Message>(core::ErrorCode::kInternal);
    if (!message)
        co_return co_await CannotBuild(std::move(transfer), std::move(choice), kNotExpressible);
    auto record = RecordOf(choice.route->rail, *message, transfer.order.payment);
    RailStep begin{.id = transfer.id,
                   .event = rails::BeginSubmission{*choice.route, record.digest},
                   .left_out = choice.left_out,
                   .messages = {std::move(record)}};
    if (!co_await Step(std::move(begin))) co_return false;
    transfer.route = *choice.route;
    if (speaker->SettlesAtOnce()) {
        RailStep settle{.id = transfer.id, .event = Says(rails::Verdict::Kind::kAccepted)};
        co_return co_await Step(std::move(settle));
    }
    co_return co_await Send(std::move(transfer), std::move(*message));
}

Taken RailResolver::CannotBuild(RailTransfer transfer, rails::Choice choice, rails::Reason reason) {
    RailStep step{.id = transfer.id, .event = rails::GiveUp{std::move(reason)}};
    // What may have left is not called rejected: no message is another one than that which was
    // sent.
    if (transfer.attempts > 0) step.event = rails::BeginSubmission{*choice.route, ""};
    co_return co_await Step(std::move(step));
}

Taken RailResolver::Send(RailTransfer transfer, rails::Message message) {
    auto sending = ports_.network.Submit(transfer.route.rail, std::move(message));
    const auto sent = co_await std::move(sending);
    RailStep step{.id = transfer.id, .event = rails::Taken{}};
    if (!sent && sent.error().code == core::ErrorCode::kInvalidArgument) {
        router_.Answered(transfer.route.rail);
        step.event = RefusesAtTheDoor();
        // Refused may be the copy: the rail may have the one that was sent before.
        if (transfer.attempts > 0) step.event = rails::AnswerLost{};
    } else if (!sent) {
        router_.Failed(transfer.route.rail);
        step.event = rails::AnswerLost{};
    }
    co_return co_await Step(std::move(step));
}

Taken RailResolver::Enquire(RailTransfer transfer) {
    const auto number = transfer.enquiries + 1;
    const auto* speaker = SpeakerOf(transfer.route.rail);
    auto message = speaker ? speaker->Enquire(transfer, number)
                           : core::Result<rails::Message>(core::ErrorCode::kInternal);
    RailStep step{.id = transfer.id, .event = rails::EnquirySent{number}};
    if (message) step.messages = {RecordOf(transfer.route.rail, *message, transfer.order.payment)};
    // Counted first: a rail that is away is not asked in a circle. Without words for it, a person
    // is asked in the end.
    if (!co_await Step(std::move(step))) co_return false;
    if (!message) co_return true;
    if (speaker->SettlesAtOnce()) {
        RailStep settle{.id = transfer.id, .event = Says(rails::Verdict::Kind::kAccepted)};
        co_return co_await Step(std::move(settle));
    }
    auto sending = ports_.network.Submit(transfer.route.rail, std::move(*message));
    const auto sent = co_await std::move(sending);
    if (!sent) router_.Failed(transfer.route.rail);
    co_return true;
}

// The same recall, until the rail has it or will not take it.
Taken RailResolver::Recall(RailTransfer transfer) {
    const auto* speaker = SpeakerOf(transfer.route.rail);
    auto message = speaker ? speaker->Recall(transfer)
                           : core::Result<rails::Message>(core::ErrorCode::kInternal);
    RailStep step{.id = transfer.id, .event = rails::RecallLost{}};
    if (!message) co_return co_await Step(std::move(step));
    auto record = RecordOf(transfer.route.rail, *message, transfer.order.payment);
    if (speaker->SettlesAtOnce()) {
        step.event = Says(rails::Verdict::Kind::kRecallRefused, kNobodyToAsk);
        co_return co_await Step(std::move(step));
    }
    auto sending = ports_.network.Submit(transfer.route.rail, std::move(*message));
    const auto sent = co_await std::move(sending);
    if (sent) {
        step.event = rails::RecallSent{};
        step.messages = {std::move(record)};
    } else if (!MayHelpLater(sent.error().code)) {
        step.event = Says(rails::Verdict::Kind::kRecallRefused, kRefusedAtTheDoor);
    }
    co_return co_await Step(std::move(step));
}

Taken RailResolver::Postpone(RailTransfer transfer, core::Timestamp until) {
    RailStep step{.id = transfer.id, .event = rails::Postpone{until}};
    co_return co_await Step(std::move(step));
}

Taken RailResolver::Step(RailStep step) {
    auto asking = ports_.book.Submit(RailCommand(std::move(step)));
    const auto reply = co_await std::move(asking);
    co_return reply && reply->effect == Effect::kDone;
}

rails::Choice RailResolver::Choose(const RailTransfer& transfer) {
    if (transfer.attempts > 0) return {.route = transfer.route};
    return router_.Choose(transfer.order);
}

std::string RailResolver::RailOf(const RailTransfer& transfer) const {
    const auto& chosen = transfer.route.rail;
    return chosen.empty() ? router_.Expect(transfer.order) : chosen;
}

const rails::Rail* RailResolver::SpeakerOf(const std::string& rail) const {
    const auto found = speakers_.find(rail);
    return found == speakers_.end() ? nullptr : found->second.get();
}

}  // namespace clearway::settlement::usecase
