SELECT document FROM scenarios WHERE version = $1
