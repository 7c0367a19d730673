-- The audit log: what happened anywhere on the platform, in one order. sequence is the number of the
-- leaf in the tree, from 0 without a gap. Divided by the month of recording, so that old rows can leave
-- as facts do; the tiles stay, and with them every proof. finish_partition.sql has what a partition has
-- of its own.
CREATE TABLE audit_entries (
    sequence     bigint      NOT NULL CHECK (sequence >= 0),
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    stream_id    uuid        NOT NULL,
    version      integer     NOT NULL CHECK (version > 0),
    occurred_at  timestamptz NOT NULL,
    source       text        NOT NULL,
    type         text        NOT NULL,
    payload_hash bytea       NOT NULL CHECK (length(payload_hash) = 32)
) PARTITION BY RANGE (recorded_at);
CREATE INDEX audit_entries_by_stream ON audit_entries (stream_id, version);

-- Hashes of the tree: what a batch added to a tile, from position `first` on. The key is the fence, too:
-- two writers that know the same size would both store the hash at its end, and one fails.
CREATE TABLE audit_tiles (
    level  smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
    tile   bigint   NOT NULL CHECK (tile >= 0),
    first  smallint NOT NULL CHECK (first BETWEEN 0 AND 255),
    hashes bytea    NOT NULL CHECK (length(hashes) > 0 AND length(hashes) % 32 = 0
                                    AND first + length(hashes) / 32 <= 256),
    PRIMARY KEY (level, tile, first)
);

-- Signed notes. One for each size: nobody signs two roots of the same number of entries.
CREATE TABLE audit_checkpoints (
    size      bigint      PRIMARY KEY CHECK (size >= 0),
    note      text        NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_tiles
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
