-- Both come as arrays of one, the only form in which bytes travel as they are.
INSERT INTO list_contents (digest, content)
VALUES (($1::bytea[])[1], ($2::bytea[])[1])
ON CONFLICT (digest) DO NOTHING
