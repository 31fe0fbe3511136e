import type { CallView } from '../../shared/domain/calls/call.ts';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import { useText } from './use-text.ts';

/** A round trip that explains a long delay by itself. */
const tellingRttMs = 200;

/** What is wrong with the sound of a call, in words with its number: `对方听不清：网络丢包 8%`; `null` = nothing. */
export function useSoundWarning(call: CallView | null): string | null {
  const t = useText();
  const code = call?.soundFault;
  if (!call || !code) return null;
  const { title } = errorCatalogue[code];
  const { quality } = call;
  const percent = code === 'media.lossSending' ? quality?.sentLossPercent : quality?.lossPercent;
  const isLoss = code === 'media.lossSending' || code === 'media.lossReceiving';
  if (isLoss && percent !== undefined && percent >= 1)
    return t('sound.loss', { title, percent: Math.round(percent) });
  // The fault is about the whole way, buffers included: a short round trip would contradict it and is not told.
  const rttMs = quality?.rttMs ?? 0;
  if (code === 'media.delayHigh' && rttMs >= tellingRttMs)
    return t('sound.delay', { title, ms: rttMs });
  return title;
}
