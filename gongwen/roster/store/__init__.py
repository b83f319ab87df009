"""The file or server in which a register is kept."""
