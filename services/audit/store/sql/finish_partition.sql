-- What a partition of audit_entries has of its own; % is its name.
ALTER TABLE % ADD PRIMARY KEY (sequence);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
