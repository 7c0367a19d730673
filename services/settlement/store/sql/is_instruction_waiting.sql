SELECT EXISTS (SELECT FROM settlement_instructions
               WHERE currency = $1 AND settlement_window = $2 AND NOT confirmed) AS waiting
