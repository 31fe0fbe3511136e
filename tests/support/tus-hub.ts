import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server as TusServer, type Upload } from '@tus/server';
import type { HubKeys } from '../../src/shared/contract/session/schemas.ts';
import type { Receipt } from '../../src/shared/contract/recordings/schemas.ts';
import { receiptText } from '../../src/shared/recording/receipt-text.ts';

/** What the hub double does next, instead of what it should. */
export type TusHubMood = 'well' | 'diskFull' | 'dropFinalAnswer' | 'corrupt' | 'wrongSignature';

export interface TusHub {
  readonly keys: HubKeys;
  readonly privateKeyPem: string;
  origin(): string;
  token: string;
  mood: TusHubMood;
  receipt(recordingId: string, segment: number): Receipt | null;
  stored(recordingId: string, segment: number): Promise<Buffer>;
  /** Segment key as the desk has wrapped it. */
  wrappedKey(recordingId: string, segment: number): string;
  /** Times that a whole upload has arrived. */
  finishCount(): number;
  /** Bytes received over connections that are closed by now, headers included. */
  receivedBytes(): number;
  forgetUploads(): void;
  /** Kills the server and starts a new one over the same folder and port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A stand-in for the hub's upload part: a real `@tus/server`, tokens, hash check on re-read and signed receipts. */
export async function startTusHub(folder: string): Promise<TusHub> {
  await mkdir(folder, { recursive: true });
  const wrap = generateKeyPairSync('rsa', { modulusLength: 3072 });
  const receiptPair = generateKeyPairSync('ed25519');
  const pem = (key: typeof wrap.publicKey) =>
    key.export({ type: 'spki', format: 'pem' }).toString();
  const receipts = new Map<string, Receipt>();
  const files = new Map<string, string>();
  const wrappedKeys = new Map<string, string>();
  let finishCount = 0;
  let receivedBytes = 0;
  let isForgetting = false;
  let server: Server;
  let port = 0;

  const sealOf = (stored: Omit<Receipt, 'signature'>) =>
    sign(null, Buffer.from(receiptText(stored)), receiptPair.privateKey).toString('base64');

  const onUploadFinish = async (upload: Upload) => {
    finishCount += 1;
    const path = join(folder, upload.id);
    if (hub.mood === 'corrupt') {
      const file = await open(path, 'r+');
      await file.write('x', 100);
      await file.close();
    }
    const metadata = upload.metadata ?? {};
    const recordingId = metadata['recordingId'] ?? '';
    const segment = metadata['segment'] ?? '';
    const sha256 = metadata['sha256'] ?? '';
    const bytes = await readFile(path);
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== sha256) {
      throw { status_code: 460, body: JSON.stringify({ code: 'upload.hashMismatch' }) };
    }
    const key = `${recordingId}.${segment}`;
    const unsigned = {
      recordingId,
      segment: Number(segment),
      byteLength: bytes.byteLength,
      sha256: found,
      storedAt: Date.now(),
      keyId: hub.keys.receiptKeyId,
    };
    const signature =
      hub.mood === 'wrongSignature' ? Buffer.alloc(64).toString('base64') : sealOf(unsigned);
    receipts.set(key, receipts.get(key) ?? { ...unsigned, signature });
    files.set(key, path);
    wrappedKeys.set(key, upload.metadata?.['wrappedKey'] ?? '');
    return {};
  };

  const listen = async () => {
    const tus = new TusServer({
      path: '/uploads',
      relativeLocation: true,
      datastore: new FileStore({ directory: folder }),
      namingFunction: () => randomUUID(),
      onUploadFinish: (_request, upload) => onUploadFinish(upload),
    });
    const handle = async (request: IncomingMessage, response: ServerResponse) => {
      if (request.headers.authorization !== `Bearer ${hub.token}`) {
        return response.writeHead(401).end(JSON.stringify({ code: 'hub.sessionExpired' }));
      }
      if (hub.mood === 'diskFull') return response.writeHead(507).end();
      if (isForgetting && request.method === 'HEAD') {
        isForgetting = false;
        return response.writeHead(404).end();
      }
      if (request.method === 'PATCH') {
        if (hub.mood === 'dropFinalAnswer') {
          const before = finishCount;
          response.writeHead = () => {
            if (finishCount > before) hub.mood = 'well';
            request.socket.destroy();
            return response;
          };
        }
      }
      return tus.handle(request, response);
    };
    server = createServer((request, response) => void handle(request, response));
    server.on('connection', (socket) => {
      socket.on('close', () => {
        receivedBytes += socket.bytesRead;
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });

  const hub: TusHub = {
    keys: {
      wrapKeyId: 'wrap-1',
      wrapPublicKeyPem: pem(wrap.publicKey),
      receiptKeyId: 'receipt-1',
      receiptPublicKeyPem: pem(receiptPair.publicKey),
    },
    privateKeyPem: wrap.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    origin: () => `http://127.0.0.1:${port}`,
    token: 'token-1',
    mood: 'well',
    receipt: (recordingId, segment) => receipts.get(`${recordingId}.${segment}`) ?? null,
    stored: (recordingId, segment) => readFile(files.get(`${recordingId}.${segment}`) ?? ''),
    wrappedKey: (recordingId, segment) => wrappedKeys.get(`${recordingId}.${segment}`) ?? '',
    finishCount: () => finishCount,
    receivedBytes: () => receivedBytes,
    forgetUploads: () => {
      isForgetting = true;
    },
    restart: async () => {
      await stop();
      await listen();
    },
    close: stop,
  };
  await listen();
  return hub;
}
