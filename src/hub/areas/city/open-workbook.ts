import { type FileEntry, Uint8ArrayReader, ZipReader, configure } from '@zip.js/zip.js';

// Node has no workers of the web.
configure({ useWebWorkers: false });

/** Why a file is not read as a workbook. */
export type WorkbookFault = 'oldExcel' | 'encrypted' | 'notExcel' | 'tooLarge' | 'damaged';

export class WorkbookRefused extends Error {
  readonly fault: WorkbookFault;

  constructor(fault: WorkbookFault) {
    super(fault);
    this.fault = fault;
  }
}

/** A workbook holds some dozens; what a zip bomb is made of is many, or few that grow without end. */
const mostEntries = 1_000;
const mostBytes = 300 * 1024 * 1024;
/** Sheets of one value in each row come to about a hundredth; nothing honest comes to less. */
const mostRatio = 250;
/** Of what grows less than this nobody asks the ratio. */
const smallBytes = 1024 * 1024;

/** The parts of a workbook by their path. `pieces` counts what comes out of the zip, whatever the zip says of itself. */
export interface OpenedWorkbook {
  has(path: string): boolean;
  pieces(path: string): AsyncGenerator<Uint8Array, void, undefined>;
  close(): Promise<void>;
}

/**
 * Judges a file by its first bytes and its list of entries before anything in it is read. Throws `WorkbookRefused`: one of Excel 97, one
 * with a password, something else, or more than any sheet has.
 */
export async function openWorkbook(bytes: Uint8Array): Promise<OpenedWorkbook> {
  const fault = faultOfStart(bytes);
  if (fault) throw new WorkbookRefused(fault);
  const zip = new ZipReader(new Uint8ArrayReader(bytes));
  const files = await entriesOf(zip).catch((error: unknown) => {
    throw error instanceof WorkbookRefused ? error : new WorkbookRefused('damaged');
  });
  if (!files.has('xl/workbook.xml')) throw new WorkbookRefused('notExcel');
  let left = mostBytes;
  return {
    has: (path) => files.has(path),
    async *pieces(path) {
      const entry = files.get(path);
      if (!entry) throw new WorkbookRefused('damaged');
      for await (const piece of unpacked(entry)) {
        left -= piece.byteLength;
        if (left < 0) throw new WorkbookRefused('tooLarge');
        yield piece;
      }
    },
    close: () => zip.close(),
  };
}

/** What the library gives up in the middle ends the stream, too: it does not do so itself. */
function unpacked(entry: FileEntry): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    start(controller) {
      setImmediate(() => {
        entry.getData(writable).catch(() => controller.error(new WorkbookRefused('damaged')));
      });
    },
  });
  return readable;
}

async function entriesOf(zip: ZipReader<Uint8Array>): Promise<ReadonlyMap<string, FileEntry>> {
  const files = new Map<string, FileEntry>();
  let whole = 0;
  for await (const entry of zip.getEntriesGenerator()) {
    if (files.size >= mostEntries) throw new WorkbookRefused('tooLarge');
    if (entry.directory) continue;
    if (entry.encrypted) throw new WorkbookRefused('encrypted');
    whole += entry.uncompressedSize;
    const grows = entry.uncompressedSize / Math.max(1, entry.compressedSize);
    if (whole > mostBytes || (entry.uncompressedSize > smallBytes && grows > mostRatio))
      throw new WorkbookRefused('tooLarge');
    files.set(entry.filename.replace(/^\//, ''), entry);
  }
  return files;
}

/** Compound files (MS-CFB) are Excel 97, or a workbook behind a password: then one of their streams is called so. */
const compound = [0xd0, 0xcf, 0x11, 0xe0];
const packageName = Buffer.from('EncryptedPackage', 'utf16le');

function faultOfStart(bytes: Uint8Array): WorkbookFault | null {
  const begins = (signs: readonly number[]) => signs.every((sign, at) => bytes[at] === sign);
  if (begins(compound))
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(packageName)
      ? 'encrypted'
      : 'oldExcel';
  return begins([0x50, 0x4b, 3, 4]) ? null : 'notExcel';
}
