"""The error family. Everything under `CeyinError` is for the user: one line, exit status 1, what mends it.

    CeyinError
    ├── SettingsError        a setting that cannot be used
    ├── DocumentError        a file that cannot be read as a document
    ├── AddressError         no clause, or more than one, at what was asked for
    ├── WeightsError         the embedding model is missing or damaged
    ├── IndexMissing         nothing has been indexed yet
    ├── IndexStale           the index was built with another model, segmentation or parser
    ├── IndexDamaged         the index folder cannot be read
    └── IndexBusy            another process is indexing
"""


class CeyinError(Exception):
    """An error whose text is meant for the user.

    Args:
        message: one Chinese line that says what is wrong.
        remedy: the command or step that mends it; empty where there is none.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}（{self.remedy}）" if self.remedy else self.message


class SettingsError(CeyinError):
    """A setting that cannot be used."""


class DocumentError(CeyinError):
    """A file that cannot be read as a document."""


class AddressError(CeyinError):
    """No clause stands at the address, or more than one does."""


class WeightsError(CeyinError):
    """The embedding model is missing, damaged or not the expected one."""


class IndexMissing(CeyinError):
    """Nothing has been indexed yet."""


class IndexStale(CeyinError):
    """The index was built with another model, segmentation or parser than this program uses."""


class IndexDamaged(CeyinError):
    """The index folder exists but cannot be read."""


class IndexBusy(CeyinError):
    """Another process is writing the index."""
