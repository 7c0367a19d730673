-- The booster comes as an array of one, the only form in which bytes travel as they are.
INSERT INTO releases (kind, version, stage, submitted_by, submitted_at, signed_by, digest, content,
                      signature, booster, card)
VALUES ($1::bigint, $2::text, $3::bigint, $4::text, $5::timestamptz, $6::text, $7::text, $8::text,
        $9::text, ($10::bytea[])[1], $11::text)
