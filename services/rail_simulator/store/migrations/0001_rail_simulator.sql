-- The clock of the simulator is that of the machine, and this much ahead.
CREATE TABLE simulator_clock (
    one      boolean PRIMARY KEY DEFAULT true CHECK (one),
    ahead_us bigint  NOT NULL DEFAULT 0 CHECK (ahead_us >= 0)
);
INSERT INTO simulator_clock DEFAULT VALUES;

-- The last one counts.
CREATE TABLE scenarios (
    version   integer     PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    document  text        NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now()
);

-- What a participant handed in, as it came.
CREATE TABLE taken_messages (
    participant text        NOT NULL,
    rail        text        NOT NULL,
    message_id  text        NOT NULL,
    type        text        NOT NULL,
    digest      bytea       NOT NULL CHECK (length(digest) = 32),
    content     bytea       NOT NULL,
    taken_at    timestamptz NOT NULL,
    PRIMARY KEY (participant, rail, message_id)
);

-- Submissions of messages that the scenario meets at the door.
CREATE TABLE door_attempts (
    participant text    NOT NULL,
    rail        text    NOT NULL,
    message_id  text    NOT NULL,
    door        text    NOT NULL,
    times       integer NOT NULL CHECK (times > 0),
    submissions integer NOT NULL CHECK (submissions > 0),
    PRIMARY KEY (participant, rail, message_id)
);

CREATE TABLE payments (
    number         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    participant    text        NOT NULL,
    rail           text        NOT NULL,
    message_id     text        NOT NULL,
    message_name   text        NOT NULL,
    instruction_id text        NOT NULL,
    end_to_end_id  text        NOT NULL,
    transaction_id text        NOT NULL,
    uetr           text        NOT NULL,
    currency       char(3)     NOT NULL,
    minor_units    bigint      NOT NULL CHECK (minor_units > 0),
    creditor_name  text        NOT NULL,
    creditor_iban  text        NOT NULL,
    rule           text        NOT NULL,
    silent         boolean     NOT NULL,
    deaf           boolean     NOT NULL,
    notifies       boolean     NOT NULL,
    recall_refusal text        NOT NULL,
    state          text        NOT NULL
        CHECK (state IN ('pending', 'settled', 'rejected', 'returned', 'cancelled')),
    settled_minor  bigint      NOT NULL,
    reason         text        NOT NULL,
    settled_at     timestamptz,
    UNIQUE (participant, rail, transaction_id)
);
CREATE INDEX payments_by_message ON payments (participant, rail, message_id);

-- What is still to become of payments. due_at is in the time of the simulator. The report of a file is a
-- step of its first payment, the statement of a day one of a payment that was booked on it.
CREATE TABLE steps (
    id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    payment     bigint      NOT NULL REFERENCES payments,
    act         text        NOT NULL CHECK (act IN ('settle', 'reject', 'return', 'say', 'report', 'state')),
    due_at      timestamptz NOT NULL,
    told        boolean     NOT NULL,
    status      text        NOT NULL,
    reason      text        NOT NULL,
    minor_units bigint      NOT NULL,
    copies      integer     NOT NULL CHECK (copies > 0)
);
CREATE INDEX steps_by_due ON steps (due_at, id);
CREATE INDEX steps_by_payment ON steps (payment);

-- Messages for a participant, by number. They get it when they fall due, so a higher number is never
-- there before a lower one.
CREATE TABLE answers (
    participant text        NOT NULL,
    rail        text        NOT NULL,
    sequence    bigint      NOT NULL CHECK (sequence > 0),
    message_id  text        NOT NULL,
    type        text        NOT NULL,
    content     bytea       NOT NULL,
    sent_at     timestamptz NOT NULL,
    PRIMARY KEY (participant, rail, sequence)
);

-- The account of a participant at a rail: what was booked.
CREATE TABLE entries (
    id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    participant text        NOT NULL,
    rail        text        NOT NULL,
    payment     bigint      NOT NULL REFERENCES payments,
    kind        text        NOT NULL CHECK (kind IN ('payment', 'return')),
    currency    char(3)     NOT NULL,
    minor_units bigint      NOT NULL CHECK (minor_units > 0),
    booked_at   timestamptz NOT NULL,
    UNIQUE (payment, kind)
);
CREATE INDEX entries_by_account ON entries (participant, rail, currency, booked_at, id);
