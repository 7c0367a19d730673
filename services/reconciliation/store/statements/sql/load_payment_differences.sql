SELECT x.payment_id, x.exception_id, x.class, x.state, x.contradicted, x.expectation_id, l.currency,
       l.amount_minor, x.more_minor
FROM payment_differences x LEFT JOIN statement_lines l USING (line_id)
WHERE x.payment_id = ANY ($1::uuid[]) AND (x.state <> 6 OR x.contradicted)
ORDER BY x.payment_id, x.exception_id
