// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/verify_log.h"

#include <algorithm>

namespace clearway::audit {

namespace {

constexpr std::uint64_t kProgressEvery = 8'192;

std::string Number(std::uint64_t number) { return std::to_string(number); }

}  // namespace

Verdict LogVerification::Run(cli::Progress& progress) {
    for (;;) {
        const auto line = lines_.Next();
        if (!line) {
            Fail(lines_.Fault().empty() ? "the file ends before its checkpoint" : lines_.Fault());
            break;
        }
        if (*line == kCheckpointLine) {
            ReadCheckpoint();
            break;
        }
        if (!ReadLine(*line)) break;
        if (lines_.Line() % kProgressEvery == 0) progress.Show(lines_.Share(), verdict_.entries);
    }
    NameDifference();
    return std::move(verdict_);
}

bool LogVerification::ReadLine(std::string_view line) {
    if (const auto entry = ParseEntryLine(line)) return ReadEntry(*entry);
    if (const auto tile = ParseTileLine(line)) return ReadTile(*tile);
    return Fail("it is no line of an exported log");
}

bool LogVerification::ReadEntry(const EntryLine& line) {
    const auto next = verdict_.entries;
    if (!due_.empty() || entries_ended_) return Fail("hashes are missing before it");
    if (line.sequence != next) {
        verdict_.entry = next;
        return Fail("entry " + Number(next) + " belongs here and entry " + Number(line.sequence) +
                    " is there: " + Number(next) +
                    (line.sequence > next ? " is missing or out of its place"
                                          : " does not follow, an entry is there twice or out of "
                                            "its place"));
    }
    if (take_) take_(line.sequence, line.leaf);
    tree_.Append(merkle::HashLeaf(line.leaf));
    ++verdict_.entries;
    due_ = tree_.TakeFull();
    return true;
}

bool LogVerification::ReadTile(const TileLine& line) {
    // The first that nothing filled: from here on come the tiles of the log's end.
    if (due_.empty() && !entries_ended_) {
        entries_ended_ = true;
        due_ = tree_.TakeAll();
    }
    if (due_.empty() || due_.front().tile != line.tile ||
        due_.front().hashes.size() != line.hashes.size()) {
        verdict_.entry = verdict_.entries;
        return Fail("these hashes do not belong behind " + Number(verdict_.entries) + " entries");
    }
    Compare(line, due_.front());
    due_.erase(due_.begin());
    return true;
}

void LogVerification::Compare(const TileLine& given, const merkle::TileSlice& computed) {
    if (difference_ || given.hashes == computed.hashes) return;
    const auto byte =
        std::ranges::mismatch(given.hashes, computed.hashes).in1 - given.hashes.begin();
    const auto position = given.tile.index * merkle::kTileWidth +
                          static_cast<std::uint64_t>(byte) / merkle::kHashSize;
    const auto shift = given.tile.level * merkle::kTileHeight;
    difference_ = {
        .line = lines_.Line(), .begin = position << shift, .end = (position + 1) << shift};
}

void LogVerification::ReadCheckpoint() {
    if (!entries_ended_) due_ = tree_.TakeAll();
    if (!due_.empty()) {
        Fail("hashes are missing before it");
        return;
    }
    const auto note = lines_.Rest();
    auto opened = note ? merkle::OpenCheckpoint(*note, key_, origin_)
                       : merkle::OpenedCheckpoint{std::nullopt, "is longer than any"};
    if (!opened.checkpoint) {
        Fail("the checkpoint " + opened.fault);
        return;
    }
    verdict_.checkpoint = std::move(opened.checkpoint);
    Judge();
}

void LogVerification::Judge() {
    const auto& signed_tree = verdict_.checkpoint->tree;
    if (signed_tree.size != verdict_.entries) {
        Fail("the checkpoint is of " + Number(signed_tree.size) + " entries, the file has " +
             Number(verdict_.entries));
        return;
    }
    if (tree_.Tree().Root() != signed_tree.root)
        Fail("the entries do not have the root of the checkpoint");
    else if (difference_)
        Fail("the entries are as they were logged, a hash in the file is not");
}

// The first entry that does not fit its hash says more than what does not fit in consequence.
void LogVerification::NameDifference() {
    if (verdict_.Verified() || !difference_) return;
    const auto [line, begin, end] = *difference_;
    const bool one = end - begin == 1;
    const auto which = one ? "entry " + Number(begin)
                           : "one of the entries " + Number(begin) + " to " + Number(end - 1);
    verdict_.fault = which + " does not fit its hash: " + verdict_.fault;
    verdict_.line = line;
    verdict_.entry = one ? std::optional(begin) : std::nullopt;
}

bool LogVerification::Fail(std::string fault) {
    verdict_.fault = std::move(fault);
    verdict_.line = lines_.Line();
    return false;
}

}  // namespace clearway::audit
