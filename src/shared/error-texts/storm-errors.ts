import type { ErrorCode } from '../error-codes.ts';
import type { ErrorText } from './error-text.ts';

type Area = `incident.${string}` | `storm.${string}`;

/** Texts of what goes wrong in storm mode and with incidents. A code without a row does not compile. */
export const stormErrors: Readonly<Record<Extract<ErrorCode, Area>, ErrorText>> = {
  'incident.notFound': {
    title: '中心服务器还没有这个事件',
    effect: '登记这个事件的工单还在上报途中，文字没有提交，仍保留在输入框里。',
    action: '请等状态栏不再显示待提交后再试一次。',
    support: '检查登记该事件的坐席电脑与服务器的连接。',
  },
  'incident.notJoined': {
    title: '工单不属于任何事件',
    effect: '这一步没有完成，工单没有改动。',
    action: '需要时请先把工单加入事件，再登记答复结果。',
    support: '不需要处理；工单过程中可查到何时移出事件。',
  },
  'incident.conflict': {
    title: '别人刚刚改过这个事件的口径',
    effect: '您写的文字没有提交，仍保留在输入框里。',
    action: '请看过新的口径后再提交。',
    support: '不需要处理；两位班长同时修改同一事件时出现。',
  },
  'storm.notOn': {
    title: '暴雨模式已经结束',
    effect: '没有重复结束，未答复的来电人仍在今日工作中。',
    action: '无需操作，可在事件看板继续回复。',
    support: '不需要处理；两位班长同时结束时出现。',
  },
  'storm.callersOpen': {
    title: '还有来电人既未答复，也未列入回复清单',
    effect: '暴雨模式没有结束，各坐席照常使用。',
    action: '请在事件看板中为这些事件填写答复口径、列入回复清单，再结束。',
    support: '不需要处理；坐席电脑离线时登记的来电要等它连上后才算在内。',
  },
};
