import { useState } from 'react';
import { openPlaces } from '../../../shared/domain/phrases/phrase-text.ts';
import { useText } from '../../parts/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';

interface Asked {
  readonly places: readonly string[];
  run(): void;
}

/** Before a text with places that nobody has filled goes out: asked once, then it is the person's word. */
export function useOpenPlaces() {
  const [asked, setAsked] = useState<Asked | null>(null);
  return {
    /** Does it at once, or after the question. */
    guard(texts: readonly string[], run: () => void) {
      const places = openPlaces(texts.join('\n'));
      if (places.length === 0) run();
      else setAsked({ places, run });
    },
    question: asked && (
      <OpenPlacesQuestion
        places={asked.places}
        onBack={() => setAsked(null)}
        onAnyway={() => {
          setAsked(null);
          asked.run();
        }}
      />
    ),
  };
}

interface QuestionProps {
  readonly places: readonly string[];
  onBack(): void;
  onAnyway(): void;
}

function OpenPlacesQuestion({ places, onBack, onAnyway }: QuestionProps) {
  const t = useText();
  return (
    <Dialog title={t('phrases.askTitle')} onClose={onBack}>
      <p>{t('phrases.askText', { places: places.join('〕〔') })}</p>
      <div className="dialog__acts">
        <button type="button" className="button button--main" onClick={onBack}>
          {t('phrases.askBack')}
        </button>
        <button type="button" className="button" onClick={onAnyway}>
          {t('phrases.askAnyway')}
        </button>
      </div>
    </Dialog>
  );
}
