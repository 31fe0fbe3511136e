import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { Logger } from '../../shared/logger.ts';
import type { QuietAudit } from '../areas/audit/quiet-audit.ts';
import type { PendingExports } from '../areas/export/pending-exports.ts';
import type { OpenFolderSound } from '../areas/export/folder-items.ts';
import { openFolderExport } from '../areas/export/write-folder-export.ts';
import { openKnowledgeExport } from '../areas/export/write-knowledge-export.ts';
import { type ExportedFile, openSheetExport } from '../areas/export/write-sheet-export.ts';
import { type SignedIn, auditFacts } from '../areas/session/authenticate.ts';
import type { HubStore } from '../storage/hub-store.ts';
import { type ExportSender, createSender } from './export-sender.ts';
import { hubFailure } from './http-errors.ts';

export interface ExportHandlerDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly quietly: QuietAudit;
  readonly exports: PendingExports;
  readonly openSound: OpenFolderSound;
}

export interface ByteExchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly signedIn: SignedIn;
}

/** At once in the whole hub: each reads every ticket. */
const mostAtOnce = 2;
/** A reader who takes nothing for so long has gone away: others wait for the place. */
const stallMs = 60_000;

/**
 * `GET /exports/{id}`: what was ordered, made while it is sent, as frames (`shared/export-frames.ts`). How it ended is in the audit
 * before the last frame says so. Throws `export.gone`, `hub.busy`; what fails later is told in a frame.
 */
export function createExportHandler(
  deps: ExportHandlerDeps,
): (exchange: ByteExchange) => Promise<void> {
  let running = 0;
  return async (exchange) => {
    const exportId = exchange.request.url?.slice('/exports/'.length) ?? '';
    if (running >= mostAtOnce) throw new AppError('hub.busy');
    const order = deps.exports.take(exchange.signedIn.sessionId, exportId);
    running += 1;
    try {
      const sender = createSender(exchange.response, stallMs);
      await send(deps, exchange, {
        exportId,
        sender,
        open() {
          const { signedIn } = exchange;
          const making = { ...deps, signal: sender.signal, onProgress: sender.progress };
          if (order.kind === 'folder') return openFolderExport(making, order, signedIn);
          if (order.kind === 'knowledge') return openKnowledgeExport(making, order, signedIn.user);
          return openSheetExport(making, order, signedIn.user);
        },
      });
    } finally {
      running -= 1;
    }
  };
}

interface Sending {
  readonly exportId: string;
  readonly sender: ExportSender;
  open(): Promise<ExportedFile>;
}

async function send(
  deps: ExportHandlerDeps,
  { response, signedIn }: ByteExchange,
  { exportId, sender, open }: Sending,
): Promise<void> {
  const note = (code: ErrorCode | null, detail: string) =>
    deps.store.audit.append({
      at: deps.clock.now(),
      action: 'exportEnded',
      subjectId: exportId,
      code,
      detail,
      ...auditFacts(signedIn),
    });
  let file: ExportedFile | null = null;
  try {
    file = await open();
    const hash = createHash('sha256');
    let byteLength = 0;
    for await (const piece of file.pieces) {
      hash.update(piece);
      byteLength += piece.byteLength;
      await sender.bytes(piece);
    }
    const sha256 = hash.digest('hex');
    const rows = file.rows();
    await note(null, `件数：${rows}；字节：${byteLength}；SHA-256：${sha256}`);
    await sender.end({ rows, byteLength, sha256, fileName: file.fileName });
  } catch (error) {
    const { code } = sender.signal.aborted
      ? new AppError('export.cut')
      : hubFailure(error, deps.logger, 'exports');
    const detail = `已读取件数：${file?.rows() ?? 0}`;
    await deps.quietly({ action: 'exportEnded', code }, () => note(code, detail));
    await sender.fail(code);
  }
  response.end();
}
