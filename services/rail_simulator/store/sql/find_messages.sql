SELECT participant, rail, message_id, digest
FROM taken_messages
JOIN unnest($1::text[], $2::text[], $3::text[]) AS n (participant, rail, message_id)
     USING (participant, rail, message_id)
