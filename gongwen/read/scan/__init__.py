"""Pictures of pages → their lines, by an engine that recognises characters (the extra gongwen[ocr])."""
