-- Matches of known parties with listed entries, by the alert in which they were found: it is stored
-- next. In force: operators cleared the case that has the alert. Confirmed: they found the match to be
-- true, so it is no exception for ever. One in force holds while both digests are what they were: that
-- of what is known of the party (with a salt that is sealed), and that of what the entry says.
CREATE TABLE screening_exceptions (
    exception_id uuid        PRIMARY KEY,
    party_id     uuid        NOT NULL,
    entry_id     text        NOT NULL,
    listed_name  text        NOT NULL,
    party_digest bytea       NOT NULL CHECK (length(party_digest) = 32),
    entry_digest bytea       NOT NULL CHECK (length(entry_digest) = 32),
    alert_id     uuid        NOT NULL,
    state        smallint    NOT NULL CHECK (state IN (1, 2, 3, 4)),  -- found, in force, revoked, confirmed
    found_at     timestamptz NOT NULL,
    cleared_at   timestamptz,
    cleared_by   text        NOT NULL DEFAULT '',
    case_id      uuid,  -- that ended
    revoked_at   timestamptz,
    revoked_by   text        NOT NULL DEFAULT '',
    reason       text        NOT NULL DEFAULT '' CHECK (length(reason) <= 500),
    CHECK ((state IN (2, 3)) = (cleared_at IS NOT NULL)),
    CHECK ((state = 1) = (case_id IS NULL)),
    CHECK ((state = 3) = (revoked_at IS NOT NULL))
);
-- What a screening of a party asks, and the end of a case.
CREATE INDEX screening_exceptions_of_party ON screening_exceptions (party_id) WHERE state IN (1, 2, 4);
-- What a case that ended puts in force or closes.
CREATE INDEX screening_exceptions_found ON screening_exceptions (alert_id) WHERE state = 1;
-- Pages of operators: newest first.
CREATE INDEX screening_exceptions_newest ON screening_exceptions (cleared_at DESC, exception_id DESC)
    WHERE state IN (2, 3);

-- Who let whom pass, and when, stays to be read. refuse_change() is the event store's.
CREATE TRIGGER screening_exceptions_stay BEFORE DELETE OR TRUNCATE ON screening_exceptions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
