import type { ExportEnd, ExportProgress } from '../../shared/contract/exports/schemas.ts';

/** Files that the hub makes on order, fetched through the host. */
export interface ExportedFiles {
  /**
   * Fetches a file to its end and gives it to the browser to be saved under its name. A file that did not come whole is given to nobody:
   * throws `export.cut`, the code that the hub told, or `ipc.disconnected`.
   */
  save(
    exportId: string,
    options: { readonly signal: AbortSignal; onProgress(progress: ExportProgress): void },
  ): Promise<ExportEnd>;
  /** Gives bytes that this page has to the browser, to be saved under a name. */
  give(bytes: Uint8Array<ArrayBuffer>, name: string): void;
}
