import { type ReactNode, useId, useState } from 'react';
import type { EntryText, TextFault } from '../../../shared/domain/knowledge/entry-text.ts';
import type { Wording } from '../../../shared/domain/knowledge/knowledge.ts';
import { categories } from '../../../shared/domain/office/categories.ts';
import { useText } from '../../parts/use-text.ts';
import { Choice } from '../../ui/choice.tsx';
import { Segments } from '../../ui/segments.tsx';
import { dayOf, endOfDay, lastDayOf, linesIn, startOfDay, wordsIn } from './entry-fields.ts';

export interface EntryFormProps {
  readonly text: EntryText;
  readonly faults: readonly TextFault[];
  onChange(text: EntryText): void;
}

/** The fields of an entry. What is typed is told with each letter. */
export function EntryForm({ text, faults, onChange }: EntryFormProps) {
  const t = useText();
  const { wording } = text;
  const put = (changes: Partial<EntryText>) => onChange({ ...text, ...changes });
  const say = (changes: Partial<Wording>) => put({ wording: { ...wording, ...changes } });
  const lacks = (field: TextFault) => faults.includes(field);
  return (
    <div className="entryform">
      <TextRow
        label={t('writing.title')}
        max={200}
        value={text.title}
        lacks={lacks('title')}
        onChange={(title) => put({ title })}
      />
      <Kind text={text} put={put} say={say} />
      <TextRow
        label={t('knowledge.spoken')}
        rows={3}
        max={4000}
        value={wording.spoken}
        lacks={lacks('spoken')}
        onChange={(spoken) => say({ spoken })}
      />
      <TextRow
        label={t('knowledge.recorded')}
        rows={3}
        max={4000}
        value={wording.recorded}
        lacks={lacks('recorded')}
        onChange={(recorded) => say({ recorded })}
      />
      <TextRow
        label={t('knowledge.body')}
        rows={5}
        max={20_000}
        value={text.body}
        onChange={(body) => put({ body })}
      />
      <Listed
        label={t('writing.synonyms')}
        value={text.synonyms}
        write={(words) => words.join('、')}
        read={wordsIn}
        onChange={(synonyms) => put({ synonyms })}
      />
      <Listed
        label={t('writing.toConfirm')}
        rows={2}
        value={wording.toConfirm}
        write={(lines) => lines.join('\n')}
        read={linesIn}
        onChange={(toConfirm) => say({ toConfirm })}
      />
      <Origin text={text} put={put} say={say} lacks={lacks} />
      <Days text={text} lacksEnd={lacks('validUntil')} put={put} say={say} />
    </div>
  );
}

interface PartProps {
  readonly text: EntryText;
  put(changes: Partial<EntryText>): void;
  say(changes: Partial<Wording>): void;
}

function Kind({ text: { categoryCode: code, wording }, put, say }: PartProps) {
  const t = useText();
  return (
    <div className="entryform__row">
      <Choice
        label={t('writing.category')}
        value={code}
        options={[
          { value: '', label: t('writing.noCategory') },
          ...categories.map(({ code: value, group, name }) => ({
            value,
            label: `${group} / ${name}`,
          })),
        ]}
        onChange={(categoryCode) => put({ categoryCode })}
      />
      <Segments
        label={t('writing.audience')}
        value={wording.audience}
        options={[
          { value: 'public', label: t('knowledge.public') },
          { value: 'internal', label: t('knowledge.internal') },
        ]}
        onChange={(audience) => say({ audience })}
      />
      <label className="entryform__check">
        <input
          type="checkbox"
          checked={wording.mayAnswerDirectly}
          onChange={(event) => say({ mayAnswerDirectly: event.target.checked })}
        />
        {t('knowledge.direct')}
      </label>
    </div>
  );
}

function Origin({
  text: { wording },
  say,
  lacks,
}: PartProps & { lacks(field: TextFault): boolean }) {
  const t = useText();
  return (
    <div className="entryform__row">
      <TextRow
        label={t('writing.source')}
        max={400}
        value={wording.source}
        lacks={lacks('source')}
        onChange={(source) => say({ source })}
      />
      <TextRow
        label={t('writing.reviewer')}
        max={80}
        value={wording.reviewer}
        lacks={lacks('reviewer')}
        onChange={(reviewer) => say({ reviewer })}
      />
    </div>
  );
}

function Days({ text, lacksEnd, put, say }: PartProps & { readonly lacksEnd: boolean }) {
  const t = useText();
  return (
    <div className="entryform__row">
      <Day
        label={t('writing.validFrom')}
        value={dayOf(text.validFrom)}
        onChange={(day) => put({ validFrom: startOfDay(day) })}
      />
      <Day
        label={t('writing.validUntil')}
        value={lastDayOf(text.validUntil)}
        lacks={lacksEnd}
        onChange={(day) => put({ validUntil: endOfDay(day) })}
      />
      <Day
        label={t('writing.reviewOn')}
        value={text.wording.reviewOn}
        onChange={(reviewOn) => {
          if (startOfDay(reviewOn) !== null) say({ reviewOn });
        }}
      />
    </div>
  );
}

interface TextRowProps {
  readonly label: string;
  readonly value: string;
  readonly max: number;
  /** More than one line. */
  readonly rows?: number;
  readonly lacks?: boolean;
  onChange(value: string): void;
}

export function TextRow({ label, value, max, rows, lacks = false, onChange }: TextRowProps) {
  const shared = {
    className: 'input',
    maxLength: max,
    value,
    'aria-invalid': lacks,
  };
  return (
    <Labelled label={label} lacks={lacks}>
      {rows === undefined ? (
        <input
          {...shared}
          type="text"
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <textarea {...shared} rows={rows} onChange={(event) => onChange(event.target.value)} />
      )}
    </Labelled>
  );
}

function Labelled({
  label,
  lacks,
  children,
}: {
  readonly label: string;
  readonly lacks: boolean;
  readonly children: ReactNode;
}) {
  const t = useText();
  return (
    <label className="entryform__field">
      <span>
        {label}
        {lacks && <em className="entryform__lacks">{t('writing.lacks')}</em>}
      </span>
      {children}
    </label>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string;
  readonly lacks?: boolean;
  onChange(day: string): void;
}

function Day({ label, value, lacks = false, onChange }: DayProps) {
  return (
    <Labelled label={label} lacks={lacks}>
      <input
        className="input num"
        type="date"
        value={value}
        aria-invalid={lacks}
        onChange={(event) => onChange(event.target.value)}
      />
    </Labelled>
  );
}

interface ListedProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly rows?: number;
  write(value: readonly string[]): string;
  read(text: string): string[];
  onChange(value: string[]): void;
}

/** Words that are typed as one text: it stays as typed, also with a mark at its end. */
function Listed({ label, value, rows, write, read, onChange }: ListedProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const written = write(value);
  const shown = typed !== null && write(read(typed)) === written ? typed : written;
  return (
    <TextRow
      key={id}
      label={label}
      max={8000}
      {...(rows === undefined ? {} : { rows })}
      value={shown}
      onChange={(text) => {
        setTyped(text);
        onChange(read(text));
      }}
    />
  );
}
