import { deflateRawSync } from 'node:zlib';

/** Files with the heads that programs really write, small. */

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
/** JFIF of one grey pixel, as libjpeg writes it, up to its scan. */
const jpeg = Buffer.concat([
  Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb004300', 'hex'),
  Buffer.alloc(64, 1),
  Buffer.from('ffc0000b080001000101011100ffda0008010100003f00d2cf20ffd9', 'hex'),
]);
const webp = Buffer.from(
  '524946461a000000574542505650384c0d0000002f00000010071011118888fe0700',
  'hex',
);
const box = (brand: string) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from(`ftyp${brand}`, 'latin1'),
    Buffer.from([0, 0, 0, 0]),
    Buffer.from(`${brand}mif1`, 'latin1'),
    Buffer.alloc(16),
  ]);

/** A ZIP file (APPNOTE 6.3.9) with these parts, deflated, as office programs write it. */
function aZip(parts: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = deflateRawSync(content);
    const bytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(data.byteLength, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(bytes.byteLength, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(data.byteLength, 20);
    entry.writeUInt16LE(bytes.byteLength, 28);
    entry.writeUInt32LE(at, 42);
    entries.push(entry, bytes);
    bodies.push(local, bytes, data);
    at += 30 + bytes.byteLength + data.byteLength;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length / 2, 8);
  end.writeUInt16LE(entries.length / 2, 10);
  end.writeUInt32LE(list.byteLength, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, list, end]);
}

const types = { '[Content_Types].xml': '<Types/>' };
const docx = aZip({ ...types, 'word/document.xml': '<w:document/>' });

/** By media type. */
export const realFiles = {
  'image/jpeg': jpeg,
  'image/png': png,
  'image/webp': webp,
  'image/heic': box('heic'),
  'application/pdf': Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n'),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': docx,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': aZip({
    ...types,
    'xl/workbook.xml': '<workbook/>',
  }),
  'audio/mpeg': Buffer.concat([Buffer.from('fffb9064', 'hex'), Buffer.alloc(414)]),
  'audio/ogg': Buffer.concat([Buffer.from('OggS'), Buffer.alloc(23), Buffer.from('OpusHead')]),
  'audio/amr': Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(32, 4)]),
  'video/mp4': box('mp42'),
  'text/plain': Buffer.from('现场水压 0.12 MPa\r\n二次供水泵已停\r\n', 'utf8'),
} as const;

/** What must not be taken, by what it is. */
export const refusedFiles: Readonly<Record<string, Buffer>> = {
  'nothing but zeros': Buffer.alloc(64),
  'a program of Windows': Buffer.concat([Buffer.from('MZ'), Buffer.alloc(128)]),
  'a program of Linux': Buffer.from('7f454c46020101000000000000000000', 'hex'),
  'a shell script': Buffer.from('#!/bin/sh\necho 1\n'),
  'a web page': Buffer.from('<!DOCTYPE html><html><body>x</body></html>'),
  'a web page behind blanks': Buffer.from('\n\n   <p onclick=alert(1)>x</p>'),
  'an SVG picture': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  'an XML file': Buffer.from('<?xml version="1.0"?><svg/>'),
  'a page in UTF-16': Buffer.from('\uFEFF<html></html>', 'utf16le'),
  'an archive': aZip({ 'a.txt': 'x' }),
  'an archive in the newer shape': Buffer.from('377abcaf271c0004', 'hex'),
  'a RAR archive': Buffer.from('526172211a070100', 'hex'),
  'a program of Java': aZip({ 'META-INF/MANIFEST.MF': 'x', 'A.class': 'x' }),
  'a paper with macros': aZip({ ...types, 'word/document.xml': 'x', 'word/vbaProject.bin': 'x' }),
  'a paper with a program in it': aZip({
    ...types,
    'word/document.xml': 'x',
    'word/embeddings/oleObject1.bin': 'x',
  }),
  'a paper and a table at once': aZip({
    ...types,
    'word/document.xml': 'x',
    'xl/workbook.xml': 'x',
  }),
  'a paper whose part leaves its folder': aZip({
    ...types,
    'word/document.xml': 'x',
    '../../evil.txt': 'x',
  }),
  'a paper with something behind it': Buffer.concat([docx, Buffer.from('MZ')]),
  'a paper cut off': docx.subarray(0, -30),
  'an old paper (OLE)': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
  'a PDF with a script': Buffer.from('%PDF-1.7\n<< /S /JavaScript /JS (app.alert(1)) >>'),
  'a PDF that starts a program': Buffer.from('%PDF-1.4\n<< /S /Launch /F (cmd.exe) >>'),
  'a PDF with a file in it': Buffer.from('%PDF-1.4\n<< /EmbeddedFiles << >> >>'),
  'a PDF with a script by another spelling of its name': Buffer.from(
    '%PDF-1.7\n<< /S /Java#53cript /J#53 (app.alert(1)) >>',
  ),
  'a PDF with a remark behind the name': Buffer.from('%PDF-1.7\n<< /JS%x\n(app.alert(1)) >>'),
  'a PDF with a zero byte behind the name': Buffer.from('%PDF-1.7\n<< /JS\0(app.alert(1)) >>'),
  'a picture with an archive behind it': Buffer.concat([jpeg, aZip({ 'a.txt': 'x' })]),
  'a picture with a page in its comment': Buffer.concat([
    jpeg.subarray(0, 20),
    Buffer.from('fffe0020', 'hex'),
    Buffer.from('<script>alert(1)</script>'),
    jpeg.subarray(20),
  ]),
  'a picture that is a PDF, too': Buffer.concat([
    jpeg.subarray(0, 20),
    Buffer.from('%PDF-1.4'),
    jpeg.subarray(20),
  ]),
  'a PNG with something behind it': Buffer.concat([png, Buffer.from('x')]),
  'a PNG cut off': png.subarray(0, -4),
  'a GIF that is a script': Buffer.from('GIF89a/*..*/=1;alert(1)'),
  'a film of another maker': box('qt  '),
};
