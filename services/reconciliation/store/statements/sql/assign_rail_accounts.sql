-- What leaves and comes back by a rail that has an account of its own is expected there, as soon as both
-- the money and the rail are told of.
UPDATE statement_expectations e SET account_id = own.account_id
FROM payment_references r, unnest($2::uuid[], $3::text[], $4::uuid[]) AS own(nostro, rail, account_id)
WHERE e.payment_id = ANY ($1::uuid[]) AND r.payment_id = e.payment_id
  AND e.account_id = own.nostro AND r.rail = own.rail
