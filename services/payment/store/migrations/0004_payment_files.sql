-- Payment files (pain.001) and their transactions. The content is sealed under a key of the file's own
-- (person_keys) while transactions wait, and gone with the last of them.
CREATE TABLE payment_files (
    file_id         uuid        PRIMARY KEY,
    partner_id      text        NOT NULL,
    submission      uuid        NOT NULL UNIQUE,  -- follows from partner and Idempotency-Key
    message_id      text        NOT NULL,
    message_type    text        NOT NULL,
    message_created timestamptz,
    digest          bytea       NOT NULL CHECK (length(digest) = 32),
    size            bigint      NOT NULL CHECK (size > 0),
    entries         integer     NOT NULL CHECK (entries >= 0),
    control_sum     text        NOT NULL,
    state           smallint    NOT NULL CHECK (state BETWEEN 1 AND 4),
    reasons         text        NOT NULL,  -- lines of code, tab, message
    ordered         integer     NOT NULL DEFAULT 0,
    rejected        integer     NOT NULL DEFAULT 0,
    cancelled       integer     NOT NULL DEFAULT 0,
    sealed_content  bytea,
    key_left        boolean     NOT NULL,  -- the key of the content may be there still
    received_at     timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    version         integer     NOT NULL CHECK (version > 0),
    next_due_at     timestamptz,  -- of what waits; NULL: nothing does
    served_at       timestamptz NOT NULL,
    owner           text,         -- who works on it, until
    leased_until    timestamptz,
    CHECK (ordered >= 0 AND rejected >= 0 AND cancelled >= 0
           AND ordered + rejected + cancelled <= entries),
    CHECK ((next_due_at IS NULL) = (state IN (3, 4))),
    CHECK ((sealed_content IS NULL) = (state IN (3, 4)))
);
CREATE INDEX payment_files_by_partner ON payment_files (partner_id, received_at DESC, file_id DESC);
CREATE INDEX payment_files_keys_left ON payment_files (file_id) WHERE key_left AND sealed_content IS NULL;
CREATE INDEX payment_files_due ON payment_files (served_at, next_due_at) WHERE next_due_at IS NOT NULL;

CREATE TABLE payment_file_entries (
    file_id         uuid        NOT NULL REFERENCES payment_files,
    position        integer     NOT NULL CHECK (position > 0),
    batch           integer     NOT NULL CHECK (batch > 0),
    batch_id        text        NOT NULL,
    instruction_id  text        NOT NULL,
    end_to_end_id   text        NOT NULL,
    currency        char(3)     NOT NULL,
    amount_minor    bigint      NOT NULL CHECK (amount_minor >= 0),
    due_at          timestamptz NOT NULL,
    payment_id      uuid        NOT NULL,  -- whether it is made or not
    state           smallint    NOT NULL CHECK (state BETWEEN 1 AND 5),
    changed_at      timestamptz NOT NULL,  -- without a payment; with one, that says it
    reason_code     text,
    reason_text     text,
    PRIMARY KEY (file_id, position),
    CHECK ((reason_code IS NULL) = (reason_text IS NULL)),
    CHECK ((reason_code IS NOT NULL) = (state = 3))
);
CREATE INDEX payment_file_entries_waiting ON payment_file_entries (file_id, due_at) WHERE state IN (1, 4);
