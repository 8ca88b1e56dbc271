"""From a question to a cited answer: understand, retrieve, gate, write, verify."""
