-- Who asked for the erasure of whom, and who carried it out: a person is an id that says nothing once
-- their key is gone (person_keys).
CREATE TABLE person_erasures (
    person_id    uuid        PRIMARY KEY,
    reason       smallint    NOT NULL CHECK (reason IN (1, 2, 3)),  -- requested, retention ended, ordered
    requested_by text        NOT NULL CHECK (requested_by <> ''),
    requested_at timestamptz NOT NULL,
    erased_by    text        NOT NULL,  -- empty: a second operator is awaited
    erased_at    timestamptz,
    CHECK ((erased_at IS NULL) = (erased_by = '')),
    CHECK (erased_by <> requested_by)
);

-- refuse_change() is the event store's.
CREATE TRIGGER person_erasures_stay BEFORE DELETE OR TRUNCATE ON person_erasures
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
