-- Not from under whoever took it when the lease of this owner was over.
UPDATE payment_files SET owner = NULL, leased_until = NULL WHERE file_id = $1 AND owner = $2
