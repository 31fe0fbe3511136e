import { ArrowDown, ArrowUp } from 'lucide-react';

export interface SortHeadProps {
  readonly label: string;
  /** How the list is ordered by this column; `null` = by another one. */
  readonly sorted: 'ascending' | 'descending' | null;
  onSort(): void;
}

/** Head of a column by which a list can be ordered. */
export function SortHead({ label, sorted, onSort }: SortHeadProps) {
  return (
    <th scope="col" aria-sort={sorted ?? undefined}>
      <button type="button" className="sorthead" onClick={onSort}>
        {label}
        {sorted === 'ascending' && <ArrowUp size={12} aria-hidden />}
        {sorted === 'descending' && <ArrowDown size={12} aria-hidden />}
      </button>
    </th>
  );
}
