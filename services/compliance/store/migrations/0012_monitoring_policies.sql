-- The registry of monitoring policies; the columns are those of libs/releases. Content never changes
-- once it is here, and nothing is deleted.
CREATE TABLE releases (
    kind         smallint    NOT NULL CHECK (kind = 2),                  -- ReleaseKind: policy
    version      text        NOT NULL CHECK (version ~ '^[ -~]{3,200}$'),
    stage        smallint    NOT NULL CHECK (stage BETWEEN 1 AND 4),     -- ReleaseStage
    submitted_by text        NOT NULL,
    submitted_at timestamptz NOT NULL,
    approved_by  text[]      NOT NULL DEFAULT '{}',
    activated_at timestamptz,
    signed_by    text        NOT NULL,
    digest       text        NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
    content      text        NOT NULL,
    signature    text        NOT NULL,
    booster      bytea       NOT NULL,
    card         text        NOT NULL,
    PRIMARY KEY (kind, version),
    -- Whoever comes round the service meets it too: nothing is active by one operator's word.
    CHECK (stage <> 3 OR (cardinality(approved_by) >= 2 AND approved_by[1] <> approved_by[2]))
);
CREATE UNIQUE INDEX releases_active ON releases (kind) WHERE stage = 3;

CREATE TABLE release_steps (
    kind     smallint    NOT NULL,
    version  text        NOT NULL,
    number   int         NOT NULL,
    step     smallint    NOT NULL CHECK (step BETWEEN 1 AND 6),          -- ReleaseStep
    taken_by text        NOT NULL,
    taken_at timestamptz NOT NULL,
    PRIMARY KEY (kind, version, number),
    FOREIGN KEY (kind, version) REFERENCES releases
);

-- refuse_change() is the event store's.
CREATE TRIGGER release_steps_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON release_steps
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER releases_stay BEFORE DELETE OR TRUNCATE ON releases
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER release_content_stays BEFORE UPDATE ON releases
    FOR EACH ROW WHEN ((OLD.kind, OLD.version, OLD.submitted_by, OLD.submitted_at, OLD.signed_by,
                        OLD.digest, OLD.content, OLD.signature, OLD.booster, OLD.card)
                       IS DISTINCT FROM
                       (NEW.kind, NEW.version, NEW.submitted_by, NEW.submitted_at, NEW.signed_by,
                        NEW.digest, NEW.content, NEW.signature, NEW.booster, NEW.card))
    EXECUTE FUNCTION refuse_change();
