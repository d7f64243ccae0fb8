### Refusals of the record: numbers, the register.

device-unsigned = 🟡 Your Matrix account has a device { $device } that you have not verified. Messages do not open on it. Verify it from another one of yours; if it is not yours, remove it and tell your head.
ask-code =
    To be signed: { $signed }.
    { $lines }
    Digest of what is shown: { $digest }
    
    The code of the app? Six digits, not later than { $until }. To stop: /cancel.

## Refusals

refused-authority-unknown = The register holds no authority “{ $text }”.
refused-number-none = No number of a request is given.
refused-number = “{ $text }” is not the number of a request.
refused-number-unknown = There is no request { $text } among yours.
refused-number-several = Several requests fit: { $numbers }.
instead-number = For example: KZ-BY-2026-7, KZ-7 or 7. The list: /open.
