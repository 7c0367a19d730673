SELECT id FROM rail_conflicts WHERE id = ANY ($1::uuid[])
