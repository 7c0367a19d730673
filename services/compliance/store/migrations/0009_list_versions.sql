-- Versions of the sanctions lists. Content never changes once it is here, and nothing is deleted: what
-- a payment was screened with can be read for ever.
CREATE TABLE list_contents (
    digest  bytea PRIMARY KEY CHECK (length(digest) = 32),  -- SHA-256 of content
    content bytea NOT NULL                                  -- PackList
);

CREATE TABLE list_versions (
    list_version_id uuid        PRIMARY KEY,
    source          text        NOT NULL CHECK (source ~ '^[a-z]{2,16}$'),
    format          text        NOT NULL,
    version         text        NOT NULL CHECK (length(version) BETWEEN 3 AND 200),
    date            text        NOT NULL CHECK (date ~ '^([0-9]{4}-[0-9]{2}(-[0-9]{2})?)?$'),
    checksum        bytea       NOT NULL CHECK (length(checksum) = 32),  -- of the files
    content_digest  bytea       NOT NULL REFERENCES list_contents,
    entries         bigint      NOT NULL,
    names           bigint      NOT NULL,
    refused         bigint      NOT NULL,
    report          jsonb       NOT NULL,
    state           smallint    NOT NULL CHECK (state BETWEEN 1 AND 4),  -- ListState
    imported_by     text        NOT NULL,
    imported_at     timestamptz NOT NULL,
    approved_by     text        NOT NULL DEFAULT '',
    override_reason text        NOT NULL DEFAULT '' CHECK (length(override_reason) <= 500),
    activated_by    text        NOT NULL DEFAULT '',
    activated_at    timestamptz,
    activation      bigint      NOT NULL DEFAULT 0 CHECK ((activation = 0) = (activated_at IS NULL)),
    replaced_id     uuid        REFERENCES list_versions,
    facts           integer     NOT NULL DEFAULT 0,
    UNIQUE (source, checksum, content_digest),
    -- Whoever comes round the service meets it too: nobody activates alone what he approved.
    CHECK (state <> 2 OR (activated_by <> '' AND activated_by <> approved_by))
);
CREATE UNIQUE INDEX list_versions_active ON list_versions (source) WHERE state = 2;
CREATE UNIQUE INDEX list_versions_activation ON list_versions (activation) WHERE activation > 0;
CREATE INDEX list_versions_unannounced ON list_versions (imported_at) WHERE facts = 0;

-- refuse_change() is the event store's.
CREATE TRIGGER list_contents_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON list_contents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER list_versions_stay BEFORE DELETE OR TRUNCATE ON list_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER list_version_origin_stays BEFORE UPDATE ON list_versions
    FOR EACH ROW WHEN ((OLD.list_version_id, OLD.source, OLD.format, OLD.version, OLD.date,
                        OLD.checksum, OLD.content_digest, OLD.entries, OLD.names, OLD.refused,
                        OLD.report, OLD.imported_by, OLD.imported_at)
                       IS DISTINCT FROM
                       (NEW.list_version_id, NEW.source, NEW.format, NEW.version, NEW.date,
                        NEW.checksum, NEW.content_digest, NEW.entries, NEW.names, NEW.refused,
                        NEW.report, NEW.imported_by, NEW.imported_at))
    EXECUTE FUNCTION refuse_change();
