"""Small files as programs write them: of the types that are taken, and of those that are not."""

import gzip
import io
import struct
import zipfile
import zlib


def box(kind: bytes, content: bytes) -> bytes:
    """Return a box of the ISO base media format."""
    return struct.pack(">I", len(content) + 8) + kind + content


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG."""
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


def zipped(*names: str) -> bytes:
    """Return an archive with files of these names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
    return buffer.getvalue()


def pdf(*objects: bytes, head: bytes = b"%PDF-1.7\n") -> bytes:
    """Return a PDF: a catalogue, a page, and further objects from number 4 on."""
    usual = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    )
    written = head
    for number, content in enumerate((*usual, *objects), 1):
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return written + b"trailer << /Root 1 0 R /Size 9 >>\n%%EOF\n"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def object_stream(*objects: bytes, first_number: int = 10) -> bytes:
    """Return objects within a deflated object stream, as programs write them since PDF 1.5."""
    header, body = b"", b""
    for number, content in enumerate(objects, first_number):
        header += b"%d %d " % (number, len(body))
        body += content + b"\n"
    entries = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(objects), len(header))
    return stream(zlib.compress(header + body), entries)


JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")
EXIF = bytes.fromhex("ffd8ffe1000845786966 0000ffd9")
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)
WEBP = b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8L" + struct.pack("<I", 9) + b"\x2f" + bytes(9)
WEBP_LOSSY = b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8 " + bytes(14)
WEBP_EXTENDED = b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + bytes(14)
HEIC = box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", bytes(4))
HEIC_ANDROID = box(b"ftyp", b"mif1\0\0\0\0mif1miafheic") + box(b"meta", bytes(4))
AVIF = box(b"ftyp", b"avif\0\0\0\0avifmif1miaf") + box(b"meta", bytes(4))
AVIF_AS_MIF1 = box(b"ftyp", b"mif1\0\0\0\0mif1avif") + box(b"meta", bytes(4))
FILM = box(b"ftyp", b"isom\0\0\2\0isomiso2avc1mp41") + box(b"moov", bytes(4))
TIFF = b"II*\0" + struct.pack("<IHI", 8, 0, 0)
TIFF_MOTOROLA = b"MM\0*" + struct.pack(">IHI", 8, 0, 0)
PDF = pdf()

PE = b"MZ\x90\0\3\0\0\0" + bytes(52) + b"\x40\0\0\0PE\0\0\x64\x86"
ELF = b"\x7fELF\2\1\1" + bytes(57)
MACH_O = bytes.fromhex("cffaedfe07000001") + bytes(24)
MACH_O_FAT = bytes.fromhex("cafebabe00000002") + bytes(40)
SHELL = b"#!/bin/sh\nrm -rf ~\n"
BATCH = b"@echo off\r\nformat c:\r\n"
JAVASCRIPT = b'var shell = new ActiveXObject("WScript.Shell");\n'
VBSCRIPT = b'On Error Resume Next\r\nSet s = CreateObject("WScript.Shell")\r\n'
DOCM = zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
XLSM = zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin")
DOCX = zipped("[Content_Types].xml", "word/document.xml")
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
RTF = rb"{\rtf1\ansi{\object\objocx}}"
ZIP = zipped("scan.jpg")
ZIP_EMPTY = zipped()
RAR = b"Rar!\x1a\7\1\0" + bytes(20)
SEVEN_ZIP = bytes.fromhex("377abcaf271c0004") + bytes(24)
GZIP = gzip.compress(JPEG)
TAR = b"scan.jpg".ljust(257, b"\0") + b"ustar\x0000" + bytes(247)
ISO = bytes(32768) + b"\1CD001\1\0" + bytes(2040)
HTML = b"<!DOCTYPE html>\n<html><script>alert(1)</script></html>"
HTML_SPACED = b"\xef\xbb\xbf\n  <html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
XML = b'<?xml version="1.0"?><svg onload="alert(1)"/>'
LNK = bytes.fromhex("4c0000000114020000000000c000000000000046") + bytes(56)
GIF = b"GIF89a\1\0\1\0\0\0\0;"
