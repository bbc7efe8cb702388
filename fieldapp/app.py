"""The only file that knows every part: builds and wires them."""
