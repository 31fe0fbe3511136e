import { type Ref, useState } from 'react';

export interface SearchFieldProps {
  readonly label: string;
  /** Shown while nothing is typed; the label unless said. */
  readonly hint?: string;
  readonly className?: string;
  readonly maxLength: number;
  /** What is searched for. */
  readonly text: string;
  readonly ref?: Ref<HTMLInputElement>;
  /** Never told the half-written word of an input method. */
  onText(text: string): void;
}

/** A search that goes with the typing: while an input method composes, it waits for what comes of it. */
export function SearchField(props: SearchFieldProps) {
  const { label, hint = label, className = '', maxLength, text, ref, onText } = props;
  const [composed, setComposed] = useState<string | null>(null);
  return (
    <input
      ref={ref}
      className={`input ${className}`}
      type="text"
      role="searchbox"
      aria-label={label}
      placeholder={hint}
      autoComplete="off"
      maxLength={maxLength}
      value={composed ?? text}
      onChange={(event) => {
        const { value } = event.target;
        if (composed === null) onText(value);
        else setComposed(value);
      }}
      onCompositionStart={(event) => setComposed(event.currentTarget.value)}
      onCompositionEnd={(event) => {
        setComposed(null);
        onText(event.currentTarget.value);
      }}
    />
  );
}
