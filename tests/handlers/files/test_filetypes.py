"""What is taken is known by its content, whatever it is called; a refusal says what to do."""

import zlib

import pytest

from handlers.chat.events import Attached, File
from handlers.files import pdf
from handlers.files.names import LENGTH, stored_name, visible_name
from handlers.files.types import LATE, SIZE, TAKEN, Kind, kind
from handlers.files.unfit import Unfit
from tests.handlers.conftest import Desk
from tests.handlers.files import samples
from tests.handlers.files.samples import object_stream, stream
from tests.journeys.stage import FORM, Stage, texts

# What scanners, printers and servers put before a PDF.
BEFORE = {
    "a byte order mark": b"\xef\xbb\xbf",
    "blanks": b"\r\n \x00",
    "a printer's job": b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE = PDF\r\n",
    "the most": b"x" * 1016,
}
BY_TYPE = {each.type: each for each in TAKEN}
ACCEPTED = {
    "JPEG": "image/jpeg",
    "EXIF": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "WEBP_LOSSY": "image/webp",
    "WEBP_EXTENDED": "image/webp",
    "HEIC": "image/heic",
    "HEIC_ANDROID": "image/heic",
    "TIFF": "image/tiff",
    "TIFF_MOTOROLA": "image/tiff",
    "PDF": "application/pdf",
}
REFUSED = {
    "PE": Unfit.PROGRAM,
    "ELF": Unfit.PROGRAM,
    "MACH_O": Unfit.PROGRAM,
    "MACH_O_FAT": Unfit.PROGRAM,
    "SHELL": Unfit.PROGRAM,
    "BATCH": Unfit.PROGRAM,
    "VBSCRIPT": Unfit.PROGRAM,
    "LNK": Unfit.PROGRAM,
    "JAVASCRIPT": Unfit.TYPE,
    "DOCM": Unfit.OFFICE,
    "XLSM": Unfit.OFFICE,
    "DOCX": Unfit.OFFICE,
    "OLE": Unfit.OFFICE,
    "RTF": Unfit.OFFICE,
    "ZIP": Unfit.ARCHIVE,
    "ZIP_EMPTY": Unfit.ARCHIVE,
    "RAR": Unfit.ARCHIVE,
    "SEVEN_ZIP": Unfit.ARCHIVE,
    "GZIP": Unfit.ARCHIVE,
    "TAR": Unfit.ARCHIVE,
    "ISO": Unfit.ARCHIVE,
    "HTML": Unfit.PAGE,
    "HTML_SPACED": Unfit.PAGE,
    "SVG": Unfit.PAGE,
    "XML": Unfit.PAGE,
    "AVIF": Unfit.TYPE,
    "AVIF_AS_MIF1": Unfit.TYPE,
    "FILM": Unfit.TYPE,
    "GIF": Unfit.TYPE,
}
# Each header, one byte shorter than what is known by it.
HEADERS = {"JPEG": 4, "PNG": 16, "WEBP": 16, "HEIC": 12, "TIFF": 8, "PDF": 8}


def sample(name: str) -> bytes:
    body: bytes = getattr(samples, name)
    return body


# By content


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_telephones_scanners_and_offices_make_is_taken(name: str) -> None:
    assert kind(sample(name)) is BY_TYPE[ACCEPTED[name]]


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_do_more_than_be_looked_at_is_refused(name: str) -> None:
    assert kind(sample(name)) is REFUSED[name]


def test_every_type_that_is_taken_has_a_sample() -> None:
    assert set(ACCEPTED.values()) == set(BY_TYPE)


@pytest.mark.parametrize("name", HEADERS)
def test_a_header_that_is_cut_is_none(name: str) -> None:
    whole = sample(name)[: HEADERS[name]]

    assert isinstance(kind(whole), Kind)
    for length in range(1, len(whole)):
        assert kind(whole[:length]) is Unfit.TYPE, length


def test_the_largest_file_is_twenty_megabytes_and_the_least_one_is_not_empty() -> None:
    assert SIZE == 20 * 1024 * 1024
    assert kind(samples.JPEG.ljust(SIZE, b"\0")) is BY_TYPE["image/jpeg"]
    assert kind(samples.PDF.ljust(SIZE, b"\n")) is BY_TYPE["application/pdf"]
    assert kind(samples.JPEG.ljust(SIZE + 1, b"\0")) is Unfit.LARGE
    assert kind(b"") is Unfit.EMPTY


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (samples.JPEG + samples.PDF, "image/jpeg"),
        (samples.JPEG + samples.ZIP, "image/jpeg"),
        (samples.PNG + samples.HTML, "image/png"),
        (samples.PDF + samples.ZIP, "application/pdf"),
        (samples.PE + samples.PDF, Unfit.PROGRAM),
        (samples.ZIP + samples.JPEG, Unfit.ARCHIVE),
        (b"\x00GIF" + samples.ZIP, Unfit.TYPE),
        (samples.HTML + samples.PDF, Unfit.PAGE),
    ],
)
def test_of_two_in_one_the_first_counts_and_the_name_says_so(
    body: bytes, expected: str | Unfit
) -> None:
    found = kind(body)

    if isinstance(expected, Unfit):
        assert found is expected
    else:
        assert found is BY_TYPE[expected]
        assert stored_name("двое.pdf.zip", BY_TYPE[expected]).endswith(BY_TYPE[expected].endings[0])


# PDF

SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
ACTIVE = {
    "a script": (SCRIPT,),
    "without spaces": (b"<</S/JavaScript/JS(1)>>",),
    "a script by reference": (b"<< /S /Rendition /JS 12 0 R >>",),
    "a bare script": (b"<< /JS (1) >>",),
    "a name that is escaped": (b"<< /S /J#61vaScript >>",),
    "a name all escaped": (b"<< /S /#4a#61#76#61#53#63#72#69#70#74 >>",),
    "a short name that is escaped": (b"<< /J#53 (1) >>",),
    "a program": (b"<< /S /Launch /F (cmd.exe) >>",),
    "a file within": (stream(b"MZ", b"/Type /EmbeddedFile"),),
    "names of files within": (b"<< /Names << /EmbeddedFiles 9 0 R >> >>",),
    "media": (b"<< /Subtype /RichMedia >>",),
    "a form with scripts": (b"<< /AcroForm << /XFA 7 0 R >> >>",),
    "a form that is sent": (b"<< /S /SubmitForm /F (http://a.example) >>",),
    "another file that is opened": (b"<< /S /GoToE >>",),
    "a page of the web at opening": (b"<< /OpenAction << /S /URI /URI (http://a.example) >> >>",),
    "the same by reference": (
        b"<< /OpenAction 5 0 R >>",
        b"<< /S /URI /URI (http://a.example) >>",
    ),
    "by a reference to nothing": (b"<< /OpenAction 99 0 R >>",),
    "by an escaped name": (b"<< /Open#41ction << /S /URI >> >>",),
    "a page, and then another act": (
        b"<< /OpenAction << /S /GoTo /D [3 0 R] /Next << /S /URI >> >> >>",
    ),
    "within an object stream": (object_stream(b"<< /Type /Page >>", SCRIPT),),
    "escaped within an object stream": (object_stream(b"<< /S /La#75nch >>"),),
    "an object stream by an escaped name": (
        object_stream(SCRIPT).replace(b"/ObjStm", b"/Obj#53tm"),
    ),
    "opened from an object stream": (
        object_stream(b"<< /OpenAction 11 0 R >>", b"<< /S /URI /URI (http://a.example) >>"),
    ),
    "in one of several": (object_stream(b"<< >>"), object_stream(b"<< /S /Launch >>")),
}
DEFLATED = zlib.compress(b"10 0 " + SCRIPT)
CLOSED = {
    "encrypted": (object_stream(b"<< >>").replace(b"\nx", b"\ny"),),
    "of another filter": (stream(b"0A0B>", b"/Type /ObjStm /First 5 /Filter /ASCIIHexDecode"),),
    "cut": (stream(DEFLATED[:-8], b"/Type /ObjStm /First 5 /Filter /FlateDecode"),),
    "without end": (b"<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + DEFLATED,),
    "a bomb": (object_stream(b" " * (pdf.INFLATED_EACH + 1)),),
    "more bombs": tuple(object_stream(b" " * (pdf.INFLATED_EACH - 99)) for _ in range(5)),
    "escapes for their own sake": (b"#41" * pdf.ESCAPES,),
    "openings for their own sake": (b"/OpenAction [3 0 R] " * (pdf.OPENINGS + 1),),
}
PLAIN = {
    "nothing more": (),
    "a link to the web": (b"<< /Subtype /Link /A << /S /URI /URI (http://a.example) >> >>",),
    "shows a page": (b"<< /OpenAction [3 0 R /FitH null] >>",),
    "goes to a page": (b"<< /OpenAction << /Type /Action /S /GoTo /D [3 0 R /Fit] >> >>",),
    "goes there by reference": (b"<< /OpenAction 5 0 R >>", b"<< /S /GoTo /D [3 0 R] >>"),
    "shows it by reference": (b"<< /OpenAction 5 0 R >>", b"[3 0 R /Fit]"),
    "goes there from an object stream": (
        object_stream(b"<< /OpenAction 11 0 R >>", b"<< /S /GoTo /D [3 0 R] >>"),
    ),
    "opens nothing": (b"<< /OpenAction null >>",),
    "an object stream": (object_stream(b"<< /Type /Page >>", b"[1 2 3]"),),
    "an object stream that is not deflated": (stream(b"10 0 << >>", b"/Type /ObjStm /First 5"),),
    "a word that begins alike": (b"<< /JSon 1 /Launched 2 /JavaScripts 3 >>",),
    "short names by chance in a picture": (stream(b"\1/JS (\2/JS<\3", b"/Filter /DCTDecode"),),
    "a written word": (b"(no JavaScript here)",),
}


@pytest.mark.parametrize("how", ACTIVE)
def test_a_pdf_that_can_do_something_is_refused(how: str) -> None:
    assert kind(samples.pdf(*ACTIVE[how])) is Unfit.ACTIVE


@pytest.mark.parametrize("how", CLOSED)
def test_a_pdf_that_cannot_be_looked_into_is_refused(how: str) -> None:
    assert kind(samples.pdf(*CLOSED[how])) is Unfit.CLOSED


@pytest.mark.parametrize("how", PLAIN)
def test_a_pdf_that_can_only_be_looked_at_is_taken(how: str) -> None:
    assert kind(samples.pdf(*PLAIN[how])) is BY_TYPE["application/pdf"]


@pytest.mark.parametrize(
    "repeated",
    [b"stream\n", b"obj<</ObjStm/Filter>>stream\n", b"/OpenAction 5 0 R ", b"endstream", b"5 0 "],
)
def test_a_pdf_that_is_made_to_take_long_does_not(repeated: bytes) -> None:
    """A search that is begun anew at each of them would take hours; this ends."""
    body = b"%PDF-1.7\n" + repeated * (SIZE // 4 // len(repeated))

    assert kind(body) in (BY_TYPE["application/pdf"], Unfit.CLOSED, Unfit.ACTIVE)


# Names


@pytest.mark.parametrize(
    ("name", "type", "expected"),
    [
        ("схема.jpg", "image/jpeg", "схема.jpg"),
        ("IMG_0001.JPG", "image/jpeg", "IMG_0001.JPG"),
        ("photo.jpeg", "image/jpeg", "photo.jpeg"),
        ("scan.exe", "image/jpeg", "scan.jpg"),
        ("scan.pdf.exe", "application/pdf", "scan.pdf"),
        ("scan.pdf.exe", "image/jpeg", "scan.jpg"),
        ("scan.exe.pdf", "application/pdf", "scan.pdf"),
        ("scan.exe .jpg", "image/jpeg", "scan.jpg"),
        ("письмо от 12.05.2026", "application/pdf", "письмо от 12.05.2026.pdf"),
        ("письмо от 12.05.2026.pdf", "application/pdf", "письмо от 12.05.2026.pdf"),
        ("журнал.v2", "image/png", "журнал.v2.png"),
        ("фото\u202egpj.exe", "image/jpeg", "фотоgpj.jpg"),
        ("фо\u200bто\u00ad.jpg", "image/jpeg", "фото.jpg"),
        ("a\0b\r\n.jpg", "image/jpeg", "ab.jpg"),
        ("../../etc/passwd", "image/jpeg", "passwd.jpg"),
        ("c:\\windows\\system32\\cmd.exe", "image/jpeg", "cmd.jpg"),
        ("scan.jpg:evil.exe", "image/jpeg", "scan.jpg_evil.jpg"),
        ('a<b>"c"|d?*.jpg', "image/jpeg", "a_b__c__d__.jpg"),
        ("CON.jpg", "image/jpeg", "_CON.jpg"),
        ("com1", "image/jpeg", "_com1.jpg"),
        ("й.jpg", "image/jpeg", "й.jpg"),
        ("", "image/jpeg", "file.jpg"),
        ("..", "image/jpeg", "file.jpg"),
        (".jpg", "image/jpeg", "jpg.jpg"),
        ("IMG_1.HEIC", "image/heic", "IMG_1.HEIC"),
        ("IMG_1.heic", "image/jpeg", "IMG_1.jpg"),
        ("x" * 300 + ".pdf", "application/pdf", "x" * 76 + ".pdf"),
        ("x" * 300, "image/webp", "x" * 75 + ".webp"),
        ("x" * 78 + ".exe", "image/webp", "x" * 75 + ".webp"),
    ],
)
def test_a_name_is_cleaned_and_ends_as_the_content_says(
    name: str, type: str, expected: str
) -> None:
    assert stored_name(name, BY_TYPE[type]) == expected
    assert len(expected) <= LENGTH
    assert stored_name(expected, BY_TYPE[type]) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("program.exe", "program.exe"),
        ("/tmp/\u202eprogram.exe", "program.exe"),
        ("x" * 300 + ".exe", "x" * 76 + ".exe"),
        ("x" * 300, "x" * 80),
        ("", "-"),
        ("...", "-"),
    ],
)
def test_a_refused_name_is_shown_without_what_misleads(name: str, expected: str) -> None:
    assert visible_name(name) == expected


# In words


@pytest.mark.parametrize(
    ("body", "said", "instead"),
    [
        (samples.PE, "Программы и сценарии не принимаются: скан.jpg.", "Пришлите фото, скан"),
        (samples.ZIP, "Архивы и образы дисков не принимаются: скан.jpg.", "Распакуйте и пришлите"),
        (samples.DOCM, "в них бывают макросы: скан.jpg.", "Сохраните документ как PDF"),
        (samples.SVG, "Веб-страницы и рисунки SVG не принимаются", "в новый PDF"),
        (samples.pdf(SCRIPT), "В PDF есть сценарии", "Напечатайте его в новый PDF"),
        (samples.pdf(*CLOSED["cut"]), "его нельзя проверить", "сфотографируйте страницы"),
        (b"", "Файл пуст: скан.jpg.", "Пришлите фото, скан или PDF до 20 МБ."),
        (samples.GIF, "Файл не изображение и не PDF: скан.jpg.", "Пришлите фото, скан"),
    ],
)
def test_a_refusal_says_what_is_so_and_what_to_do(
    stage: Stage, desk: Desk, body: bytes, said: str, instead: str
) -> None:
    stage.says("kz-duty", FORM)
    before = desk.record()

    _, (words,), after = desk.does("kz-duty", Attached("", (File("скан.jpg", body),)))

    assert said in words
    assert instead in words
    assert after == before


def test_a_refusal_has_its_words_in_both_languages() -> None:
    for lang in ("ru", "en"):
        for unfit in Unfit:
            assert "a.jpg" in texts().say(lang, f"refused-file-{unfit}", {"name": "a.jpg"})


def test_a_telephones_picture_arrives_under_its_true_name(stage: Stage) -> None:
    stage.says("kz-duty", FORM)
    stage.attaches("kz-duty", name="IMG_1.jpg.exe", body=samples.HEIC)

    stage.presses("kz-duty", "Нет гостайны, отправить")

    alarm = stage.chat("by-duty")[-1]
    assert "Приложение: IMG_1.heic, 1 КБ" in alarm.text
    (id,) = alarm.versions[-1].files
    file, body = stage.look(lambda work: work.attachments.whole(id))
    assert (file.name, file.type, body) == ("IMG_1.heic", "image/heic", samples.HEIC)


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_a_pdf_may_begin_within_its_first_1024_bytes(before: bytes) -> None:
    assert kind(before + samples.PDF) == LATE


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (b"MZ\x90", Unfit.PROGRAM),
        (b"<html>", Unfit.PAGE),
        (b"#!/bin/sh\n", Unfit.PROGRAM),
        (b"x" * 1017, Unfit.TYPE),
        (samples.ZIP, Unfit.ARCHIVE),
    ],
    ids=["a program", "a page", "a script", "too late", "an archive"],
)
def test_what_begins_as_something_refused_is_no_pdf(before: bytes, why: Unfit) -> None:
    assert kind(before + samples.PDF) is why


def test_a_late_pdf_is_looked_into_like_any_other() -> None:
    assert kind(b"\r\n" + samples.PDF.replace(b"%%EOF", b"/JavaScript %%EOF")) is Unfit.ACTIVE


@pytest.mark.parametrize("name", ["\u3164", "\u2800\u200b", "\u00ad", "fi\u3164le.pdf"])
def test_what_shows_nothing_is_no_name(name: str) -> None:
    assert stored_name(name, BY_TYPE["application/pdf"]) == "file.pdf"
