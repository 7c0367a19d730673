SELECT digest FROM taken_messages WHERE participant = $1 AND rail = $2 AND message_id = $3
