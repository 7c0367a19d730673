-- Payments at a rail, one row each, with what is to be done about it and when. Whom it pays is not
-- here: the payment service tells when a message is built.
CREATE TABLE rail_transfers (
    id             uuid        PRIMARY KEY,  -- derived from the payment's
    payment_id     uuid        NOT NULL UNIQUE,
    partner_id     text        NOT NULL,
    debtor         uuid        NOT NULL,
    currency       text        NOT NULL CHECK (length(currency) = 3),
    amount         bigint      NOT NULL CHECK (amount > 0),
    creditor_country text      NOT NULL,
    state          smallint    NOT NULL CHECK (state BETWEEN 1 AND 7),
    recall         smallint    NOT NULL CHECK (recall BETWEEN 0 AND 4),
    rail           text        NOT NULL,  -- empty until it is gathered or first submitted
    -- The rail that has a place for it when something is due: until one is chosen, that which would
    -- be, were all of them well.
    lane           text        NOT NULL,
    rule           text        NOT NULL,
    attempts       integer     NOT NULL CHECK (attempts >= 0),
    enquiries      integer     NOT NULL CHECK (enquiries >= 0),
    enquiries_before integer   NOT NULL CHECK (enquiries_before BETWEEN 0 AND enquiries),
    recalls        integer     NOT NULL CHECK (recalls >= 0),  -- that did not arrive
    message_digest bytea       NOT NULL CHECK (length(message_digest) IN (0, 32)),
    due_at         timestamptz,
    reason_code    text        NOT NULL,
    reason_text    text        NOT NULL,
    return_id      text        NOT NULL,
    -- What one operator said that the rail did, until another says the same; 0: none, 1: rejected,
    -- 2: accepted.
    proposal        smallint   NOT NULL CHECK (proposal BETWEEN 0 AND 2),
    proposal_reason text       NOT NULL,
    proposed_by     text       NOT NULL,
    version        integer     NOT NULL,
    created_at     timestamptz NOT NULL,
    cut_off        timestamptz,  -- it leaves in a file, then; absent: alone
    -- The file that it left in, as what its message says of itself, and its place in it.
    file_id        uuid,
    file_made_at   timestamptz,
    file_position  integer     CHECK (file_position >= 0),
    CHECK ((attempts = 0 AND cut_off IS NULL) = (rail = '')),
    CHECK ((file_id IS NULL) = (attempts = 0 OR cut_off IS NULL)),
    CHECK ((file_id IS NULL) = (file_made_at IS NULL)),
    CHECK ((file_id IS NULL) = (file_position IS NULL))
) WITH (fillfactor = 80);
-- Payments that wait for a cut-off.
CREATE INDEX rail_transfers_gathered ON rail_transfers (cut_off, rail, currency, created_at, id)
    WHERE state = 1 AND cut_off IS NOT NULL AND file_id IS NULL;
CREATE UNIQUE INDEX rail_transfers_of_file ON rail_transfers (file_id, file_position)
    WHERE file_id IS NOT NULL;
-- Those that no rail has decided.
CREATE INDEX rail_transfers_open ON rail_transfers (created_at) WHERE state <= 4;
-- What is gathered is due as a collection.
CREATE INDEX rail_transfers_due ON rail_transfers (lane, due_at)
    WHERE due_at IS NOT NULL AND (cut_off IS NULL OR file_id IS NOT NULL);
-- Those whose outcome an operator may have to find out, or that do not leave.
CREATE INDEX rail_transfers_waiting ON rail_transfers (created_at, id) WHERE state IN (1, 4);

-- Those that may leave one day.
CREATE INDEX rail_transfers_decided ON rail_transfers (created_at) WHERE state > 4;

-- Files of payments, written down before they leave. Which payments are in one, and in which order,
-- stands with the payments: made again from them it is the same bytes.
CREATE TABLE rail_files (
    id             uuid        PRIMARY KEY,  -- derived from rail, currency, cut-off and number
    rail           text        NOT NULL,
    currency       text        NOT NULL CHECK (length(currency) = 3),
    cut_off        timestamptz NOT NULL,
    number         integer     NOT NULL CHECK (number > 0),
    made_at        timestamptz NOT NULL,
    message_digest bytea       NOT NULL CHECK (length(message_digest) = 32),
    UNIQUE (rail, currency, cut_off, number)
);
CREATE INDEX rail_files_made ON rail_files (made_at);

-- That a message went out or came in. What it says is personal, and kept by nobody here: the digest
-- shows whether a message that somebody has is this one.
CREATE TABLE rail_messages (
    rail       text        NOT NULL,
    outgoing   boolean     NOT NULL,
    message_id text        NOT NULL,
    digest     bytea       NOT NULL CHECK (length(digest) = 32),
    type       text        NOT NULL,
    payment_id uuid,
    at         timestamptz NOT NULL,
    PRIMARY KEY (rail, outgoing, message_id, digest)
);
CREATE INDEX rail_messages_of_payment ON rail_messages (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX rail_messages_of_none ON rail_messages (at) WHERE payment_id IS NULL;

-- Up to which of its messages we have applied a rail's.
CREATE TABLE rail_cursors (
    rail     text   PRIMARY KEY,
    sequence bigint NOT NULL CHECK (sequence > 0)
);

-- What a rail said that cannot be; an operator looks at the open ones.
CREATE TABLE rail_conflicts (
    id          uuid        PRIMARY KEY,
    payment_id  uuid,  -- absent: about none that is known
    rail        text        NOT NULL,
    kind        text        NOT NULL,
    detail      text        NOT NULL,
    message_digest bytea    NOT NULL CHECK (length(message_digest) IN (0, 32)),  -- of an unreadable message
    opened_at   timestamptz NOT NULL,
    resolved_at timestamptz,
    resolved_by text,
    note        text,
    CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
);
CREATE INDEX rail_conflicts_open ON rail_conflicts (opened_at, id) WHERE resolved_at IS NULL;
CREATE INDEX rail_conflicts_resolved ON rail_conflicts (resolved_at) WHERE resolved_at IS NOT NULL;
CREATE INDEX rail_conflicts_of_payment ON rail_conflicts (payment_id);
