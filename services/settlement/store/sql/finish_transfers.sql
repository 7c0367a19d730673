-- What a partition of transfers has of its own; % is its name.
ALTER TABLE % ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX ON % (debtor, debtor_sequence);
CREATE UNIQUE INDEX ON % (creditor, creditor_sequence);
CREATE INDEX ON % (currency, settlement_window) WHERE settlement_window IS NOT NULL;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
