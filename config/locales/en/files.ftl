### Files.

attachment-lost = 🔴 The file { $name } is lost or damaged in the storage and was not passed on; the rest goes. Pass it on another way, and tell the administrator.

## Refusals

refused-file-empty = The file is empty: { $name }.
refused-file-large = The file is larger than 20 MB: { $name }.
refused-file-active = The PDF holds scripts, files or acts that run when it is opened: { $name }.
refused-file-archive = Archives and disk images are not accepted: { $name }.
refused-file-closed = The PDF is locked in a way that nobody can check it: { $name }.
refused-file-office = Documents of Word, Excel and the like are not accepted, they may carry macros: { $name }.
refused-file-page = Web pages and SVG drawings are not accepted: { $name }.
refused-file-program = Programs and scripts are not accepted: { $name }.
refused-file-type = The file is neither a picture nor a PDF: { $name }.
refused-file-damaged = The file was damaged in the storage, send it again: { $name }.
refused-file-unfetched = The file could not be fetched, send it again: { $name }.
instead-file-convert = Save the document as a PDF and send the PDF of up to 20 MB.
instead-file-print = Print it into a new PDF ("Print", "Save as PDF") or photograph its pages.
instead-file-send = Send a photo, a scan or a PDF of up to 20 MB.
instead-file-unpack = Unpack it and send one file at a time: a photo, a scan or a PDF of up to 20 MB.
