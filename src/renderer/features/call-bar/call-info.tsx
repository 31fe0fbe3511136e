import type { CallView } from '../../../shared/domain/call.ts';
import { useText } from '../../context/use-text.ts';

/** The number whole, because it is this call's, and where the call came from. */
export function CallInfo({ call }: { readonly call: CallView | null }) {
  const t = useText();
  if (!call) {
    return (
      <div className="callinfo">
        <div className="callinfo__idle">{t('call.idle')}</div>
        <div className="callinfo__sub">{t('call.idleHint')}</div>
      </div>
    );
  }
  const parts = [
    t(`call.${call.direction}`),
    call.lineName,
    call.queuedMs === null ? '' : t('call.queued', { seconds: Math.round(call.queuedMs / 1000) }),
    call.heldBy === 'citizen' || call.heldBy === 'both' ? t('call.heldByCitizen') : '',
    call.muted ? t('call.muted') : '',
  ];
  return (
    <div className="callinfo">
      <div className="callinfo__number num">{call.number.display}</div>
      <div className="callinfo__sub">{parts.filter((part) => part !== '').join(' · ')}</div>
    </div>
  );
}
