-- Accounts that the file names by now.
UPDATE statement_expectations SET account_id = known.account_id
FROM unnest($1::text[], $2::uuid[]) AS known(number, account_id)
WHERE statement_expectations.account_id IS NULL AND statement_expectations.number = known.number
