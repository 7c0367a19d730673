-- Cases that are about these persons or tell of them. A customer stands for its accounts, too. What was
-- found about a payment is sealed under the payment's id: asked for as a person's, its case is in the way
-- as any other.
WITH known AS (
    SELECT person, person AS id FROM unnest($1::uuid[]) AS person
    UNION
    SELECT party_id, account_id FROM account_parties WHERE party_id = ANY($1::uuid[])
), told AS (
    SELECT person, case_id
    FROM known JOIN cases ON subject_id = known.id
    UNION
    SELECT person, case_id FROM known JOIN case_persons ON person_id = known.id
)
SELECT person, subject_id, cases.status = 1,
       (extract(epoch FROM resolved_at) * 1000000)::bigint
FROM told JOIN cases USING (case_id)
