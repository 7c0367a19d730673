-- Customers of partners. Names, births, countries and numbers of papers are in `sealed`, under the
-- party's own key (person_keys, person_id = party_id): to destroy that key is to erase the party.
CREATE TABLE parties (
    party_id         uuid        PRIMARY KEY,
    partner_id       text        NOT NULL CHECK (partner_id <> ''),
    kind             smallint    NOT NULL CHECK (kind IN (1, 2)),          -- person, organisation
    status           smallint    NOT NULL CHECK (status IN (1, 2, 3, 4)),  -- pending, verified, rejected, suspended
    status_reason    text        NOT NULL CHECK (length(status_reason) <= 500),
    confirmed_case   uuid,                                                 -- why it is suspended
    reopening_by     text,                                                 -- of two operators the first
    reopening_reason text        CHECK (length(reopening_reason) <= 500),
    reopening_at     timestamptz,
    tier             smallint    NOT NULL CHECK (tier IN (1, 2, 3)),       -- basic, standard, enhanced
    proposed_tier    smallint    CHECK (proposed_tier <= 3 AND proposed_tier > tier),
    tier_by          text,                                                 -- of two operators the first
    tier_reason      text        CHECK (length(tier_reason) <= 500),
    tier_at          timestamptz,
    risk             smallint    NOT NULL CHECK (risk IN (1, 2, 3)),       -- low, medium, high
    risk_reason      text        NOT NULL CHECK (length(risk_reason) <= 500),
    registered_at    timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    reviewed_at      timestamptz NOT NULL,
    details_version  integer     NOT NULL CHECK (details_version > 0),
    screened_version integer     NOT NULL CHECK (screened_version BETWEEN 0 AND details_version),
    version          integer     NOT NULL CHECK (version > 0),
    sealed           bytea       NOT NULL,
    CHECK (status = 4 OR confirmed_case IS NULL),
    CHECK (confirmed_case IS NOT NULL OR reopening_by IS NULL),
    CHECK (num_nulls(reopening_by, reopening_reason, reopening_at) IN (0, 3)),
    CHECK (num_nulls(proposed_tier, tier_by, tier_reason, tier_at) IN (0, 4))
);
-- Pages of a partner: newest first.
CREATE INDEX parties_newest ON parties (partner_id, registered_at DESC, party_id DESC);
-- Reviews that are due: the longest due first.
CREATE INDEX parties_reviewed ON parties (reviewed_at, party_id) WHERE status = 2;
-- Stored and not screened yet: a crash came between.
CREATE INDEX parties_unscreened ON parties (party_id) WHERE screened_version < details_version;

-- Metadata of documents; the files are elsewhere. The number is sealed as above.
CREATE TABLE party_documents (
    document_id   uuid        PRIMARY KEY,
    party_id      uuid        NOT NULL REFERENCES parties,
    type          text        NOT NULL,
    country       char(2)     NOT NULL,
    expires_on    date,
    sha256        char(64)    NOT NULL,
    added_at      timestamptz NOT NULL,
    sealed_number bytea       NOT NULL  -- empty: it has none
);
CREATE INDEX party_documents_of ON party_documents (party_id, added_at, document_id);

-- Parties as store/party_store.cpp reads them. What statements look for by time comes last.
CREATE VIEW party_rows AS
SELECT party_id, partner_id, kind, status, status_reason, confirmed_case, reopening_by,
       reopening_reason, (extract(epoch FROM reopening_at) * 1000000)::bigint AS reopening_micros,
       tier, risk, risk_reason,
       (extract(epoch FROM registered_at) * 1000000)::bigint AS registered_micros,
       (extract(epoch FROM updated_at) * 1000000)::bigint AS updated_micros,
       (extract(epoch FROM reviewed_at) * 1000000)::bigint AS reviewed_micros,
       details_version, screened_version, version, sealed,
       -- Whether a case about it waits: cases of parties have subject kind 2, open ones status 1.
       EXISTS (SELECT FROM cases
               WHERE subject_kind = 2 AND subject_id = parties.party_id AND cases.status = 1)
           AS case_open,
       proposed_tier, tier_by, tier_reason, (extract(epoch FROM tier_at) * 1000000)::bigint AS tier_micros,
       registered_at, reviewed_at
FROM parties;
