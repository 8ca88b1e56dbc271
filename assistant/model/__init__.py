"""The configured language model: `settings` (what the user configured), `client` (the one owner of langchain-openai),
`http` (the connection), `local` (a GGUF file served on loopback to the same client), `failure` (what can go wrong, in
words for the reader).

Nothing here is reached unless a model is configured.
"""
