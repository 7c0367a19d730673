-- The event store of a service, which is its outbox too; see libs/events/outbox.h.
CREATE TABLE events (
    stream_id      uuid        NOT NULL,
    version        integer     NOT NULL CHECK (version > 0),
    lane           smallint    NOT NULL,
    lane_sequence  bigint      NOT NULL,
    type           text        NOT NULL,
    payload        bytea       NOT NULL,
    occurred_at    timestamptz NOT NULL,
    summary        text        NOT NULL,
    command_id     uuid,
    traceparent    text,
    hash           bytea       NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (stream_id, version)
);
-- Recovery reads a lane from a position on; nothing else does.
CREATE UNIQUE INDEX events_lane ON events (lane, lane_sequence);

-- The audit trail is append-only, also for its owner.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One row a lane. `epoch` fences a former owner: its transactions find no row and roll back.
CREATE TABLE outbox_lanes (
    lane               smallint    PRIMARY KEY,
    instance           text        NOT NULL,
    epoch              bigint      NOT NULL,
    lease_until        timestamptz NOT NULL,
    last_sequence      bigint      NOT NULL DEFAULT 0,
    published_sequence bigint      NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- Positions of consumers. lane -1 holds the next offset of a partition, other rows the last
-- sequence number that was applied of a producer's lane.
CREATE TABLE inbox (
    consumer  text     NOT NULL,
    topic     text     NOT NULL,
    partition integer  NOT NULL,
    lane      smallint NOT NULL,
    position  bigint   NOT NULL,
    PRIMARY KEY (consumer, topic, partition, lane)
) WITH (fillfactor = 50);

CREATE TABLE dead_letters (
    consumer    text        NOT NULL,
    topic       text        NOT NULL,
    partition   integer     NOT NULL,
    "offset"    bigint      NOT NULL,
    type        text        NOT NULL,
    payload     bytea       NOT NULL,
    reason      text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, topic, partition, "offset")
);
