// SPDX-License-Identifier: Apache-2.0
#include "services/audit/offline/verify_pack.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <map>

#include "merkle/verify.h"
#include "services/audit/offline/pack_file.h"
#include "services/audit/usecase/pack_statement.h"

namespace clearway::audit {

namespace {

std::string Named(const Entry& entry) {
    return entry.source + " " + entry.stream_id.ToString() + "/" + std::to_string(entry.version);
}

class PackVerification {
public:
    PackVerification(const crypto::PublicKey& key, std::string_view origin, const ShowFact& show)
        : key_(key), origin_(origin), show_(show) {}

    Verdict Run(std::string_view file) {
        const auto parts = PartsOf(file);
        if (!parts) {
            Fail("it has no statement and document with a line --- between them");
        } else if (Read(parts->body) && OpenStatement(*parts)) {
            verdict_.entries = pack_.facts.size();
            for (const auto& fact : pack_.facts)
                if (!CheckFact(fact)) break;
            if (verdict_.Verified()) CheckStreams() && CheckDocuments();
        }
        return std::move(verdict_);
    }

private:
    bool Read(std::string_view body) {
        auto parsed = ParsePackBody(body);
        if (!parsed.pack) return Fail("the document " + parsed.fault);
        pack_ = *std::move(parsed.pack);
        auto opened = merkle::OpenCheckpoint(pack_.checkpoint, key_, origin_);
        if (!opened.checkpoint) return Fail("the checkpoint " + opened.fault);
        verdict_.checkpoint = std::move(opened.checkpoint);
        return true;
    }

    bool OpenStatement(const PackParts& parts) {
        const auto opened = OpenPackStatement(parts.statement, verdict_.checkpoint->origin, key_);
        if (!opened.statement) return Fail("the statement " + opened.fault);
        if (opened.statement->content != core::Sha256(parts.body))
            return Fail("the document is not the one that was signed");
        if (opened.statement->subject != pack_.subject)
            return Fail("the document is about another subject than was signed");
        return true;
    }

    bool CheckFact(const PackedFact& fact) {
        const auto& tree = verdict_.checkpoint->tree;
        const auto leaf = merkle::HashLeaf(LeafOf(fact.entry));
        const bool proven =
            merkle::VerifyInclusion(leaf, fact.number, tree.size, fact.proof, tree.root);
        if (!proven) return Fail(fact, "is not what was logged, or its proof was changed");
        const auto shown = show_ ? show_(fact.entry.type, fact.payload) : std::string();
        if (!shown.empty() && boost::json::parse(shown) != boost::json::parse(fact.message))
            return Fail(fact, "shows another message than its payload is");
        return true;
    }

    // A stream counts its facts from 1.
    bool CheckStreams() {
        std::map<std::pair<std::string, core::Uuid>, std::vector<const PackedFact*>> streams;
        for (const auto& fact : pack_.facts)
            streams[{fact.entry.source, fact.entry.stream_id}].push_back(&fact);
        for (auto& [name, facts] : streams) {
            std::ranges::sort(facts, {}, [](const auto* fact) { return fact->entry.version; });
            for (std::size_t i = 0; i < facts.size(); ++i)
                if (facts[i]->entry.version != static_cast<std::int32_t>(i + 1))
                    return Fail(*facts[i],
                                "does not follow fact " + std::to_string(i) + " of its stream");
        }
        return true;
    }

    bool CheckDocuments() {
        for (const auto& document : pack_.documents) {
            const auto digest = core::AsBytes(core::Sha256(document.text));
            const bool named = std::ranges::any_of(pack_.facts, [&](const PackedFact& fact) {
                return fact.payload.find(digest) != std::string::npos;
            });
            if (!named)
                return Fail("document '" + document.name + "' is not one that a fact names");
        }
        return true;
    }

    bool Fail(const PackedFact& fact, const std::string& what) {
        verdict_.entry = fact.number;
        return Fail("fact " + Named(fact.entry) + " " + what);
    }
    bool Fail(std::string what) {
        verdict_.fault = std::move(what);
        return false;
    }

    const crypto::PublicKey& key_;
    std::string_view origin_;
    const ShowFact& show_;
    EvidencePack pack_;
    Verdict verdict_{.kind = "evidence pack"};
};

}  // namespace

Verdict VerifyPack(std::string_view file, const crypto::PublicKey& key, std::string_view origin,
                   const ShowFact& show) {
    return PackVerification(key, origin, show).Run(file);
}

}  // namespace clearway::audit
