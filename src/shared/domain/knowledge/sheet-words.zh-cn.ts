import { entryLimits } from './entry-text.ts';
import type { SheetFault } from './sheet-rows.ts';

const { title, body, answer, source, reviewer, synonym, synonyms, toConfirm, toConfirmLines, why } =
  entryLimits;

/** Why a row of a sheet of entries is not taken, and what to do. */
export const sheetFaultWords: Readonly<Record<SheetFault, string>> = {
  title: '标题没有填',
  spoken: '口播没有填',
  recorded: '答复记录没有填',
  source: '来源没有填',
  reviewer: '审核科室没有填',
  validUntil: '有效期至不是日期（如 2027-06-30），或已经过去',
  category: '分类不在目录里，请照导出的表填写',
  audience: '适用范围只能填“对外”或“对内”',
  handling: '处理方式只能填“可直接解答”或“需交办”',
  reviewOn: '复核日期没有填，或不是日期（如 2027-06-30）',
  validFrom: '生效日期不是日期（如 2027-06-30）',
  tooLong: `有一格字数过多（标题 ${title}，口播和答复记录 ${answer}，背景与处置 ${body}，来源 ${source}，审核科室 ${reviewer}，市民说法 ${synonyms} 个、每个 ${synonym}，待确认 ${toConfirmLines} 行、每行 ${toConfirm}，修改理由 ${why}）`,
  formula: '有一格是出错的公式（如 #N/A），请改成文字',
  unknownNo: '知识库里没有这个编号；新条目请把编号留空',
  twice: '表里前面已有这一条（编号或新条目的标题相同）',
  retired: '这条已停用',
  titleThere: '已有同名条目；修改请填它的编号',
};
