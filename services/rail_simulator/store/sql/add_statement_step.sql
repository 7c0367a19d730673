-- A step needs a payment: any that was booked on the account.
INSERT INTO steps (payment, act, due_at, told, status, reason, minor_units, copies)
SELECT $1::bigint, 'state', $5::timestamptz, true, '', '', 0, 1
WHERE NOT EXISTS (SELECT FROM steps s JOIN payments p ON p.number = s.payment
                  WHERE s.act = 'state' AND s.due_at = $5::timestamptz
                    AND p.participant = $2 AND p.rail = $3 AND p.currency = $4)
