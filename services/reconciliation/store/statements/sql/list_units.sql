SELECT account_id FROM (
    SELECT account_id FROM statement_expectations WHERE NOT settled AND account_id IS NOT NULL
    UNION SELECT account_id FROM statement_lines WHERE NOT settled
    UNION SELECT account_id FROM statement_exceptions WHERE NOT settled
    UNION SELECT account_id FROM statement_checkpoints) units
ORDER BY account_id
