SELECT twin.exception_id
FROM statement_exceptions one JOIN statement_exceptions twin
     USING (account_id, currency, value_day, debit_nostro, adjust_minor)
WHERE one.exception_id = $1::uuid AND twin.exception_id <> one.exception_id
  AND twin.contradiction <> '' AND twin.state NOT IN (9, 11)
ORDER BY twin.exception_id
LIMIT 1
