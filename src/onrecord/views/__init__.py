"""Questions to a store or a record, answered in plain rows that tables, web pages and JSON show alike."""
