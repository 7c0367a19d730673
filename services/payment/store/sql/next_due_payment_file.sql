SELECT (extract(epoch FROM min(next_due_at)) * 1000000)::bigint FROM payment_files
WHERE next_due_at IS NOT NULL
