"""What a person can do: one public method is one action and one transaction."""
