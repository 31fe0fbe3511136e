import { useText } from '../../parts/use-text.ts';

export const padKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

export interface KeyGridProps {
  onKey(key: string): void;
}

/** The twelve keys of a telephone. */
export function KeyGrid({ onKey }: KeyGridProps) {
  const t = useText();
  return (
    <div className="dialpad__keys">
      {padKeys.map((key) => (
        <button
          key={key}
          type="button"
          aria-label={t('dialPad.key', { key })}
          onClick={() => onKey(key)}
        >
          {key}
        </button>
      ))}
    </div>
  );
}
