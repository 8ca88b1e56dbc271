"""Text to vectors: `unpack` makes a model folder of the pinned weights, `embedder` is the model in use, `name` what it is called."""
