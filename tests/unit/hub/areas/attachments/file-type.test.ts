import { describe, expect, it } from 'vitest';
import { fileTypeOf } from '../../../../../src/hub/areas/attachments/file-type.ts';
import { realFiles, refusedFiles } from '../../../../support/real-files.ts';

describe('what a file is, by its bytes', () => {
  it.each(Object.entries(realFiles))('knows %s', (type, bytes) => {
    expect(fileTypeOf(bytes)).toBe(type);
  });

  it('reads a text of older Windows', () => {
    expect(fileTypeOf(Buffer.from('cfd6b3a1cbaed1b90d0a', 'hex'))).toBe('text/plain');
  });

  it.each(Object.entries(refusedFiles))('refuses %s', (_what, bytes) => {
    expect(fileTypeOf(bytes)).toBe(null);
  });

  it.each(Object.entries(realFiles))('refuses %s with an archive behind it', (_type, bytes) => {
    const archive = refusedFiles['an archive'] ?? Buffer.alloc(0);
    expect(fileTypeOf(Buffer.concat([bytes, archive]))).toBe(null);
  });

  it('takes a picture in whose first bytes chance has put two that begin a page of a server, and refuses a text with them', () => {
    const png = realFiles['image/png'];
    const head = Buffer.concat([png.subarray(0, 33), Buffer.from('<% ?><%'), png.subarray(33)]);
    expect(fileTypeOf(head)).toBe('image/png');
    expect(fileTypeOf(Buffer.from('现场说明 <% execute %>'))).toBe(null);
  });

  it('takes a PDF in whose packed photo chance has put a name, and refuses one whose page bears it', () => {
    const photo = Buffer.from('\u0001\u00ff/JS(\u0002', 'latin1');
    const of = (dictionary: string) =>
      Buffer.concat([
        Buffer.from(`%PDF-1.7\n4 0 obj\n<< ${dictionary} >>\nstream\r\n`),
        photo,
        Buffer.from('\nendstream\nendobj\n5 0 obj\n<< /Type /Page >>\nendobj\n'),
      ]);
    expect(fileTypeOf(of('/Subtype /Image /Filter /DCTDecode /Length 9'))).toBe('application/pdf');
    expect(fileTypeOf(of('/Type /ObjStm /Length 9'))).toBe(null);
    expect(fileTypeOf(of('/Filter /DCTDecode /AA << /JS (x) >>'))).toBe(null);
    const behind = Buffer.concat([of('/Filter /DCTDecode'), Buffer.from('<< /JS (x) >>')]);
    expect(fileTypeOf(behind)).toBe(null);
  });

  it('refuses whatever begins as a page, whatever follows', () => {
    for (const bytes of Object.values(realFiles))
      expect(fileTypeOf(Buffer.concat([Buffer.from('<html>'), bytes]))).toBe(null);
  });
});
