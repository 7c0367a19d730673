-- What facts told of each payment's way, one behind the other as they came: appending is all that a
-- fact does, in whatever order. `transfer_id`: of the ledger's transfer, by which it is found, too.
CREATE TABLE payment_lineage (
    payment_id  uuid  PRIMARY KEY,
    transfer_id uuid,
    facts       bytea NOT NULL
);
CREATE INDEX payment_lineage_transfer ON payment_lineage (transfer_id) WHERE transfer_id IS NOT NULL;

CREATE INDEX statement_exceptions_line ON statement_exceptions (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX statement_exceptions_expectation ON statement_exceptions (expectation_id)
    WHERE expectation_id IS NOT NULL;
