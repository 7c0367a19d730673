-- The fold of a payment's facts, kept at hand, and the terms that facts leave out because they are
-- personal: name and IBAN of a payee elsewhere and remittance information, sealed together under the
-- key of `person` (person_keys). Absent when nothing is personal.
CREATE TABLE payments (
    payment_id      uuid        PRIMARY KEY,
    partner_id      text        NOT NULL,
    fingerprint     bytea       NOT NULL CHECK (length(fingerprint) = 32),
    status          smallint    NOT NULL CHECK (status BETWEEN 1 AND 10),
    version         integer     NOT NULL CHECK (version > 0),
    debtor          uuid        NOT NULL,
    creditor        uuid,
    creditor_country text       NOT NULL,
    creditor_bic    text        NOT NULL,  -- names a bank
    person          uuid,
    sealed_terms    bytea,
    -- HMAC of the payee's IBAN under a search key of the token: operators find payments by it.
    creditor_iban_hash bytea    CHECK (length(creditor_iban_hash) = 32),
    creditor_iban_key  text,
    currency        char(3)     NOT NULL,
    amount_minor    bigint      NOT NULL CHECK (amount_minor > 0),
    captured_minor  bigint      CHECK (captured_minor > 0 AND captured_minor <= amount_minor),
    end_to_end_id   text        NOT NULL,
    automatic_capture boolean   NOT NULL,
    device_id       text        NOT NULL,
    terminal_id     text        NOT NULL,
    reasons         text        NOT NULL,  -- lines of code, tab, message
    degradations    text        NOT NULL,  -- lines
    capture_command uuid,
    cancel_command  uuid,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CHECK ((creditor IS NULL) = (creditor_country <> '')),
    CHECK (creditor IS NOT NULL OR sealed_terms IS NOT NULL),
    CHECK ((person IS NULL) = (sealed_terms IS NULL)),
    CHECK ((creditor_iban_hash IS NULL) = (creditor_iban_key IS NULL))
) WITH (fillfactor = 80);

-- Lists of a partner, newest first.
CREATE INDEX payments_by_partner ON payments (partner_id, created_at DESC, payment_id DESC);
CREATE INDEX payments_by_creditor_iban ON payments (creditor_iban_hash, created_at DESC, payment_id DESC)
    WHERE creditor_iban_hash IS NOT NULL;
