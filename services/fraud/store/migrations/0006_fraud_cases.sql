-- Payments in review, as payment events tell. The truth about them is the payment service's; this is the
-- analysts' queue.
CREATE TABLE fraud_cases (
    payment_id uuid        PRIMARY KEY,
    opened_at  timestamptz NOT NULL,
    score      integer     NOT NULL,  -- -1: it was not scored
    reasons    text        NOT NULL,  -- codes, comma-separated
    closed_at  timestamptz,
    outcome    text        NOT NULL DEFAULT '',
    CHECK ((closed_at IS NULL) = (outcome = ''))
);
CREATE INDEX fraud_cases_open ON fraud_cases (opened_at, payment_id) WHERE closed_at IS NULL;

-- What a party did and was reported for lately.
CREATE INDEX feature_log_by_payer ON feature_log (payer, kind, sequence);
CREATE INDEX feature_log_by_payee ON feature_log (payee, kind, sequence);
