export interface SegmentsProps<Value extends string | number> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  /** Shows the label before the words; it is read out either way. */
  readonly withLabel?: boolean;
  onChange(value: Value): void;
}

/** A choice of a few words in one row. */
export function Segments<Value extends string | number>({
  label,
  value,
  options,
  withLabel = false,
  onChange,
}: SegmentsProps<Value>) {
  const group = (
    <div className="segments" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
  if (!withLabel) return group;
  return (
    <div className="toolbar__choice">
      <span aria-hidden>{label}</span>
      {group}
    </div>
  );
}
