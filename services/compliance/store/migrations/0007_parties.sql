-- Customers of partners. Names, births, countries and numbers of papers are in `sealed`, under the
-- party's own key (person_keys, person_id = party_id): to destroy that key is to erase the party.
CREATE TABLE parties (
    party_id         uuid        PRIMARY KEY,
    partner_id       text        NOT NULL CHECK (partner_id <> ''),
    kind             smallint    NOT NULL CHECK (kind IN (1, 2)),          -- person, organisation
    status           smallint    NOT NULL CHECK (status IN (1, 2, 3, 4)),  -- pending, verified, rejected, suspended
    status_reason    text        NOT NULL CHECK (length(status_reason) <= 500),
    tier             smallint    NOT NULL CHECK (tier IN (1, 2, 3)),       -- basic, standard, enhanced
    risk             smallint    NOT NULL CHECK (risk IN (1, 2, 3)),       -- low, medium, high
    risk_reason      text        NOT NULL CHECK (length(risk_reason) <= 500),
    registered_at    timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    reviewed_at      timestamptz NOT NULL,
    details_version  integer     NOT NULL CHECK (details_version > 0),
    screened_version integer     NOT NULL CHECK (screened_version BETWEEN 0 AND details_version),
    version          integer     NOT NULL CHECK (version > 0),
    sealed           bytea       NOT NULL
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
