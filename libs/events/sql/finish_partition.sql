-- What a partition of events has of its own; % is its name.
ALTER TABLE % ADD PRIMARY KEY (stream_id, version);
-- Recovery reads a lane from a position on; nothing else does. Rows lie in the order of their numbers,
-- lane by lane, so a summary of each stretch of pages is enough and costs an append nothing.
CREATE INDEX ON % USING brin (lane_sequence int8_minmax_multi_ops) WITH (pages_per_range = 64);
-- A vacuum writes the summaries; until it comes, recovery reads what is new whole.
ALTER TABLE % SET (autovacuum_vacuum_insert_scale_factor = 0,
                   autovacuum_vacuum_insert_threshold = 50000);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
