"""亮照亮证: reading what a shop shows of its licence and permits."""
