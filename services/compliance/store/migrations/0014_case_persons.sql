-- Whom a case tells of beside its subject: the parties of a payment. While the case is open, and as
-- long as it must be kept, they are not erased; when they are, its documents go with them. The id of
-- an account stands for the customer whose it is (account_parties).
CREATE TABLE case_persons (
    person_id uuid NOT NULL,
    case_id   uuid NOT NULL REFERENCES cases,
    PRIMARY KEY (person_id, case_id)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_persons
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
