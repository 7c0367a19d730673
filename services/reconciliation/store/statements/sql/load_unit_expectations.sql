SELECT e.expectation_id, e.payment_id, e.currency, e.amount_minor, e.value_day - date '1970-01-01',
       coalesce(r.uetr, ''), coalesce(r.end_to_end_id, e.reference), coalesce(r.message_id, ''),
       e.settled
FROM statement_expectations e LEFT JOIN payment_references r USING (payment_id)
WHERE e.account_id = $1::uuid
  AND (NOT e.settled OR e.value_day > date '1970-01-01' + $2::bigint::integer)
ORDER BY e.expectation_id
