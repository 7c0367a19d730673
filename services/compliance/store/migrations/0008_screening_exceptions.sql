-- Matches of known parties with listed entries. In force: an operator cleared the case in which the
-- match was found. It holds while both digests are what they were: that of what is known of the party
-- (with a salt that is sealed), and that of what the entry says.
CREATE TABLE screening_exceptions (
    exception_id uuid        PRIMARY KEY,
    party_id     uuid        NOT NULL,
    entry_id     text        NOT NULL,
    listed_name  text        NOT NULL,
    party_digest bytea       NOT NULL CHECK (length(party_digest) = 32),
    entry_digest bytea       NOT NULL CHECK (length(entry_digest) = 32),
    subject_kind smallint    NOT NULL CHECK (subject_kind IN (1, 2, 3)),  -- of the case: see cases
    subject_id   uuid        NOT NULL,
    state        smallint    NOT NULL CHECK (state IN (1, 2, 3)),  -- found, in force, revoked
    found_at     timestamptz NOT NULL,
    cleared_at   timestamptz,
    cleared_by   text        NOT NULL DEFAULT '',
    case_id      uuid,
    revoked_at   timestamptz,
    revoked_by   text        NOT NULL DEFAULT '',
    reason       text        NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    CHECK ((state = 1) = (cleared_at IS NULL)),
    CHECK ((state = 3) = (revoked_at IS NOT NULL))
);
-- What a screening of a party asks.
CREATE INDEX screening_exceptions_of_party ON screening_exceptions (party_id) WHERE state = 2;
-- What a case that was cleared puts in force.
CREATE INDEX screening_exceptions_found ON screening_exceptions (subject_kind, subject_id)
    WHERE state = 1;
-- Pages of operators: newest first.
CREATE INDEX screening_exceptions_newest ON screening_exceptions (cleared_at DESC, exception_id DESC)
    WHERE state <> 1;

-- Who let whom pass, and when, stays to be read. refuse_change() is the event store's.
CREATE TRIGGER screening_exceptions_stay BEFORE DELETE OR TRUNCATE ON screening_exceptions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
