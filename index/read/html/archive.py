"""Pages saved as one file (MHTML): the first page in it."""

from __future__ import annotations

import email
import email.policy

from index.errors import DocumentError


def page_of_archive(data: bytes, file: str) -> bytes:
    """The HTML of a saved page, its pictures and styles left alone.

    Raises:
        DocumentError: there is no page in the file.
    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return content
    raise DocumentError(f"{file}：网页里没有正文")
