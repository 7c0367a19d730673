-- Keys of a token under which data keys are wrapped. One that is retired wraps nothing any more: who
-- stores a wrapped key holds a share of its row, who retires it waits for them.
CREATE TABLE key_encryption_keys (
    kek_id        text        PRIMARY KEY CHECK (kek_id <> ''),
    first_used_at timestamptz NOT NULL DEFAULT now(),
    retired_at    timestamptz
);

-- A person's data keys, wrapped. Generation 1 is the person's lock, too: who adds a generation and who
-- erases the person meet at it. Of an erased person the rows stay, without a key.
CREATE TABLE person_keys (
    person_id  uuid        NOT NULL,
    generation integer     NOT NULL CHECK (generation > 0),
    kek_id     text        REFERENCES key_encryption_keys,
    wrapped    bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    erased_at  timestamptz,
    PRIMARY KEY (person_id, generation),
    CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL)),
    CHECK ((kek_id IS NULL) = (wrapped IS NULL))
);
-- For the rotation: what is still wrapped under a key.
CREATE INDEX person_keys_by_kek ON person_keys (kek_id, person_id, generation)
    WHERE erased_at IS NULL;
