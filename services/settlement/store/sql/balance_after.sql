SELECT coalesce((SELECT balance_after FROM entries WHERE account_id = $1 AND sequence = $2),
                (SELECT balance FROM brought_forward WHERE account_id = $1 AND entries = $2),
                0)
