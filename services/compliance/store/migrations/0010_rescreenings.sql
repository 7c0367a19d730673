-- How far the parties that were known are screened against what an activation changed. A row is made
-- with the activation; the work goes on behind last_party after any stop.
CREATE TABLE rescreenings (
    activation      bigint      PRIMARY KEY,  -- list_versions.activation at that time
    list_version_id uuid        NOT NULL REFERENCES list_versions,
    replaced_id     uuid        REFERENCES list_versions,  -- the version that was active before
    last_party      uuid        NOT NULL,  -- nil: none yet
    parties         bigint      NOT NULL DEFAULT 0,
    alerts          bigint      NOT NULL DEFAULT 0,
    started_at      timestamptz NOT NULL,
    done_at         timestamptz
);
CREATE INDEX rescreenings_open ON rescreenings (activation) WHERE done_at IS NULL;
