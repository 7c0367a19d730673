-- Statements of our accounts at banks, and what the ledger moved over them. Kept of a line: amount,
-- days, references, and of its free text the words that may be one. Neither the names nor the account
-- numbers of others: nothing that is expected here names one, so nothing is matched by them.

-- Each file that ever came, once by its digest, whatever was wrong with it.
CREATE TABLE statement_files (
    file_id     uuid        PRIMARY KEY,
    sha256      text        NOT NULL UNIQUE CHECK (length(sha256) = 64),
    name        text        NOT NULL,
    format      text        NOT NULL,
    faults      text[]      NOT NULL, -- of the whole file
    discarded   boolean     NOT NULL,
    -- Follows from these and from its statements; written down for lists.
    state       smallint    NOT NULL CHECK (state BETWEEN 1 AND 3),
    lines       bigint      NOT NULL,
    received_at timestamptz NOT NULL,
    received_by text        NOT NULL,
    decided_by  text        NOT NULL,
    reason      text        NOT NULL, -- of the decision
    version     integer     NOT NULL  -- of the file's stream of facts
);
CREATE INDEX statement_files_newest ON statement_files (received_at DESC, file_id DESC);

CREATE TABLE statements (
    file_id       uuid    NOT NULL REFERENCES statement_files,
    place         integer NOT NULL, -- in the file, from 0
    name          text    NOT NULL, -- the bank's
    kind          smallint NOT NULL, -- statements::StatementKind
    account_id    uuid,             -- the ledger's for the one at the bank; null: it is not ours
    currency      text    NOT NULL CHECK (length(currency) = 3),
    day           date    NOT NULL,
    opening_minor bigint,
    closing_minor bigint,
    number        bigint,
    page          integer NOT NULL,
    last_page     boolean NOT NULL,
    faults        text[]  NOT NULL, -- of its own: only a better file mends them
    aside         text    NOT NULL, -- why it is put aside beside the others; '': it is not
    waits         boolean NOT NULL, -- for a statement before it
    let_through   boolean NOT NULL, -- by an operator: what is missing before it is given up
    used          boolean NOT NULL, -- follows from these and the file; its lines count
    PRIMARY KEY (file_id, place)
);
CREATE INDEX statements_account ON statements (account_id);

-- line_id: UUIDv5 of file, statement and position, so that whoever reads the file again finds it.
CREATE TABLE statement_lines (
    line_id        uuid    PRIMARY KEY,
    file_id        uuid    NOT NULL,
    place          integer NOT NULL, -- of its statement in the file
    position       integer NOT NULL, -- in the statement, from 1
    account_id     uuid    NOT NULL,
    currency       text    NOT NULL CHECK (length(currency) = 3),
    amount_minor   bigint  NOT NULL, -- positive: credited to the account
    value_day      date    NOT NULL,
    booked_day     date    NOT NULL,
    uetr           text    NOT NULL,
    end_to_end_id  text    NOT NULL,
    instruction_id text    NOT NULL,
    reference      text    NOT NULL,
    bank_id        text    NOT NULL, -- the bank's own of the line
    words          text    NOT NULL, -- of its free text
    code           text    NOT NULL,
    reversal       boolean NOT NULL,
    match_id       uuid,
    settled        boolean NOT NULL DEFAULT false -- behind the checkpoint: no run moves it any more
);
CREATE UNIQUE INDEX statement_lines_place ON statement_lines (file_id, place, position);
CREATE INDEX statement_lines_account ON statement_lines (account_id, value_day);
CREATE INDEX statement_lines_unsettled ON statement_lines (account_id) WHERE NOT settled;
CREATE INDEX statement_lines_uetr ON statement_lines (uetr) WHERE uetr <> '';
CREATE INDEX statement_lines_match ON statement_lines (match_id) WHERE match_id IS NOT NULL;

-- What the ledger moved over an account that a bank keeps for us, or a settlement window moves there,
-- and statements must show.
CREATE TABLE statement_expectations (
    expectation_id uuid        PRIMARY KEY, -- the transfer's, or the instruction's of a window
    payment_id     uuid,                    -- null: treasury's
    account_id     uuid,                    -- null: no file of accounts names `number` yet
    currency       text        NOT NULL CHECK (length(currency) = 3),
    amount_minor   bigint      NOT NULL, -- negative: it leaves the account
    value_day      date        NOT NULL,
    fact_id        uuid        NOT NULL, -- the ledger's
    moved_at       timestamptz NOT NULL,
    reference      text        NOT NULL, -- by which the bank may call what is no payment's
    number         text        NOT NULL, -- of our account at the bank, where only that was told
    match_id       uuid,
    settled        boolean     NOT NULL DEFAULT false,
    CHECK (account_id IS NOT NULL OR number <> '')
);
CREATE INDEX statement_expectations_number ON statement_expectations (number)
    WHERE account_id IS NULL;
CREATE INDEX statement_expectations_account ON statement_expectations (account_id, value_day);
CREATE INDEX statement_expectations_unsettled ON statement_expectations (account_id)
    WHERE NOT settled;
CREATE INDEX statement_expectations_payment ON statement_expectations (payment_id)
    WHERE payment_id IS NOT NULL;
CREATE INDEX statement_expectations_match ON statement_expectations (match_id)
    WHERE match_id IS NOT NULL;

-- By what a bank may call a payment, as facts told it, in whatever order.
CREATE TABLE payment_references (
    payment_id    uuid PRIMARY KEY,
    end_to_end_id text NOT NULL,
    uetr          text NOT NULL,
    message_id    text NOT NULL,
    rail          text NOT NULL -- by which it left
);
CREATE INDEX payment_references_uetr ON payment_references (uetr) WHERE uetr <> '';

-- Parts of files that are not whole yet.
CREATE TABLE statement_parts (
    sha256      text        NOT NULL,
    part_offset bigint      NOT NULL,
    content     bytea       NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (sha256, part_offset)
);
