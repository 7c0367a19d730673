SELECT sequence FROM rail_cursors WHERE rail = $1
