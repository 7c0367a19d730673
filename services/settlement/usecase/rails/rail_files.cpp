// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/usecase/rails/rail_files.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "services/settlement/usecase/rails/sending.h"

namespace clearway::settlement::usecase {
namespace {

using rails::Effect;
using rails::RailTransfer;
using Done = async::Task<bool>;

// An amount of ISO 20022 has 18 digits at most.
constexpr std::int64_t kSumMax = 999'999'999'999'999'999;
// Whoever tells what is to be paid, of one payment after the other, takes longer than all else.
constexpr std::size_t kAskedAtOnce = 64;

template <class Members>
core::Result<rails::Message> Build(const rails::Rail& speaker, const core::Uuid& file,
                                   core::Timestamp made_at, const Members& members) {
    rails::Submission submission{
        .message_id = rails::DeriveFileMessageId(file), .made_at = made_at, .payments = {}};
    for (const auto& member : members)
        submission.payments.push_back({member.transfer, member.instruction});
    return speaker.Submit(submission);
}

std::span<const RailTransfer> NextToAsk(const std::vector<RailTransfer>& transfers,
                                        std::size_t first, std::size_t most = kAskedAtOnce) {
    const auto behind = std::span(transfers).subspan(first);
    return behind.first(std::min({behind.size(), most, kAskedAtOnce}));
}

bool WaitsAgain(const RailTransfer& transfer) {
    return transfer.state == rails::State::kCreated && transfer.attempts > 0;
}

}  // namespace

RailFiles::RailFiles(const Ports& ports, const rails::RoutingTable& table,
                     const rails::Rails& speakers)
    : ports_(ports), table_(table), speakers_(speakers) {}

Done RailFiles::Make(RailCollection collection, std::stop_token stop) {
    const auto* terms = table_.Find(collection.rail);
    const auto speaker = speakers_.find(collection.rail);
    if (!terms || !terms->files || speaker == speakers_.end()) co_return false;
    std::set<rails::RailTransferId> left;  // for a later file
    while (!stop.stop_requested()) {
        const auto limit = terms->files->payments_max + static_cast<int>(left.size());
        auto reading = ports_.reader.Gathered(collection, limit);
        auto found = co_await std::move(reading);
        if (!found) co_return false;
        std::erase_if(*found, [&](const auto& transfer) { return left.contains(transfer.id); });
        if (found->empty()) co_return left.empty();
        auto gathering = Gather(std::move(*found), *terms->files, *speaker->second, left);
        auto content = co_await std::move(gathering);
        if (content.away) co_return false;
        if (content.members.empty()) continue;
        auto making = MakeOne(collection, *speaker->second, std::move(content.members));
        const bool made = co_await std::move(making);
        if (!made) co_return false;
    }
    co_return false;
}

core::Timestamp RailFiles::LeavesAt(const RailCollection& collection) const {
    const auto at = std::max(collection.cut_off, ports_.clock.Now());
    const auto* terms = table_.Find(collection.rail);
    return terms ? rails::OnBusinessDay(terms->calendar, at) : at;
}

// As large as those that it has; one at least.
std::size_t RailFiles::Content::RoomFor(const rails::FileTerms& terms) const {
    if (bytes == 0) return kAskedAtOnce;
    const auto most = static_cast<std::size_t>(terms.bytes_max);
    return (most - std::min(most, bytes)) * members.size() / bytes + 1;
}

async::Task<RailFiles::Content> RailFiles::Gather(std::vector<RailTransfer> transfers,
                                                  rails::FileTerms terms,
                                                  const rails::Rail& speaker,
                                                  std::set<rails::RailTransferId>& left) {
    Content content;
    std::vector<Told> told;  // of the first so many
    for (std::size_t i = 0; i < transfers.size(); ++i) {
        if (i == told.size()) {
            const auto next = NextToAsk(transfers, i, content.RoomFor(terms));
            auto asking = AskWhatToPay(ports_.instructions, next);
            auto answers = co_await std::move(asking);
            std::ranges::move(answers, std::back_inserter(told));
        }
        auto& transfer = transfers[i];
        if (!told[i].away) content.away = false;
        if (!told[i].instruction && !told[i].never) {
            left.insert(transfer.id);
            continue;
        }
        // Alone it is larger than among others, by what all have in common.
        std::size_t size = 0;
        if (told[i].instruction) {
            const auto alone = speaker.Submit(rails::Alone(transfer, *told[i].instruction));
            if (alone)
                size = alone->content.Reveal().size();
            else
                told[i].never = kNotExpressible;
        }
        if (told[i].never) {
            RailStep give_up{.id = transfer.id, .event = rails::GiveUp{*told[i].never}};
            auto giving_up = Do(std::move(give_up));
            if (!co_await std::move(giving_up)) left.insert(transfer.id);
            continue;
        }
        const auto amount = transfer.order.amount.MinorUnits();
        const bool fits = content.bytes + size <= static_cast<std::size_t>(terms.bytes_max) &&
                          amount <= kSumMax - content.sum &&
                          std::ssize(content.members) < terms.payments_max;
        if (!content.members.empty() && !fits) break;
        content.bytes += size;
        content.sum += amount;
        content.members.push_back({std::move(transfer), std::move(*told[i].instruction)});
    }
    co_return content;
}

// True when the collection is to be looked at again at once: the file has left, or a payment of it
// was stopped meanwhile.
Done RailFiles::MakeOne(RailCollection collection, const rails::Rail& speaker,
                        std::vector<Member> members) {
    auto counting = ports_.reader.CountFiles(collection);
    const auto files = co_await std::move(counting);
    if (!files) co_return false;
    RailFile file{.id = {},
                  .collection = collection,
                  .number = *files + 1,
                  .made_at = ports_.clock.Now(),
                  .message_digest = {}};
    file.id =
        rails::DeriveFileId(collection.rail, collection.currency, collection.cut_off, file.number);
    auto message = Build(speaker, file.id, file.made_at, members);
    if (!message) co_return false;
    MakeRailFile make{
        .file = file, .payments = {}, .message = RecordOf(collection.rail, *message, std::nullopt)};
    make.file.message_digest = make.message.digest;
    for (const auto& member : members) make.payments.push_back(member.transfer.id);
    auto asking = ports_.book.Submit(RailCommand(std::move(make)));
    const auto reply = co_await std::move(asking);
    if (!reply) co_return false;
    if (reply->effect != Effect::kDone) co_return true;
    auto sending = Send(file.id, collection.rail, std::move(*message), true);
    co_await std::move(sending);
    co_return true;
}

Done RailFiles::SendAgain(core::Uuid file) {
    {
        const std::lock_guard lock(mutex_);
        if (!under_way_.insert(file).second) co_return false;
    }
    struct End {
        RailFiles& files;
        const core::Uuid& file;
        ~End() {
            const std::lock_guard lock(files.mutex_);
            files.under_way_.erase(file);
        }
    } const end{*this, file};
    auto sending = SendOnce(file);
    const bool sent = co_await std::move(sending);
    co_return sent;
}

Done RailFiles::SendOnce(core::Uuid file) {
    auto reading = ports_.reader.File(file);
    const auto stored = co_await std::move(reading);
    if (!stored) co_return false;
    // Another payment of it was looked at before.
    if (std::ranges::none_of(stored->payments, WaitsAgain)) co_return true;
    const auto& rail = stored->file.collection.rail;
    const auto speaker = speakers_.find(rail);
    if (speaker == speakers_.end()) co_return false;
    bool away = false;
    auto rebuilding = Rebuild(*stored, *speaker->second, away);
    auto message = co_await std::move(rebuilding);
    if (away) {
        // Not due meanwhile: those that are due first must not hide the others from the timer.
        const auto now = ports_.clock.Now();
        RailFileStep postpone{
            .file = file, .event = rails::Postpone{now + WaitBehind(stored->file.made_at, now)}};
        auto postponing = Do(std::move(postpone));
        co_return co_await std::move(postponing);
    }
    SendRailFileAgain again{.file = file, .message_digest = {}};
    if (message) again.message_digest = RecordOf(rail, *message, std::nullopt).digest;
    auto asking = ports_.book.Submit(RailCommand(std::move(again)));
    const auto reply = co_await std::move(asking);
    if (!reply) co_return false;
    if (reply->effect != Effect::kDone || !message) co_return true;
    auto sending = Send(file, rail, std::move(*message), false);
    const bool sent = co_await std::move(sending);
    co_return sent;
}

async::Task<std::optional<rails::Message>> RailFiles::Rebuild(const StoredRailFile& stored,
                                                              const rails::Rail& speaker,
                                                              bool& away) {
    std::vector<Member> members;
    std::size_t told_of = 0;
    while (told_of < stored.payments.size()) {
        const auto asked = NextToAsk(stored.payments, told_of);
        auto asking = AskWhatToPay(ports_.instructions, asked);
        auto told = co_await std::move(asking);
        told_of += told.size();
        // Without it these are other bytes for ever, whatever is told of the others later.
        if (std::ranges::any_of(told, [](const Told& it) { return it.never.has_value(); })) {
            away = false;
            co_return std::nullopt;
        }
        for (std::size_t i = 0; i < told.size(); ++i) {
            if (told[i].instruction)
                members.push_back({asked[i], std::move(*told[i].instruction)});
            else
                away = true;
        }
        if (std::ranges::any_of(told, &Told::away)) co_return std::nullopt;
    }
    if (away) co_return std::nullopt;
    auto message = Build(speaker, stored.file.id, stored.file.made_at, members);
    if (!message) co_return std::nullopt;
    co_return std::move(*message);
}

Done RailFiles::Send(core::Uuid file, std::string rail, rails::Message message, bool first) {
    auto sending = ports_.network.Submit(std::move(rail), std::move(message));
    const auto sent = co_await std::move(sending);
    RailFileStep step{.file = file, .event = rails::Taken{}};
    if (!sent) step.event = rails::AnswerLost{};
    // Refused may be the copy: the rail may have the one that was sent before.
    if (!sent && sent.error().code == core::ErrorCode::kInvalidArgument && first)
        step.event = RefusesAtTheDoor();
    auto doing = Do(std::move(step));
    const bool done = co_await std::move(doing);
    co_return done;
}

Done RailFiles::Do(RailCommand command) {
    auto asking = ports_.book.Submit(std::move(command));
    const auto reply = co_await std::move(asking);
    co_return reply && reply->effect == Effect::kDone;
}

}  // namespace clearway::settlement::usecase
