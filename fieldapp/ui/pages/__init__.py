"""One page a file; a page never imports another."""
