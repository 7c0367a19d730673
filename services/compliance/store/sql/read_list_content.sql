SELECT content FROM list_contents WHERE digest = ($1::bytea[])[1]
