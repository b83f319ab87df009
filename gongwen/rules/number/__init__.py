"""发文字号 (7.2.5), of the document and of those it cites."""
