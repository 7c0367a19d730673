-- Runs over statements, what they matched and what they left.

-- A run works off its units, each in one transaction; one that was killed is gone on with.
CREATE TABLE statement_runs (
    run_id      uuid        PRIMARY KEY,
    rules       text        NOT NULL, -- id and version
    started_at  timestamptz NOT NULL,
    started_by  text        NOT NULL,
    finished_at timestamptz
);
-- One at a time.
CREATE UNIQUE INDEX statement_runs_open ON statement_runs ((true)) WHERE finished_at IS NULL;

-- A unit is an account with all of its currencies: what is booked in the wrong currency is found across
-- them, and nothing is across accounts.
CREATE TABLE statement_run_units (
    run_id      uuid        NOT NULL REFERENCES statement_runs,
    account_id  uuid        NOT NULL,
    done_at     timestamptz,
    PRIMARY KEY (run_id, account_id)
);

-- match_id: UUIDv5 of pass and members, so that the same match is the same row in every run.
CREATE TABLE statement_matches (
    match_id     uuid        PRIMARY KEY,
    account_id   uuid        NOT NULL,
    pass         text        NOT NULL,
    lines        integer     NOT NULL,
    expectations integer     NOT NULL,
    run_id       uuid        NOT NULL, -- that found it first
    found_at     timestamptz NOT NULL,
    settled_day  date                  -- of its last member; null: a run may give it up
);
CREATE INDEX statement_matches_account ON statement_matches (account_id, settled_day);

-- How far an account is settled for good. Of rows behind it a run looks only at those of the days
-- right before, as neighbours of what is open.
CREATE TABLE statement_checkpoints (
    account_id   uuid PRIMARY KEY,
    settled_to   date NOT NULL,
    forgotten_to date              -- what was settled up to here is not kept any more
);

-- exception_id: UUIDv5 of account, class, line and expectation.
CREATE TABLE statement_exceptions (
    exception_id   uuid        PRIMARY KEY,
    account_id     uuid        NOT NULL,
    class          text        NOT NULL CHECK (class IN ('missing', 'extra', 'duplicate',
                                   'wrong_amount', 'wrong_date', 'wrong_currency', 'fee',
                                   'rounding')),
    line_id        uuid,
    expectation_id uuid,
    payment_id     uuid,
    currency       text        NOT NULL CHECK (length(currency) = 3),
    value_day      date        NOT NULL,
    debit_nostro   boolean     NOT NULL,
    adjust_minor   bigint      NOT NULL CHECK (adjust_minor >= 0),
    other_side     smallint    NOT NULL CHECK (other_side BETWEEN 1 AND 3),
    second_currency text       NOT NULL, -- of a wrong currency, what was expected; '': none
    second_minor   bigint      NOT NULL, -- positive: debits the nostro
    suggestion     text        NOT NULL,
    state          smallint    NOT NULL CHECK (state BETWEEN 1 AND 11),
    contradicted   boolean     NOT NULL,
    contradiction  text        NOT NULL, -- what runs find against it; operators may let it stand
    assignee       text        NOT NULL,
    proposed_by    text        NOT NULL,
    approved_by    text        NOT NULL,
    -- Of the adjustment, since its approval; the second pair of its second transfer.
    nostro_id      uuid,
    other_id       uuid,
    second_nostro_id uuid,
    second_other_id  uuid,
    version        integer     NOT NULL,
    opened_at      timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    settled        boolean     NOT NULL DEFAULT false, -- only people change it
    -- Two pairs of eyes, whatever a program does. While it waits, who proposes may be who approved the
    -- posting.
    CHECK (state IN (7, 10, 11) OR approved_by = '' OR approved_by <> proposed_by)
);
CREATE INDEX statement_exceptions_account ON statement_exceptions (account_id);
CREATE INDEX statement_exceptions_newest ON statement_exceptions (opened_at DESC, exception_id DESC);
CREATE INDEX statement_exceptions_approved ON statement_exceptions (exception_id)
    WHERE state IN (3, 8);
CREATE INDEX statement_exceptions_contradicted ON statement_exceptions (account_id)
    WHERE contradiction <> '';
CREATE INDEX statement_exceptions_payment ON statement_exceptions (payment_id)
    WHERE payment_id IS NOT NULL;
-- For what is said of payments: exceptions stay for ever, and most are healed or have a payment.
CREATE INDEX statement_exceptions_compared ON statement_exceptions (payment_id)
    WHERE payment_id IS NOT NULL AND (state <> 6 OR contradicted);

-- As programs read them: days and times as numbers.
CREATE VIEW exception_rows AS
SELECT exception_id, account_id, class, line_id, expectation_id, payment_id, currency,
       value_day - date '1970-01-01' AS value_day, debit_nostro, adjust_minor, suggestion, state,
       contradicted, assignee, proposed_by, approved_by, version,
       (extract(epoch FROM opened_at) * 1000000)::bigint AS opened_micros,
       (extract(epoch FROM changed_at) * 1000000)::bigint AS changed_micros,
       nostro_id, other_id, second_nostro_id, second_other_id, other_side, second_currency,
       second_minor, opened_at, settled, contradiction
FROM statement_exceptions;

-- Differences with the payment that they speak of: that of the expectation, or the one whose UETR the
-- line bears that nothing explains. A fee or a rounding is of a match, and speaks of each of its
-- payments; by `more_minor` the lines are more than what was expected.
CREATE VIEW payment_differences AS
SELECT exception_id, payment_id, class, state, contradicted, expectation_id, line_id,
       NULL::bigint AS more_minor
FROM statement_exceptions
WHERE payment_id IS NOT NULL AND class NOT IN ('fee', 'rounding')
UNION ALL
SELECT x.exception_id, r.payment_id, x.class, x.state, x.contradicted, x.expectation_id, x.line_id,
       NULL
FROM statement_exceptions x
     JOIN statement_lines l USING (line_id)
     JOIN payment_references r ON r.uetr = l.uetr
WHERE x.payment_id IS NULL AND l.uetr <> '' AND r.uetr <> '' AND x.class NOT IN ('fee', 'rounding')
UNION ALL
SELECT x.exception_id, e.payment_id, x.class, x.state, x.contradicted, x.expectation_id, NULL,
       CASE WHEN x.debit_nostro THEN x.adjust_minor ELSE -x.adjust_minor END
FROM statement_expectations e
     JOIN statement_expectations named
     ON named.expectation_id = e.expectation_id OR named.match_id = e.match_id
     JOIN statement_exceptions x ON x.expectation_id = named.expectation_id
WHERE e.payment_id IS NOT NULL AND x.class IN ('fee', 'rounding');

-- The trail.
CREATE TABLE exception_steps (
    exception_id uuid        NOT NULL REFERENCES statement_exceptions,
    version      integer     NOT NULL,
    step         smallint    NOT NULL CHECK (step BETWEEN 1 AND 17),
    by_whom      text        NOT NULL,
    note         text        NOT NULL,
    at           timestamptz NOT NULL,
    PRIMARY KEY (exception_id, version)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON exception_steps
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exceptions_stay BEFORE DELETE OR TRUNCATE ON statement_exceptions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
