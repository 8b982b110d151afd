"""Links: a query string to fields and back, hostile until checked. Knows no comparison."""
