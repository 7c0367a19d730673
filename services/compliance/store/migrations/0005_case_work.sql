-- The work on a case: who has it, until when, what was proposed, what was said. Comments are sealed
-- under the key of the subject, as the documents of alerts are.
ALTER TABLE cases ADD COLUMN assignee text NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN priority smallint NOT NULL DEFAULT 1;
ALTER TABLE cases ADD COLUMN waits_since timestamptz;
ALTER TABLE cases ADD COLUMN due_at timestamptz;
ALTER TABLE cases ADD COLUMN proposed_decision smallint;
ALTER TABLE cases ADD COLUMN proposed_by text NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN proposal_note text NOT NULL DEFAULT '';
ALTER TABLE cases ADD COLUMN proposed_at timestamptz;
ALTER TABLE cases ADD COLUMN comments integer NOT NULL DEFAULT 0;
-- The first so many of its matches a decision found false.
ALTER TABLE cases ADD COLUMN cleared_matches integer NOT NULL DEFAULT 0;
UPDATE cases SET waits_since = opened_at, due_at = opened_at + interval '24 hours';
ALTER TABLE cases
    ALTER COLUMN assignee DROP DEFAULT,
    ALTER COLUMN priority DROP DEFAULT,
    ALTER COLUMN waits_since SET NOT NULL,
    ALTER COLUMN due_at SET NOT NULL,
    ALTER COLUMN proposed_by DROP DEFAULT,
    ALTER COLUMN proposal_note DROP DEFAULT,
    ALTER COLUMN comments DROP DEFAULT,
    ALTER COLUMN cleared_matches DROP DEFAULT,
    ADD CHECK (priority IN (1, 2, 3)),           -- normal, high, urgent
    ADD CHECK (proposed_decision IN (2, 3)),     -- cleared, confirmed
    ADD CHECK ((proposed_decision IS NULL) = (proposed_at IS NULL)),
    ADD CHECK ((proposed_decision IS NULL) = (proposed_by = '')),
    ADD CHECK (length(proposal_note) <= 500),
    -- Nobody decides alone what two have to decide.
    ADD CHECK (status = 1 OR proposed_by <> resolved_by),
    ADD CHECK (comments >= 0),
    ADD CHECK (cleared_matches >= 0);
CREATE INDEX cases_due ON cases (due_at, case_id) WHERE status = 1;
CREATE INDEX cases_of_assignee ON cases (assignee, opened_at DESC, case_id DESC) WHERE assignee <> '';

ALTER TABLE case_alerts ADD COLUMN raised_by text NOT NULL DEFAULT '';
ALTER TABLE case_alerts ALTER COLUMN raised_by DROP DEFAULT;

CREATE TABLE case_comments (
    comment_id uuid        PRIMARY KEY,
    case_id    uuid        NOT NULL REFERENCES cases,
    ordinal    integer     NOT NULL CHECK (ordinal > 0),
    author     text        NOT NULL,
    written_at timestamptz NOT NULL,
    body       bytea       NOT NULL,
    UNIQUE (case_id, ordinal)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_comments
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A case is decided, never taken away.
CREATE TRIGGER cases_stay BEFORE DELETE OR TRUNCATE ON cases
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
