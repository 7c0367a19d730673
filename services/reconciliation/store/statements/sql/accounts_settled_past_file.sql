-- With days behind the checkpoint on which a line may still have its other side before it.
SELECT DISTINCT c.account_id
FROM statement_lines l JOIN statement_checkpoints c USING (account_id)
WHERE l.file_id = $1::uuid AND l.value_day <= c.settled_to + $2::bigint::integer
