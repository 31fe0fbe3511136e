import type { Host } from '../../../src/main/host.ts';
import { paths } from '../../../src/shared/contract/http-paths.ts';
import { encodeEntries } from '../../../src/shared/recording/entries.ts';
import { aCallView, aSnapshot } from './phone-values.ts';
import type { PhoneClient } from './host-clients.ts';

/** A phone page's whole call with one chunk of sound, `text` as bytes. Gives the call's id. */
export async function recordACall(
  host: Host,
  phone: PhoneClient,
  { recordingId, text }: { recordingId: string; text: string },
): Promise<string> {
  const encode = (part: string) => new TextEncoder().encode(part);
  const orders = await phone.attach({ buildId: 'development', takeOver: false });
  await orders.next();
  const view = aCallView({
    state: 'connected',
    answeredAt: Date.now(),
    recording: { kind: 'recording', recordingId, bytesOnDisk: 1 },
  });
  await phone.publish(aSnapshot(view));
  await phone.recordings.begin({ recordingId, callId: view.callId, startedAt: Date.now() });
  const body = new Uint8Array(encodeEntries([{ kind: 'audio', bytes: encode(text) }], encode));
  const url = `http://127.0.0.1${paths.chunk(recordingId, 0)}`;
  await host.handleRequest(new Request(url, { method: 'PUT', body }));
  await phone.recordings.finish({ recordingId, chunkCount: 1, durationMs: 100 });
  await phone.publish(
    aSnapshot({ ...view, state: 'ended', endedAt: Date.now(), endReason: 'agentHungUp' }),
  );
  return view.callId;
}
