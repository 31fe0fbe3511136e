import { AppError } from '../../shared/app-error.ts';
import {
  type ExportEnd,
  type ExportProgress,
  exportEndSchema,
  exportFailureSchema,
  exportProgressSchema,
} from '../../shared/contract/exports/schemas.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import { isErrorCode } from '../../shared/error-codes.ts';
import { createFrameReader } from '../../shared/export-frames.ts';

interface Whole {
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
  readonly end: ExportEnd;
}

/** See `ExportedFiles`. */
export const exportedFiles = {
  async save(
    exportId: string,
    options: { readonly signal: AbortSignal; onProgress(progress: ExportProgress): void },
  ): Promise<ExportEnd> {
    const { parts, end } = await fetchWhole(exportId, options);
    const file = new Blob([...parts]);
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0'));
    if (file.size !== end.byteLength || sha256.join('') !== end.sha256)
      throw new AppError('export.cut', { detail: 'not what the hub has made' });
    give(file, end.fileName);
    return end;
  },
  give: (bytes: Uint8Array<ArrayBuffer>, name: string) => give(new Blob([bytes]), name),
};

async function fetchWhole(
  exportId: string,
  {
    signal,
    onProgress,
  }: { readonly signal: AbortSignal; onProgress(progress: ExportProgress): void },
): Promise<Whole> {
  const response = await fetch(paths.exported(exportId), { signal }).catch((cause: unknown) => {
    throw new AppError(signal.aborted ? 'export.cut' : 'ipc.disconnected', { cause });
  });
  if (!response.ok || !response.body) throw new AppError(await refusalOf(response));
  const read = createFrameReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new AppError('export.cut', { cause });
    });
    // The line has ended, and nobody has said that this was all.
    if (done) throw new AppError('export.cut');
    for (const { kind, payload } of read(value)) {
      if (kind === 'bytes') parts.push(payload);
      else if (kind === 'progress') onProgress(exportProgressSchema.parse(jsonOf(payload)));
      else if (kind === 'end') return { parts, end: exportEndSchema.parse(jsonOf(payload)) };
      else throw new AppError(exportFailureSchema.parse(jsonOf(payload)).code);
    }
  }
}

async function refusalOf(response: Response) {
  const refusal: unknown = await response.json().catch(() => null);
  const isObject = typeof refusal === 'object' && refusal !== null;
  const code = isObject && 'code' in refusal ? refusal.code : null;
  return isErrorCode(code) ? code : 'export.cut';
}

function jsonOf(payload: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(payload));
}

/** As if somebody had pressed a link: the browser asks where to, or has a folder for it. */
function give(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it; how long it takes to ask the person is not known.
  setTimeout(() => URL.revokeObjectURL(url), 10 * 60_000);
}
