-- The event store of a service, which is its outbox too; see libs/events/outbox.h. Divided by month:
-- libs/events/event_partitions.h makes the partitions, sql/finish_partition.sql what each has of its
-- own. A unique index can hold within one partition only, so it is no guard against a version that
-- was taken in another month: that is the row which each stream's version is counted in, locked or
-- made by whoever appends (docs/decisions/0008).
CREATE TABLE events (
    stream_id      uuid        NOT NULL,
    occurred_at    timestamptz NOT NULL,
    lane_sequence  bigint      NOT NULL,
    version        integer     NOT NULL CHECK (version > 0),
    lane           smallint    NOT NULL,
    hash           bytea       NOT NULL CHECK (length(hash) = 32),
    traceparent    bytea       CHECK (length(traceparent) = 25),  -- trace id, span id, flags
    command_id     uuid,
    type           text        NOT NULL,
    summary        text        NOT NULL,
    payload        bytea       NOT NULL
) PARTITION BY RANGE (occurred_at);

-- The audit trail is append-only, also for its owner, and also for who names a partition.
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
