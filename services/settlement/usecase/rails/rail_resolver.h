// SPDX-License-Identifier: Apache-2.0
// Does what is due about a payment at a rail: submits it, waits for an answer, enquires, recalls.
// Each step is written down before it leaves, so that whoever goes on after a crash knows what may
// have left.
#pragma once

#include "core/clock.h"
#include "services/settlement/usecase/rails/ports.h"
#include "services/settlement/usecase/rails/rail_router.h"

namespace clearway::settlement::usecase {

class RailFiles;

struct RailPorts {
    RailBookWriter& book;
    RailNetwork& network;
    RailInstructions& instructions;
    const core::Clock& clock;
    RailFiles* files = nullptr;  // where a rail takes files
};

class RailResolver {
public:
    // All that is handed in must outlive it.
    RailResolver(const RailPorts& ports, RailRouter& router, const rails::Rails& speakers);

    // What is due about one transfer. False when nothing came of it: the book or the instruction is
    // away, or another process was quicker.
    async::Task<bool> Do(rails::RailTransfer transfer);

    // The rail that this will keep busy; empty: none.
    std::string RailOf(const rails::RailTransfer& transfer) const;

private:
    async::Task<bool> Submit(rails::RailTransfer transfer);
    async::Task<bool> Again(core::Uuid file);
    async::Task<bool> Build(rails::RailTransfer transfer, rails::Choice choice);
    async::Task<bool> Send(rails::RailTransfer transfer, rails::Message message);
    async::Task<bool> Enquire(rails::RailTransfer transfer);
    async::Task<bool> Recall(rails::RailTransfer transfer);
    async::Task<bool> Postpone(rails::RailTransfer transfer, core::Timestamp until);
    // Nothing of it can be built: given up, or a person's when it may have left before.
    async::Task<bool> CannotBuild(rails::RailTransfer transfer, rails::Choice choice,
                                  rails::Reason reason);
    // True when the step was taken.
    async::Task<bool> Step(RailStep step);

    rails::Choice Choose(const rails::RailTransfer& transfer);
    const rails::Rail* SpeakerOf(const std::string& rail) const;

    const RailPorts ports_;
    RailRouter& router_;
    const rails::Rails& speakers_;
};

}  // namespace clearway::settlement::usecase
