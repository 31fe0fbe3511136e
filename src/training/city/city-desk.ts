import { randomUUID } from 'node:crypto';
import { shanghaiTime } from '../../shared/domain/tickets/course-note.ts';
import { createSeededRandom } from '../../shared/seeded-random.ts';
import { type WideRow, dispatchRow } from './dispatch-row.ts';

/** What the city is made to say of a demand that it has dispatched. */
export type CityAct =
  | { readonly kind: 'answerReturn'; readonly agrees: boolean; readonly words: string }
  | {
      readonly kind: 'answerApplication';
      readonly applicationId: string;
      readonly agrees: boolean;
      readonly words: string;
    }
  | { readonly kind: 'rework'; readonly words: string }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'reject'; readonly words: string };

/** A file that the city sends with a message: its bytes, or only where it would be. */
export interface SentFile {
  readonly name: string;
  readonly bytes?: Buffer;
  readonly link?: string;
}

/** A file that came with a report. */
export interface TakenFile {
  readonly reportId: string;
  readonly fileId: string;
  readonly cityNo: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** A demand as the city has it. */
export interface CityOrder {
  readonly cityNo: string;
  readonly content: string;
  /** Kinds of messages that were sent, and of reports that came, in order. */
  readonly said: readonly { readonly by: 'city' | 'office'; readonly what: string }[];
  /** Applications that wait for an answer. */
  readonly asked: readonly string[];
}

/** One message in the city's out-box. */
export interface SentRow {
  readonly seq: number;
  readonly row: WideRow;
  readonly files: readonly SentFile[];
}

/** What somebody who plays the city does, and what came of it. No HTTP here. */
export interface CityDesk {
  /** 派件: a new demand, its row with `changes`. Gives the city number. */
  dispatch(changes?: WideRow, files?: readonly SentFile[]): string;
  act(cityNo: string, act: CityAct, files?: readonly SentFile[]): void;
  /** The message with this number of the out-box once more, behind all others. */
  sendOnceMore(seq: number): void;
  sentAfter(seq: number, limit: number): readonly SentRow[];
  /** Takes a report; `known` = it came before, `unfit` = it names no demand of ours. */
  take(row: WideRow): 'taken' | 'known' | 'unfit';
  /** Takes a file of a report that came before it; `known` and `unfit` as there, `unwanted` = of a type that it does not take. */
  takeFile(file: TakenFile): 'taken' | 'known' | 'unfit' | 'unwanted';
  /** Types that it takes none of from now on. */
  refuseTypes(mediaTypes: readonly string[]): void;
  /** Each once, in the order in which they came. */
  files(): readonly TakenFile[];
  orders(): readonly CityOrder[];
  /** Rows of reports, each id once. */
  reports(): readonly WideRow[];
}

const kindsOf: Readonly<Record<CityAct['kind'], string>> = {
  answerReturn: 'TJDF',
  answerApplication: 'SQDF',
  rework: 'CB',
  confirm: 'QR',
  reject: 'BQR',
};

/** The same `seed` dispatches the same demands. `now` in epoch ms. */
export function createCityDesk({ seed, now }: { seed: number; now: () => number }): CityDesk {
  const random = createSeededRandom(seed);
  const outbox: SentRow[] = [];
  const orders = new Map<string, CityOrder>();
  const taken = new Map<string, WideRow>();
  const files: TakenFile[] = [];
  let unwanted: readonly string[] = [];
  const send = (row: WideRow, along: readonly SentFile[]) =>
    void outbox.push({ seq: outbox.length + 1, row, files: along });
  const note = (cityNo: string, change: (order: CityOrder) => CityOrder) => {
    const order = orders.get(cityNo);
    if (!order) throw new Error(`no order ${cityNo}`);
    orders.set(cityNo, change(order));
  };
  const said = (cityNo: string, by: 'city' | 'office', what: string) =>
    note(cityNo, (order) => ({ ...order, said: [...order.said, { by, what }] }));
  return {
    dispatch(changes = {}, along = []) {
      const at = now();
      const day = shanghaiTime(at).slice(0, 10).replaceAll('-', '');
      const cityNo = `WH${day}${String(orders.size + 1).padStart(6, '0')}`;
      const row = { ...dispatchRow(random, { cityNo, at }), ...changes };
      orders.set(cityNo, { cityNo, content: String(row['MAIN_CONTENT']), said: [], asked: [] });
      said(cityNo, 'city', 'PD');
      const told = { MSG_ID: randomUUID(), MSG_TYPE: 'PD', MSG_TIME: shanghaiTime(at) };
      send({ ...row, ...told }, along);
      return cityNo;
    },
    act(cityNo, act, along = []) {
      const kind = kindsOf[act.kind];
      if (act.kind === 'answerApplication')
        note(cityNo, (order) => ({
          ...order,
          asked: order.asked.filter((id) => id !== act.applicationId),
        }));
      said(cityNo, 'city', kind);
      const row = {
        MSG_ID: randomUUID(),
        MSG_TYPE: kind,
        MSG_TIME: shanghaiTime(now()),
        ORDER_NO: cityNo,
        AGREES: 'agrees' in act ? (act.agrees ? '1' : '0') : '',
        OPINION: 'words' in act ? act.words : '',
        APPLY_ID: act.kind === 'answerApplication' ? act.applicationId : '',
      };
      send(row, along);
    },
    sendOnceMore(seq) {
      const sent = outbox.find((one) => one.seq === seq);
      if (sent) send(sent.row, sent.files);
    },
    sentAfter: (seq, limit) => outbox.filter((one) => one.seq > seq).slice(0, limit),
    take(row) {
      const id = String(row['REPORT_ID'] ?? '');
      const cityNo = String(row['ORDER_NO'] ?? '');
      if (id === '' || !orders.has(cityNo)) return 'unfit';
      if (taken.has(id)) return 'known';
      taken.set(id, row);
      said(cityNo, 'office', String(row['REPORT_TYPE'] ?? ''));
      const applicationId = String(row['APPLY_ID'] ?? '');
      if (applicationId !== '')
        note(cityNo, (order) => ({ ...order, asked: [...order.asked, applicationId] }));
      return 'taken';
    },
    takeFile(file) {
      const { reportId, fileId, mediaType } = file;
      if (!taken.has(reportId) || fileId === '') return 'unfit';
      if (files.some((one) => one.reportId === reportId && one.fileId === fileId)) return 'known';
      if (unwanted.includes(mediaType)) return 'unwanted';
      files.push(file);
      return 'taken';
    },
    refuseTypes: (mediaTypes) => void (unwanted = mediaTypes),
    files: () => files,
    orders: () => [...orders.values()].toReversed(),
    reports: () => [...taken.values()],
  };
}
