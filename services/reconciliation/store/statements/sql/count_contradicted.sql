SELECT count(*) FROM statement_exceptions WHERE contradicted AND contradiction <> ''
