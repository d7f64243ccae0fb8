"""What nio raises at something that others wrote, and that is none of what it should be."""

from nio.exceptions import EncryptionError, OlmTrustError

# Those of vodozemac are values. Not what the storage of the keys raises: that comes again.
NONSENSE = (
    EncryptionError,
    OlmTrustError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    StopIteration,
)
