"""检查: page to findings. Floor 2. No Django here."""
