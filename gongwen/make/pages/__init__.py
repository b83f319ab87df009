"""How many lines blocks take, how lines fall on pages, and where they stand on paper."""
