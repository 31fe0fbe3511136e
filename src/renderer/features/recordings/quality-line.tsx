import type { CallQuality } from '../../../shared/domain/calls/call.ts';
import { useText } from '../../parts/use-text.ts';

/** How a call sounded over its whole length: `音质 平均 MOS 4.2 · 最差 3.1 · 丢包 0.4% · 抖动 6 毫秒 · 往返 24 毫秒`. */
export function QualityLine({ quality }: { readonly quality: CallQuality | null }) {
  const t = useText();
  if (quality === null || quality.mos === null) return null;
  const { mos, worstMos, lossPercent, sentLossPercent, jitterMs, rttMs } = quality;
  const parts = [
    t('sound.mean', { mos: mos.toFixed(1) }),
    worstMos === undefined ? '' : t('sound.worst', { mos: worstMos.toFixed(1) }),
    t('sound.lost', { percent: lossPercent.toFixed(1) }),
    sentLossPercent === undefined
      ? ''
      : t('sound.sentLost', { percent: sentLossPercent.toFixed(1) }),
    t('sound.jitter', { ms: Math.round(jitterMs) }),
    rttMs === null ? '' : t('sound.rtt', { ms: Math.round(rttMs) }),
  ];
  return (
    <span className="listening__quality num">
      {t('sound.title')} {parts.filter((part) => part !== '').join(' · ')}
    </span>
  );
}
