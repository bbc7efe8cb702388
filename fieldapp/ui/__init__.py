"""Windows, pages and widgets. The only room that knows Qt."""
