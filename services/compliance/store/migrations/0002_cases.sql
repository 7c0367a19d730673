-- Cases and their matches. Names of payers and payees are not here: a match names the listed entry,
-- and a digest tells whether the same name was screened again.
CREATE TABLE cases (
    case_id       uuid        PRIMARY KEY,
    payment_id    uuid        NOT NULL UNIQUE,
    status        smallint    NOT NULL CHECK (status IN (1, 2, 3)),  -- open, cleared, confirmed
    list_version  text        NOT NULL,
    review_reason text        NOT NULL,
    opened_at     timestamptz NOT NULL,
    resolved_at   timestamptz,
    resolved_by   text        NOT NULL,
    note          text        NOT NULL CHECK (length(note) <= 500),
    version       integer     NOT NULL CHECK (version > 0),
    CHECK ((status = 1) = (resolved_at IS NULL))
);
-- Pages of operators: newest first, mostly of one status.
CREATE INDEX cases_newest ON cases (opened_at DESC, case_id DESC);
CREATE INDEX cases_status ON cases (status, opened_at DESC, case_id DESC);

CREATE TABLE case_matches (
    case_id      uuid     NOT NULL REFERENCES cases,
    ordinal      integer  NOT NULL,
    role         smallint NOT NULL CHECK (role IN (1, 2)),  -- debtor, creditor
    entry_number bigint   NOT NULL,
    listed_name  text     NOT NULL,
    program      text     NOT NULL,
    score        smallint NOT NULL CHECK (score BETWEEN 0 AND 1000),
    party_digest bytea    NOT NULL CHECK (length(party_digest) = 32),
    party_id     uuid,  -- the customer whose own name it is
    PRIMARY KEY (case_id, ordinal)
);
