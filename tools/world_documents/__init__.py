"""Makes the documents of the demo world from words (`content/`) and figures (`facts.yaml`)."""
