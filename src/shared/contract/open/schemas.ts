import { z } from 'zod';
import { findCategory } from '../../domain/office/categories.ts';
import { districtChoices } from '../../domain/office/places.ts';
import { waterEventKinds, waterMatters } from '../../domain/city/water-event.ts';
import { ticketKinds, ticketSources, ticketStates } from '../../domain/tickets/ticket.ts';
import { solvedAnswers } from '../../domain/tickets/ticket-work.ts';
import { line, lines, millis, text } from '../base-schemas.ts';
import { resultShape } from '../tickets/work-schemas.ts';

/**
 * What programs of others and the hub say to each other below `/open/v1`; the document `/openapi.json` is made of these. They are promised to
 * people whom we do not know: fields are added, none is taken away or changes its meaning.
 */

const time = millis.max(8_640_000_000_000_000).describe('毫秒（UTC，自 1970-01-01）');
/** As it may be asked for: every number that a command can bring (`ticketNoPattern`). */
export const ticketNoSchema = z
  .string()
  .regex(/^[0-9A-Za-z._-]{1,40}$/)
  .describe('工单号');
/** As it stands in a ticket: also an odd one of before there was a rule. One number that fits no rule would else end every page with it. */
const keptTicketNo = text(40).describe('工单号');
const categoryCode = text(64)
  .refine((code) => findCategory(code) !== null, { error: '没有这个分类代码' })
  .describe('分类代码，如 supply.leak');
const district = text(20)
  .refine((name) => districtChoices.includes(name), { error: '没有这个区' })
  .describe('区，如 江汉区');

/** A demand that a program hands in. */
export const demandSchema = z.strictObject({
  kind: z.enum(ticketKinds).nullable().default(null).describe('诉求性质；不清楚时为 null'),
  categoryCode: categoryCode.nullable().default(null),
  district: district.nullable().default(null),
  address: line(200).default('').describe('地址'),
  content: lines(4000).regex(/\S/).describe('诉求内容'),
  requesterName: line(40).default('').describe('诉求人'),
  requesterNumber: line(40).default('').describe('诉求人电话'),
});
export type OpenDemand = z.infer<typeof demandSchema>;

export const demandTakenSchema = z.strictObject({
  ticketNo: keptTicketNo,
  openedAt: time,
  dueAt: time.nullable().describe('办结时限；null 表示还没有'),
});
export type DemandTaken = z.infer<typeof demandTakenSchema>;

/** How far a demand is, for who has handed it in. */
export const demandStates = [
  'received',
  'inHandling',
  'answered',
  'notAccepted',
  'withdrawn',
] as const;
export type DemandState = (typeof demandStates)[number];

export const ownDemandSchema = demandTakenSchema.extend({
  state: z
    .enum(demandStates)
    .describe(
      'received 待签收；inHandling 办理中；answered 已答复；notAccepted 不予受理；withdrawn 已终止',
    ),
  reply: z.string().nullable().describe('公开答复；没有答复时为 null'),
});
export type OwnDemand = z.infer<typeof ownDemandSchema>;

/** A ticket as programs read it: no course, no internal words. */
export const openTicketSchema = z.strictObject({
  ticketId: z.uuid().describe('不变的编号'),
  ticketNo: keptTicketNo,
  source: z.enum(ticketSources).describe('来源'),
  state: z.enum(ticketStates).describe('状态'),
  kind: z.enum(ticketKinds).nullable().describe('诉求性质'),
  categoryCode: text(64).nullable().describe('分类代码'),
  district: text(40).nullable().describe('区'),
  address: z.string().describe('地址'),
  content: z.string().describe('诉求内容；没有 names 权限时其中的姓名、号码已遮盖，下同'),
  requesterName: z.string().describe('诉求人'),
  requesterNumber: z.string().describe('诉求人电话'),
  departmentId: text(64).nullable().describe('主办部门'),
  reply: z.string().nullable().describe('公开答复'),
  satisfaction: z.int().min(1).max(5).nullable().describe('满意度'),
  openedAt: time,
  updatedAt: time,
  dueAt: time.nullable(),
  closedAt: time.nullable(),
});
export type OpenTicket = z.infer<typeof openTicketSchema>;

export const ticketsQuerySchema = z.strictObject({
  after: z.coerce
    .number<string | number>()
    .int()
    .min(0)
    .default(0)
    .describe('上一页的 next；0 表示从头'),
  limit: z.coerce.number<string | number>().int().min(1).max(200).default(100).describe('条数'),
});

export const ticketsPageSchema = z.strictObject({
  tickets: z.array(openTicketSchema).describe('此后变更过的工单，每件只列最近的样子'),
  gone: z.array(z.uuid()).describe('现在不对外提供的工单编号：你方存有的，请删除'),
  next: z.int().min(0).describe('下次从这里读'),
  isWhole: z.boolean().describe('false 表示后面还有'),
});
export type TicketsPage = z.infer<typeof ticketsPageSchema>;

export const departmentResultSchema = z.strictObject({
  ...resultShape,
  doneOn: z.iso.date().describe('办结日期，如 2026-06-12'),
});
export type OpenResult = z.infer<typeof departmentResultSchema>;

export const doneSchema = z.strictObject({ ticketNo: keptTicketNo, state: z.enum(ticketStates) });
export type Done = z.infer<typeof doneSchema>;

const eventBase = {
  messageId: z
    .string()
    .regex(/^[\w.:-]{1,80}$/)
    .describe('这条消息的编号，你方生成；同一个值再次提交只算一次'),
  eventNo: z
    .string()
    .regex(/^[\w.:-]{1,60}$/)
    .describe('事件编号，同一事件的各条消息相同'),
  // A time in seconds is of the year 1970: its ticket would be late before it is there.
  saidAt: time
    .min(Date.UTC(2020, 0, 1))
    .max(Date.UTC(2100, 0, 1))
    .describe('发出时间，毫秒（UTC，自 1970-01-01），不是秒；早于 2020 年的不收'),
};

/** One message of Smart Water on an event of the network. */
export const waterMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal(waterEventKinds[0]).describe('opened 事件发生'),
    ...eventBase,
    matter: z
      .enum(waterMatters)
      .describe(
        'burst 爆管；outage 停水；lowPressure 水压低；quality 水质；overflow 污水外溢；waterlogging 渍水；other 其他',
      ),
    district: district.nullable().default(null),
    address: line(200).default('').describe('地点'),
    content: lines(4000).regex(/\S/).describe('情况'),
    ticketNo: ticketNoSchema.optional().describe('由我方这件工单引起：事件并入它，不另开工单'),
  }),
  z.strictObject({
    kind: z.literal(waterEventKinds[1]).describe('progress 进展'),
    ...eventBase,
    content: lines(2000).regex(/\S/).describe('进展'),
  }),
  z.strictObject({
    kind: z.literal(waterEventKinds[2]).describe('resolved 现场处置完毕'),
    ...eventBase,
    content: lines(2000).regex(/\S/).describe('处置结果'),
  }),
]);
export type WaterMessage = z.infer<typeof waterMessageSchema>;

export const waterTakenSchema = z.strictObject({
  state: z
    .enum(['done', 'waiting'])
    .describe('done 已记入工单；waiting 已收到，等这个事件的 opened'),
  ticketNo: keptTicketNo.nullable(),
});
export type WaterTaken = z.infer<typeof waterTakenSchema>;

/** What Smart Water is told of its event, until it says that it has it. */
export const waterReportSchema = z.strictObject({
  reportId: z.uuid(),
  eventNo: z.string(),
  ticketNo: keptTicketNo,
  kind: z
    .enum(['signed', 'notAccepted', 'resultSubmitted'])
    .describe('signed 已签收；notAccepted 不予受理或已终止；resultSubmitted 已办结'),
  at: time,
  reason: z.string().describe('不予受理的理由；其余为空'),
  reply: z.string().describe('办结时的答复；其余为空，保密工单也为空'),
  handling: z.string().describe('办结时部门反馈的情况；同上'),
  solved: z.enum(solvedAnswers).nullable().describe('回访中市民说解决了没有；没有回访为 null'),
  satisfaction: z.int().min(1).max(5).nullable(),
});
export type WaterReport = z.infer<typeof waterReportSchema>;

export const waterReportsSchema = z.strictObject({
  reports: z.array(waterReportSchema).describe('每个事件先列最早的一条；收下后再列下一条'),
});

export const receiptSchema = z.strictObject({
  isTaken: z.boolean().describe('false 表示你方不能接受，我方会有人处理'),
  reason: line(200).default('').describe('不能接受的理由'),
});
export type WaterReceipt = z.infer<typeof receiptSchema>;
