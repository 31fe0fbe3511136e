import { setImmediate } from 'node:timers/promises';
import * as fontkit from 'fontkit';
import PDFDocument from 'pdfkit';
import type { Pieces, SheetSource } from './sheet-pieces.ts';
import { wrapText } from './wrap-text.ts';

/** More than this nobody prints; a sheet serves better. */
export const mostPdfRows = 5_000;

const margin = 28;
/** A4, landscape, in points. */
const page = { width: 841.89, height: 595.28 };
const titleSize = 13;
const footSize = 7;
/** Lines of one cell; the rest is counted. */
const mostLines = 14;
/** What the font does not know. */
const unknownGlyph = '〓';

/**
 * A table on A4 landscape, its heads on every page, whose text can be searched and copied. What it is stands at its beginning; its end
 * says how many rows it has, so that a part of it is known for one.
 */
export async function* writePdf(
  source: SheetSource,
  { title, font }: { readonly title: string; readonly font: Buffer },
): Pieces {
  const doc = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin: 0,
    // Else it looks for Helvetica on the disk.
    font: '',
    info: { Title: title },
  });
  doc.registerFont('print', font);
  const table = createTable(doc, source, font);
  let finished: unknown;
  let isFinished = false;
  const drawing = draw(doc, source, { title, table }).then(
    () => {
      isFinished = true;
    },
    (error: unknown) => {
      isFinished = true;
      finished = error;
      doc.destroy();
    },
  );
  try {
    for await (const piece of doc) if (piece instanceof Uint8Array) yield piece;
  } catch (error) {
    throw isFinished ? (finished ?? error) : error;
  } finally {
    doc.destroy();
    await drawing;
  }
}

type Doc = InstanceType<typeof PDFDocument>;
type Table = ReturnType<typeof createTable>;

async function draw(
  doc: Doc,
  source: SheetSource,
  { title, table }: { readonly title: string; readonly table: Table },
): Promise<void> {
  doc.font('print').fontSize(titleSize).text(title, margin, margin, { lineBreak: false });
  table.begin(source.about);
  let rows = 0;
  for await (const piece of source.rows) {
    for (const row of piece) table.row(row.map(String));
    rows += piece.length;
    // What nobody takes is not drawn any further.
    while (doc.readableLength > 256 * 1024 && !doc.destroyed) await setImmediate();
    if (doc.destroyed) return;
  }
  table.end(`共 ${rows} 件，完`);
  doc.end();
}

function createTable(doc: Doc, { heads, widths }: SheetSource, font: Buffer) {
  const size = heads.length <= 10 ? 8 : heads.length <= 18 ? 7 : 5.5;
  const lineHeight = size * 1.35;
  const padding = size * 0.35;
  const columns = columnsOf(widths);
  const glyphs = createGlyphs(doc, font);
  const bottom = page.height - margin - footSize * 2;
  let y = margin;
  let pages = 1;

  const cellsOf = (row: readonly string[]) =>
    row.map((cell, index) =>
      wrapText(glyphs.known(cell), {
        width: ((columns[index]?.width ?? 0) - 2 * padding) / size,
        most: mostLines,
        widthOf: glyphs.widthOf,
      }),
    );
  const put = (cells: readonly (readonly string[])[], isHead: boolean) => {
    const height = Math.max(1, ...cells.map((lines) => lines.length)) * lineHeight + 2 * padding;
    if (y + height > bottom && !isHead) turn();
    const top = y;
    if (isHead)
      doc
        .rect(margin, top, page.width - 2 * margin, height)
        .fill('#e8eef4')
        .fillColor('#000');
    doc.fontSize(size);
    for (const [index, lines] of cells.entries())
      for (const [line, text] of lines.entries())
        if (text !== '')
          doc.text(text, (columns[index]?.x ?? 0) + padding, top + padding + line * lineHeight, {
            lineBreak: false,
          });
    y = top + height;
    doc
      .moveTo(margin, y)
      .lineTo(page.width - margin, y)
      .lineWidth(0.4)
      .stroke('#9aa7b4');
  };
  const foot = () =>
    doc
      .fontSize(footSize)
      .text(`第 ${pages} 页`, page.width - margin - 40, page.height - margin - footSize, {
        lineBreak: false,
      });
  const turn = () => {
    foot();
    doc.addPage();
    pages += 1;
    y = margin;
    put(cellsOf(heads), true);
  };
  return {
    /** What stands above the table, then the heads. */
    begin(about: SheetSource['about']) {
      y = margin + titleSize * 1.6;
      const width = (page.width - 2 * margin) / footSize;
      const words = about.map(([name, value]) => `${name}：${value}`).join('　');
      const { widthOf } = glyphs;
      doc.fontSize(footSize);
      for (const line of wrapText(glyphs.known(words), { width, most: 6, widthOf })) {
        doc.text(line, margin, y, { lineBreak: false });
        y += footSize * 1.4;
      }
      y += footSize;
      put(cellsOf(heads), true);
    },
    row: (row: readonly string[]) => put(cellsOf(row), false),
    end(words: string) {
      if (y + 2 * lineHeight > bottom) turn();
      doc.fontSize(size).text(words, margin, y + lineHeight / 2, { lineBreak: false });
      foot();
    },
  };
}

function columnsOf(widths: readonly number[]): { readonly x: number; readonly width: number }[] {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const unit = (page.width - 2 * margin) / whole;
  let x = margin;
  return widths.map((each) => {
    const column = { x, width: each * unit };
    x += column.width;
    return column;
  });
}

/** What the font can show, and how wide it is: one face of TrueType, asked once for each character. */
function createGlyphs(doc: Doc, font: Buffer) {
  const face = fontkit.create(font);
  const widths = new Map<string, number>();
  const has = (character: string) =>
    'hasGlyphForCodePoint' in face && face.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  return {
    known: (text: string) =>
      [...text.toWellFormed()]
        .map((character) =>
          character === '\n' || has(character)
            ? character
            : /\p{C}|\s/u.test(character)
              ? ' '
              : unknownGlyph,
        )
        .join(''),
    widthOf(character: string): number {
      const known = widths.get(character);
      if (known !== undefined) return known;
      const width = doc.font('print').fontSize(100).widthOfString(character) / 100;
      widths.set(character, width);
      return width;
    },
  };
}
