INSERT INTO account_parties (account_id, party_id)
SELECT * FROM unnest($1::uuid[], $2::uuid[])
ON CONFLICT (account_id) DO NOTHING
