SELECT account_id FROM (
    SELECT account_id FROM statement_expectations
    UNION SELECT account_id FROM statement_lines
    UNION SELECT account_id FROM statement_exceptions) units
ORDER BY account_id
