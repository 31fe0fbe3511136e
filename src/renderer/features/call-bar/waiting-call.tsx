import type { CallView } from '../../../shared/domain/call.ts';
import { useDeskStore } from '../../context/desk-context.ts';
import { useText } from '../../context/use-text.ts';

/** A second caller rings while a call runs: shown, and may be declined. */
export function WaitingCall({ call }: { readonly call: CallView }) {
  const t = useText();
  const command = useDeskStore((state) => state.command);
  return (
    <div className="waiting" role="status">
      <span className="num">
        {t('call.waiting')} {call.number.display}
      </span>
      <button
        type="button"
        aria-label={t('call.declineWaiting')}
        onClick={() => void command({ kind: 'decline', callId: call.callId })}
      >
        {t('call.buttons.decline')}
      </button>
    </div>
  );
}
