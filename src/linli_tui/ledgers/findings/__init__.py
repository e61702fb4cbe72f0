"""问题: what patrols and neighbours find, followed until somebody has looked again."""
