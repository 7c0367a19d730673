-- What monitoring remembers. All of it follows from facts and may be made anew from them.

-- Recent movements: evidence of alerts, and the graph in which round trips are looked for. Divided by
-- day: store/movement_partitions.h makes the partitions and drops those that no window reaches.
CREATE TABLE movements (
    moved_at            timestamptz NOT NULL,
    sequence            bigint      NOT NULL,  -- the order in which they became known
    amount              bigint      NOT NULL CHECK (amount > 0),
    id                  uuid        NOT NULL,  -- of the transfer
    debtor              uuid        NOT NULL,  -- an account, or what stands for the world outside
    creditor            uuid        NOT NULL,
    debtor_party        uuid,
    creditor_party      uuid,
    debtor_is_account   boolean     NOT NULL,
    creditor_is_account boolean     NOT NULL,
    currency            text        NOT NULL
) PARTITION BY RANGE (moved_at);
CREATE INDEX movements_out ON movements (debtor, moved_at, sequence);
CREATE INDEX movements_in ON movements (creditor, moved_at, sequence);

-- One row: how many movements became known. Whoever adds some holds it until the batch ends, so that
-- batches of several processes have an order.
CREATE TABLE movement_count (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    known    bigint  NOT NULL CHECK (known >= 0)
);
INSERT INTO movement_count (known) VALUES (0);

-- The activity of an account or a party, as monitoring/activity_codec.cpp writes it: some hundred
-- bytes, at most a few thousand. No index has it, so an update stays on its page where there is room.
CREATE TABLE activities (
    subject_id uuid     NOT NULL,
    kind       smallint NOT NULL CHECK (kind IN (2, 3)),  -- SubjectKind: party, account
    state      bytea    NOT NULL,
    PRIMARY KEY (subject_id, kind)
) WITH (fillfactor = 60);
ALTER TABLE activities ALTER COLUMN state SET STORAGE EXTERNAL;  -- it is packed already

-- Whose an account is, where its opening said so.
CREATE TABLE account_parties (
    account_id uuid PRIMARY KEY,
    party_id   uuid NOT NULL
);
CREATE INDEX account_parties_of_party ON account_parties (party_id);
