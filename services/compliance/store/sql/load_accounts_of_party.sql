SELECT account_id FROM account_parties WHERE party_id = $1::uuid
