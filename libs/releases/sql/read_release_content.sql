SELECT content, signature, booster, card FROM releases WHERE kind = $1::bigint AND version = $2::text
