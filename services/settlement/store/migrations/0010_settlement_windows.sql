-- Settlement between participants, beside the ledger and written with it.

CREATE TYPE settlement_model AS ENUM ('gross', 'bilateral_net', 'multilateral_net');
CREATE TYPE window_state AS ENUM ('open', 'closed', 'settling', 'settled');

CREATE TABLE settlement_windows (
    currency   text             NOT NULL CHECK (length(currency) = 3),
    number     bigint           NOT NULL CHECK (number > 0),
    model      settlement_model NOT NULL,
    state      window_state     NOT NULL,
    opened_at  timestamptz      NOT NULL,
    closed_at  timestamptz,
    settled_at timestamptz,
    version    integer          NOT NULL,  -- of its stream of facts
    instructions bigint         NOT NULL DEFAULT 0,
    announced    bigint         NOT NULL DEFAULT 0,  -- of them, in facts
    digest       bytea          NOT NULL DEFAULT '',  -- of those (domain/instruction.h)
    PRIMARY KEY (currency, number),
    CHECK ((state = 'open') = (closed_at IS NULL)),
    CHECK ((state = 'settled') = (settled_at IS NOT NULL))
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX settlement_windows_open ON settlement_windows (currency) WHERE state = 'open';
CREATE INDEX settlement_windows_unsettled ON settlement_windows (currency, number)
    WHERE state IN ('closed', 'settling');

-- A participant in a currency, or the settlement agent (the empty name): what was agreed with it, and how it stands in the window of this
-- number; in a later one it begins from zero, so that to close a window touches no participant.
CREATE TABLE settlement_participants (
    currency           text    NOT NULL CHECK (length(currency) = 3),
    institution        text    NOT NULL,
    bic                text    NOT NULL,
    settlement_account text    NOT NULL,
    suspended          boolean NOT NULL,
    debit_cap          bigint  CHECK (debit_cap >= 0),
    liquidity          bigint  CHECK (liquidity >= 0),
    proposed_bic       text,    -- where one operator wants it to settle; NULL: nothing waits
    proposed_account   text,
    proposed_by        text,
    settlement_window  bigint  NOT NULL,
    net                bigint  NOT NULL,
    reserved           bigint  NOT NULL CHECK (reserved >= 0),
    version            integer NOT NULL,
    revision           bigint  NOT NULL,
    PRIMARY KEY (currency, institution),
    CHECK (settlement_account = '' OR bic <> ''),
    CHECK (num_nulls(proposed_bic, proposed_account, proposed_by) IN (0, 3))
) WITH (fillfactor = 50);

-- What the transfers of a window came to, from one participant to another. Sums of a whole window may
-- be beyond 64 bits.
CREATE TABLE settlement_flows (
    currency          text    NOT NULL,
    settlement_window bigint  NOT NULL,
    debtor            text    NOT NULL,
    creditor          text    NOT NULL CHECK (creditor <> debtor),
    gross             numeric NOT NULL CHECK (gross > 0),
    transfers         bigint  NOT NULL CHECK (transfers > 0),
    PRIMARY KEY (currency, settlement_window, debtor, creditor)
) WITH (fillfactor = 50);

-- What a closed window obliges its participants to. Empty: the settlement agent. Where each side settles
-- is what was agreed when they were made; empty account: in the ledger.
CREATE TABLE settlement_instructions (
    currency          text    NOT NULL,
    settlement_window bigint  NOT NULL,
    place             bigint  NOT NULL CHECK (place > 0),
    id                uuid    NOT NULL UNIQUE,
    debtor            text    NOT NULL,
    creditor          text    NOT NULL CHECK (creditor <> debtor),
    amount            bigint  NOT NULL CHECK (amount > 0),
    debtor_bic        text    NOT NULL,
    debtor_account    text    NOT NULL,
    creditor_bic      text    NOT NULL,
    creditor_account  text    NOT NULL,
    in_ledger         boolean NOT NULL GENERATED ALWAYS AS (debtor_account = '' AND creditor_account = '')
                              STORED,
    confirmed         boolean NOT NULL,
    CHECK (in_ledger OR (debtor_bic <> '' AND creditor_bic <> '')),
    PRIMARY KEY (currency, settlement_window, place)
) WITH (fillfactor = 80);
CREATE INDEX settlement_instructions_waiting
    ON settlement_instructions (currency, settlement_window, place) WHERE NOT confirmed;
