SELECT coalesce((SELECT balance_after FROM entries WHERE account_id = $1 AND sequence = $2), 0)
