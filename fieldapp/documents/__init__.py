"""Values in, PDF and XLSX bytes out. The only room that knows reportlab."""
