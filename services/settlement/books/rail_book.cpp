// SPDX-License-Identifier: Apache-2.0
#include "services/settlement/books/rail_book.h"

#include <algorithm>
#include <stdexcept>

#include "async/runtime.h"
#include "core/digest.h"
#include "services/settlement/events/rail_facts.h"
#include "services/settlement/store/rails/file_store.h"
#include "services/settlement/store/rails/rail_store.h"

namespace clearway::settlement {
namespace {

using rails::RailTransfer;
using rails::RailTransferId;

// Which transfers a command may change, and the files of which it may change all.
struct Touched {
    std::set<RailTransferId>& ids;
    std::set<core::Uuid>& files;

    void operator()(const OpenRailTransfer& open) const { Add(open.order.payment); }
    void operator()(const RailStep& step) const { ids.insert(step.id); }
    void operator()(const ReceiveFromRail& receive) const {
        for (const auto& statement : receive.statements) {
            if (statement.file)
                files.insert(*statement.file);
            else
                Add(statement.payment);
        }
    }
    void operator()(const ResolveRailConflict&) const {}
    void operator()(const MakeRailFile& make) const {
        ids.insert(make.payments.begin(), make.payments.end());
        files.insert(make.file.id);
    }
    void operator()(const SendRailFileAgain& again) const { files.insert(again.file); }
    void operator()(const RailFileStep& step) const { files.insert(step.file); }
    void Add(const core::PaymentId& payment) const {
        ids.insert(rails::DeriveRailTransferId(payment));
    }
};

// One batch: what it touches is locked and loaded, decided in order, saved once.
class Batch {
public:
    Batch(postgres::Transaction& transaction, const rails::RoutingTable& table, core::Timestamp now,
          events::EventSink& sink)
        : transaction_(transaction), table_(table), now_(now), sink_(sink) {}

    std::vector<core::Result<RailReply>> Run(std::span<const RailCommand> commands) {
        std::set<RailTransferId> ids;
        std::set<core::Uuid> files;
        for (const auto& command : commands) std::visit(Touched{ids, files}, command);
        files_ = FindPaymentsOfFiles(transaction_, files);
        for (const auto& [file, payments] : files_) ids.insert(payments.begin(), payments.end());
        transfers_ = LockRailTransfers(transaction_, ids);
        std::vector<core::Result<RailReply>> replies;
        for (const auto& command : commands)
            replies.push_back(
                std::visit([this](const auto& what) { return Apply(what); }, command));
        Save();
        return replies;
    }

    // Of those that are due by themselves, or of those that wait for a cut-off.
    core::Timestamp EarliestDue(bool gathered) const {
        auto due = core::Timestamp::max();
        for (const auto* ids : {&added_, &changed_})
            for (const auto& id : *ids) {
                const auto& transfer = transfers_.at(id);
                if ((transfer.cut_off && !transfer.place) == gathered)
                    due = std::min(due, transfer.due_at.value_or(due));
            }
        return due;
    }

private:
    core::Result<RailReply> Apply(const OpenRailTransfer& open) {
        const auto id = rails::DeriveRailTransferId(open.order.payment);
        if (transfers_.contains(id)) return RailReply{};
        transfers_.emplace(id, rails::Create(open.order, now_));
        added_.insert(id);
        return RailReply{.effect = rails::Effect::kDone, .transfer = transfers_.at(id)};
    }

    core::Result<RailReply> Apply(const RailStep& step) {
        const auto found = transfers_.find(step.id);
        if (found == transfers_.end()) return core::InvalidField("transfer", "is at no rail");
        const auto effect = Move(found->second, step.event, step.left_out);
        // What must not leave has left no message.
        if (effect == rails::Effect::kDone)
            messages_.insert(messages_.end(), step.messages.begin(), step.messages.end());
        return RailReply{.effect = effect, .transfer = found->second};
    }

    core::Result<RailReply> Apply(const ReceiveFromRail& receive) {
        if (receive.up_to <= receive.after) return RailReply{};
        const auto cursor = cursors_.contains(receive.rail)
                                ? cursors_.at(receive.rail)
                                : LockRailCursor(transaction_, receive.rail);
        if (cursor != receive.after) return RailReply{};
        MoveRailCursor(transaction_, receive.rail, receive.after, receive.up_to);
        cursors_[receive.rail] = receive.up_to;
        for (const auto& statement : receive.statements) Take(receive.rail, statement);
        for (const auto& message : receive.unreadable) KeepUnreadable(message);
        messages_.insert(messages_.end(), receive.messages.begin(), receive.messages.end());
        return RailReply{.effect = rails::Effect::kDone};
    }

    core::Result<RailReply> Apply(const ResolveRailConflict& resolve) {
        if (!ResolveConflict(transaction_, resolve, now_)) return core::ErrorCode::kNotFound;
        return RailReply{.effect = rails::Effect::kDone};
    }

    core::Result<RailReply> Apply(const MakeRailFile& make) {
        const auto& file = make.file;
        const auto is_gathered = [&](const RailTransferId& id) {
            const auto found = transfers_.find(id);
            return found != transfers_.end() && IsGatheredFor(found->second, file.collection);
        };
        if (files_.contains(file.id) || !std::ranges::all_of(make.payments, is_gathered))
            return RailReply{.effect = rails::Effect::kRefused};
        int position = 0;
        for (const auto& id : make.payments) {
            auto& transfer = transfers_.at(id);
            rails::BeginSubmission begin{
                .route = transfer.route,
                .message_digest = file.message_digest,
                .place = rails::FilePlace{file.id, file.made_at, position++}};
            Move(transfer, begin, {});
        }
        files_.emplace(file.id, make.payments);
        made_files_.push_back(file);
        messages_.push_back(make.message);
        return RailReply{.effect = rails::Effect::kDone};
    }

    core::Result<RailReply> Apply(const SendRailFileAgain& again) {
        const auto& payments = PaymentsOf(again.file);
        const auto any = [&](auto holds) {
            return std::ranges::any_of(
                payments, [&](const RailTransferId& id) { return holds(transfers_.at(id)); });
        };
        if (!any([](const auto& it) { return it.state == rails::State::kCreated; }))
            return RailReply{};
        // It would be sent, and then asked back whole.
        if (!any([](const auto& it) { return !IsFinal(it.state) && !IsOpen(it.recall); })) {
            for (const auto& id : payments) Move(transfers_.at(id), rails::StopUnsent{}, {});
            return RailReply{};
        }
        // What was decided since must not be paid by it (again); of what the rail would not stop it
        // cannot be that it never had it.
        const bool whole = !any([](const auto& it) {
            return IsFinal(it.state) ||
                   (it.state == rails::State::kUnknown && it.recall == rails::Recall::kRefused);
        });
        const auto digest = whole ? again.message_digest : std::string();
        RailReply reply{.effect = rails::Effect::kDone};
        for (const auto& id : payments) {
            auto& transfer = transfers_.at(id);
            // Nobody has a file of which the rail does not have one payment.
            if (!digest.empty() && transfer.state == rails::State::kUnknown)
                Move(transfer,
                     rails::Verdict{.kind = rails::Verdict::Kind::kAbsent, .message_id = ""}, {});
            if (transfer.state != rails::State::kCreated) continue;
            const auto effect = Move(transfer, rails::BeginSubmission{transfer.route, digest}, {});
            if (effect == rails::Effect::kRefused) reply.effect = effect;
        }
        return reply;
    }

    core::Result<RailReply> Apply(const RailFileStep& step) {
        RailReply reply;
        for (const auto& id : PaymentsOf(step.file))
            if (Move(transfers_.at(id), step.event, {}) == rails::Effect::kDone)
                reply.effect = rails::Effect::kDone;
        return reply;
    }

    // In their order; none when there is no such file.
    const std::vector<RailTransferId>& PaymentsOf(const core::Uuid& file) { return files_[file]; }

    static bool IsGatheredFor(const RailTransfer& transfer, const RailCollection& collection) {
        return transfer.state == rails::State::kCreated && transfer.attempts == 0 &&
               transfer.route.rail == collection.rail && transfer.cut_off == collection.cut_off &&
               transfer.order.amount.GetCurrency() == collection.currency;
    }

    // What a rail says of a payment that was never given to it is not of that payment.
    bool WasAt(const std::string& rail, const RailTransfer& transfer) const {
        return transfer.route.rail == rail && transfer.attempts > 0;
    }

    void Take(const std::string& rail, const rails::Statement& statement) {
        bool known = false;
        if (statement.file) {
            for (const auto& id : PaymentsOf(*statement.file)) {
                auto& transfer = transfers_.at(id);
                if (!WasAt(rail, transfer)) continue;
                known = true;
                Move(transfer, statement.verdict, {});
            }
        }
        const auto found = transfers_.find(rails::DeriveRailTransferId(statement.payment));
        if (found != transfers_.end() && WasAt(rail, found->second)) {
            known = true;
            Move(found->second, statement.verdict, {});
        }
        if (known) return;
        const auto name = "rail stray:" + rail + ":" + statement.verdict.message_id;
        OpenStray(
            {.payment = statement.payment,
             .rail = rail,
             .conflict = {core::Uuid::Derive(statement.payment.value, name),
                          rails::kUnknownTransfer, "the rail names a payment that is not there"}});
    }

    void KeepUnreadable(const RailMessageRecord& message) {
        const auto name = "rail unreadable:" + message.rail + ":" + core::ToHex(message.digest);
        OpenStray({.payment = {},
                   .rail = message.rail,
                   .conflict = {core::Uuid::Derive({}, name), rails::kUnreadable,
                                "the rail sent a message that cannot be read"},
                   .message_digest = message.digest});
    }

    // Of no transfer that is here.
    void OpenStray(const RailConflictRow& row) {
        if (Open(row)) sink_.push_back(ToStrayConflict(row.payment, row.rail, row.conflict, now_));
    }

    rails::Effect Move(RailTransfer& transfer, const rails::Event& event,
                       const std::vector<std::string>& left_out) {
        const auto* rail = table_.Find(transfer.route.rail);
        if (const auto* begin = std::get_if<rails::BeginSubmission>(&event); begin && !rail)
            rail = table_.Find(begin->route.rail);
        static const rails::Deadlines kNone;
        const auto decision = Decide(transfer, event, rail ? rail->deadlines : kNone, now_);
        if (decision.effect == rails::Effect::kAbsorbed) return decision.effect;
        if (!added_.contains(transfer.id)) changed_.insert(transfer.id);
        for (const auto& fact : decision.facts) {
            const auto* conflict = std::get_if<rails::ConflictOpened>(&fact);
            if (conflict && !Open({.payment = transfer.order.payment,
                                   .rail = transfer.route.rail,
                                   .conflict = *conflict}))
                continue;
            ++transfer.version;
            sink_.push_back(ToRailEvent(transfer, fact, left_out, now_));
        }
        return decision.effect;
    }

    // False for one that was told before. They are few: each may be looked for.
    bool Open(const RailConflictRow& row) {
        const auto& id = row.conflict.conflict_id;
        if (!opened_.insert(id).second) return false;
        if (!FindRailConflicts(transaction_, {&id, 1}).empty()) return false;
        conflicts_.push_back(row);
        return true;
    }

    void Save() {
        std::vector<AddedRailTransfer> added;
        std::vector<const RailTransfer*> changed;
        for (const auto& id : added_) {
            const auto& transfer = transfers_.at(id);
            added.push_back({transfer, rails::ExpectedRail(table_, transfer.order, now_)});
        }
        for (const auto& id : changed_) changed.push_back(&transfers_.at(id));
        AddRailTransfers(transaction_, added);
        SaveRailTransfers(transaction_, changed);
        AddRailFiles(transaction_, made_files_);
        AddRailMessages(transaction_, messages_, now_);
        AddRailConflicts(transaction_, conflicts_, now_);
    }

    postgres::Transaction& transaction_;
    const rails::RoutingTable& table_;
    const core::Timestamp now_;
    events::EventSink& sink_;
    RailTransfers transfers_;
    std::set<RailTransferId> added_, changed_;
    RailFilePayments files_;
    std::vector<RailFile> made_files_;
    std::vector<RailMessageRecord> messages_;
    std::set<core::Uuid> opened_;
    std::vector<RailConflictRow> conflicts_;
    std::map<std::string, std::int64_t> cursors_;
};

}  // namespace

RailBook::RailBook(RailBookOptions options, events::Outbox& outbox, const core::Clock& clock,
                   async::Executor executor)
    : options_(std::move(options)),
      clock_(clock),
      executor_(std::move(executor)),
      runner_(
          {.name = "rails", .database_url = options_.database_url}, outbox,
          [this](auto& transaction, auto commands, auto& sink) {
              return Apply(transaction, commands, sink);
          },
          [this] {
              const auto due = std::exchange(due_, core::Timestamp::max());
              if (due != core::Timestamp::max()) options_.due(due);
              const auto cut_off = std::exchange(cut_off_, core::Timestamp::max());
              if (cut_off != core::Timestamp::max()) options_.cut_off(cut_off);
          }) {}

async::Task<core::Result<RailReply>> RailBook::Submit(RailCommand command) {
    return runner_.Submit(std::move(command));
}

void RailBook::Consume(const std::vector<events::ReceivedEvent>& batch) {
    std::vector<Runner::Consumed> consumed;
    consumed.reserve(batch.size());
    for (const auto& event : batch)
        consumed.push_back({.mark = events::MarkOf(event), .commands = RailOrdersOf(event)});
    const auto done =
        async::BlockOn(executor_, runner_.Consume(kRailOrdersConsumer, std::move(consumed)));
    if (!done) throw std::runtime_error(std::string(core::Describe(done.error().code).name));
}

std::vector<core::Result<RailReply>> RailBook::Apply(postgres::Transaction& transaction,
                                                     std::span<const RailCommand> commands,
                                                     events::EventSink& sink) {
    due_ = cut_off_ = core::Timestamp::max();
    if (commands.empty()) return {};
    Batch batch(transaction, options_.table, clock_.Now(), sink);
    auto replies = batch.Run(commands);
    due_ = batch.EarliestDue(false);
    cut_off_ = batch.EarliestDue(true);
    return replies;
}

}  // namespace clearway::settlement
