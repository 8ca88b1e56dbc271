"""The server around the page: who may come in, what a response may load, what is handed out besides the page.

From the outside in: `guard` (headers, sizes, hosts), `signing_in` (sessions and the sign-in page), `routes` (state of the
server, exports, language), `starting` (what is shown while the first index is built), `listening` (the socket).
"""
