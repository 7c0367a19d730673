SELECT * FROM exception_rows WHERE account_id = $1::uuid AND NOT settled
