import { Link2, X } from 'lucide-react';
import { keys } from '../../parts/keys.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { dialerStore } from './dialer-store.ts';

/** The number of a link that came while somebody typed or talked: a quiet line, one key away from the dial pad. */
export function DialOffer({ idle }: { readonly idle: boolean }) {
  const t = useText();
  const number = useFeature(dialerStore, (state) => state.offered);
  const open = useFeature(dialerStore, (state) => state.open);
  const drop = useFeature(dialerStore, (state) => state.dropOffer);
  if (number === null) return null;
  return (
    <div className="lines" role="status">
      <div className="line line--offer">
        <Link2 size={14} aria-hidden />
        <span>{t(idle ? 'lines.offer' : 'lines.offerInCall')}</span>
        <b className="num" title={number}>
          {number}
        </b>
        {idle && (
          <button type="button" className="line__act" onClick={() => open('dialPad')}>
            {t('lines.offerOpen')}
            <kbd aria-hidden className="line__key">
              {keys.dialPad}
            </kbd>
          </button>
        )}
        <button
          type="button"
          className="line__act"
          aria-label={t('lines.offerDrop')}
          title={t('lines.offerDrop')}
          onClick={drop}
        >
          <X size={14} aria-hidden />
        </button>
      </div>
    </div>
  );
}
