SELECT file_id, place, l.position, l.currency, l.amount_minor, l.value_day - date '1970-01-01',
       l.booked_day - date '1970-01-01', l.uetr, l.end_to_end_id, l.instruction_id, l.reference,
       l.bank_id, l.words, l.code, l.reversal, l.settled
FROM statement_lines l JOIN statements s USING (file_id, place)
WHERE l.account_id = $1::uuid AND s.used
  AND (NOT l.settled OR l.value_day > date '1970-01-01' + $2::bigint::integer)
