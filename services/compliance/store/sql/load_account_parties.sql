SELECT account_id, party_id FROM account_parties WHERE account_id = ANY($1::uuid[])
