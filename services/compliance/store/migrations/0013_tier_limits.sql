-- What customers of a tier may pay in a currency, minor units: one payment, a day of UTC, thirty days
-- with today. The newest version is in force; without a row nothing may be paid. Rows only come.
CREATE TABLE tier_limits (
    tier            smallint    NOT NULL CHECK (tier IN (1, 2, 3)),  -- basic, standard, enhanced
    currency        char(3)     NOT NULL,
    version         integer     NOT NULL CHECK (version >= 0),
    payment_max     bigint      NOT NULL CHECK (payment_max >= 0),
    day_max         bigint      NOT NULL CHECK (day_max >= 0),
    thirty_days_max bigint      NOT NULL CHECK (thirty_days_max >= 0),
    set_by          text        NOT NULL,
    reason          text        NOT NULL CHECK (length(reason) <= 500),
    set_at          timestamptz NOT NULL,
    proposed_by     text        NOT NULL DEFAULT '',  -- of two operators who raised it the first
    PRIMARY KEY (tier, currency, version),
    CHECK (proposed_by <> set_by)  -- the two are two
);
-- Version 0, to begin with: about 1,000, 10,000 and 100,000 euros a payment.
INSERT INTO tier_limits
SELECT tier, currency, 0, unit * per_payment, unit * per_day, unit * per_thirty_days, 'migration',
       'to begin with', now()
FROM (VALUES (1, 1000, 2000, 10000), (2, 10000, 20000, 100000), (3, 100000, 250000, 1000000))
         AS limits (tier, per_payment, per_day, per_thirty_days),
     (VALUES ('CHF', 100), ('EUR', 100), ('GBP', 100), ('JPY', 100), ('USD', 100))
         AS currencies (currency, unit);

-- refuse_change() is the event store's.
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON tier_limits
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A raise that waits for a second operator: one a tier and currency.
CREATE TABLE tier_limit_proposals (
    tier            smallint    NOT NULL CHECK (tier IN (1, 2, 3)),
    currency        char(3)     NOT NULL,
    payment_max     bigint      NOT NULL CHECK (payment_max >= 0),
    day_max         bigint      NOT NULL CHECK (day_max >= 0),
    thirty_days_max bigint      NOT NULL CHECK (thirty_days_max >= 0),
    proposed_by     text        NOT NULL,
    reason          text        NOT NULL CHECK (length(reason) <= 500),
    proposed_at     timestamptz NOT NULL,
    PRIMARY KEY (tier, currency)
);

-- A payment's share of its payer's limits; what the payment did not move is given back.
CREATE TABLE limit_reservations (
    payment_id   uuid        PRIMARY KEY,
    party_id     uuid        NOT NULL,  -- nil: the payment ended before it was reserved for
    currency     char(3)     NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor >= 0),
    day          date        NOT NULL,
    reserved_at  timestamptz NOT NULL,
    state        smallint    NOT NULL CHECK (state IN (1, 2, 3)),  -- reserved, ended, abandoned
    heard_of     boolean     NOT NULL DEFAULT false  -- a fact told that the payment was stored
);
CREATE INDEX limit_reservations_unheard ON limit_reservations (reserved_at)
    WHERE state = 1 AND NOT heard_of;

-- How far the facts of payments were taken in, a row a partition of their topic: they tell that a
-- payment was stored, so what was reserved is abandoned by their time and not by a clock's.
CREATE TABLE payment_facts_taken (
    partition integer     PRIMARY KEY,
    newest_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- The sum of a party's reservations by day. Who changes it holds the party's row.
CREATE TABLE limit_usage (
    party_id   uuid    NOT NULL,
    currency   char(3) NOT NULL,
    day        date    NOT NULL,
    used_minor bigint  NOT NULL CHECK (used_minor >= 0),
    PRIMARY KEY (party_id, currency, day)
);
