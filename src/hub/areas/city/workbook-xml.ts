import { SaxesParser } from 'saxes';
import { WorkbookRefused } from './open-workbook.ts';

export interface XmlHandlers {
  /** `name` without its prefix; attributes by their names without theirs. */
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Longest name of an element or value of an attribute that is kept while it is read is bounded by the piece; no entity is known. */
export async function readXml(
  pieces: AsyncIterable<Uint8Array>,
  { open, text, close }: XmlHandlers,
): Promise<void> {
  const parser = new SaxesParser();
  parser.on('error', () => {
    throw new WorkbookRefused('damaged');
  });
  // A document type is in no workbook, and entities are made there.
  parser.on('doctype', () => {
    throw new WorkbookRefused('damaged');
  });
  parser.on('opentag', (tag) => {
    if (!open) return;
    const attributes = Object.entries(tag.attributes).map(([name, value]) => [bare(name), value]);
    open(bare(tag.name), Object.fromEntries(attributes));
  });
  if (text) parser.on('text', text);
  parser.on('closetag', (tag) => close?.(bare(tag.name)));
  const decoder = new TextDecoder('utf-8', { fatal: false });
  for await (const piece of pieces) parser.write(decoder.decode(piece, { stream: true }));
  parser.write(decoder.decode());
  parser.close();
}

function bare(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
