-- Money of payments at rails on the suspense accounts, one row a transfer that brought it there: where
-- it belongs, two operators say. What is not released yet is an open matter.
CREATE TABLE suspended_transfers (
    transfer_id  uuid        PRIMARY KEY,
    payment_id   uuid        NOT NULL,
    hold_id      uuid        NOT NULL,
    payer        uuid        NOT NULL,
    currency     text        NOT NULL,
    amount       bigint      NOT NULL CHECK (amount > 0),
    came_back    boolean     NOT NULL,  -- from the rail; else it was to leave
    suspended_at timestamptz NOT NULL,
    proposed_creditor uuid,             -- an operator's word, until another says the same
    proposed_by  text        NOT NULL,
    released_to  uuid,
    released_by  text        NOT NULL,  -- both operators
    released_at  timestamptz,
    CHECK ((proposed_creditor IS NULL) = (proposed_by = '')),
    CHECK ((released_at IS NULL) = (released_to IS NULL) AND (released_at IS NULL) = (released_by = ''))
);
CREATE INDEX suspended_transfers_open ON suspended_transfers (suspended_at, transfer_id)
    WHERE released_at IS NULL;
