import { Search } from 'lucide-react';
import { useRef } from 'react';
import { useFeature } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { knowledgeStore } from './knowledge-store.ts';
import { ariaKey, keyHint } from '../../parts/keys.ts';
import { useKeys } from '../../parts/use-keys.ts';

/** Searches as one types, but never while an input method is still composing. */
export function SearchBox() {
  const t = useText();
  const text = useFeature(knowledgeStore, (state) => state.text);
  const type = useFeature(knowledgeStore, (state) => state.type);
  const search = useFeature(knowledgeStore, (state) => state.search);
  const box = useRef<HTMLInputElement>(null);
  const composing = useRef(false);
  useKeys({ search: () => box.current?.select() });
  const handle = (value: string) => {
    type(value);
    if (!composing.current) search(value);
  };
  return (
    <div className="searchbox">
      <input
        ref={box}
        className="input"
        type="text"
        role="searchbox"
        aria-label={t('knowledge.search')}
        aria-keyshortcuts={ariaKey('search')}
        placeholder={t('knowledge.placeholder')}
        autoComplete="off"
        maxLength={100}
        value={text}
        onChange={(event) => handle(event.target.value)}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          handle(event.currentTarget.value);
        }}
      />
      <kbd className="kbd searchbox__key">{keyHint('search')}</kbd>
      <Search size={15} aria-hidden />
    </div>
  );
}
